/**
 * What the controller reads off a Pod, computed once per Pod object: a sync of a thousand unchanged Pods then looks
 * at a thousand small records. Models the predicates of pkg/controller/statefulset stateful_set_utils.go.
 */

import { controllerOf } from '../../api/object.ts';
import type { Pod, StatefulSet } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import { parsePodName, revisionLabel } from './identity.ts';

export interface PodFacts {
  readonly pod: Pod;
  readonly name: string;
  readonly uid: string;
  /** The parts of the name; −1 and empty when it has no ordinal. */
  readonly ordinal: number;
  readonly parent: string;
  /** uid of its controller; empty for an orphan. */
  readonly controllerUid: string;
  /** Name of the ControllerRevision it was made from. */
  readonly revision: string;
  readonly terminating: boolean;
  readonly phase: string;
  /** Since when it has been Ready, if it is Running and Ready; empty when that is not known. */
  readonly readySince: string | undefined;
  readonly findings: Findings;
}

/** What was found to be right before and need not be looked at again: shortcuts, filled in as things are asked. */
interface Findings {
  /** The spec that identity and storage match, and the names of the claims by it. */
  shapedBy?: StatefulSet['spec'];
  claimNames?: readonly string[];
}

const known = new WeakMap<Pod, PodFacts>();

/** The facts of a Pod, remembered for as long as the Pod object lives. */
export function factsOf(pod: Pod): PodFacts {
  let facts = known.get(pod);
  if (!facts) known.set(pod, (facts = readFacts(pod)));
  return facts;
}

function readFacts(pod: Pod): PodFacts {
  const { name, uid, labels, deletionTimestamp } = pod.metadata;
  const { parent, ordinal } = parsePodName(name);
  return {
    pod,
    name,
    uid,
    ordinal,
    parent,
    controllerUid: controllerOf(pod)?.uid ?? '',
    revision: labels?.[revisionLabel] ?? '',
    terminating: deletionTimestamp !== undefined,
    phase: pod.status?.phase ?? '',
    readySince: readySince(pod),
    findings: {},
  };
}

function readySince(pod: Pod): string | undefined {
  if (pod.status?.phase !== 'Running') return undefined;
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? (ready.lastTransitionTime ?? '') : undefined;
}

/** True for a Pod that has ended: phase Failed or Succeeded. */
export function isFinished({ phase }: PodFacts): boolean {
  return phase === 'Failed' || phase === 'Succeeded';
}

export function isRunningAndReady({ readySince: since }: PodFacts): boolean {
  return since !== undefined;
}

/** When a Running and Ready Pod counts as available (epoch ms); undefined for any other. Zero: it always has. */
export function availableAtMs({ readySince: since }: PodFacts, minReadySeconds: number): number | undefined {
  if (since === undefined) return undefined;
  return minReadySeconds === 0 ? 0 : (parseTime(since) ?? Number.POSITIVE_INFINITY) + minReadySeconds * 1000;
}

/** Running, and Ready for at least `minReadySeconds`. */
export function isAvailable(facts: PodFacts, minReadySeconds: number, nowMs: number): boolean {
  const atMs = availableAtMs(facts, minReadySeconds);
  return atMs !== undefined && atMs <= nowMs;
}

/** Not available, or on its way out. */
export function isUnavailable(facts: PodFacts, minReadySeconds: number, nowMs: number): boolean {
  return facts.terminating || !isAvailable(facts, minReadySeconds, nowMs);
}
