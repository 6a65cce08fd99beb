/**
 * What a sync starts from: the ordinals that should exist with the Pods they have, the Pods beyond them, and the Pod
 * that everything waits for. Models the first half of stateful_set_control.go updateStatefulSet.
 */

import type { FeatureGates } from '../../api/feature-gates.ts';
import type { PersistentVolumeClaim, StatefulSet } from '../../api/types.ts';
import { inOrdinalRange, podName, replicasOf, startOrdinal } from './identity.ts';
import { isUnavailable, type PodFacts } from './pod-facts.ts';
import type { RevisionNames } from './status.ts';

export interface PlanInput {
  readonly set: StatefulSet;
  /** The Pods claimed for the set. */
  readonly pods: readonly PodFacts[];
  /** Looks up a claim of the set's namespace. */
  readonly claim: (name: string) => PersistentVolumeClaim | undefined;
  readonly revisions: RevisionNames;
  readonly collisionCount: number;
  readonly nowMs: number;
  readonly featureGates: FeatureGates;
}

/** An ordinal that should exist, and its Pod when there is one. */
export interface Slot {
  readonly ordinal: number;
  readonly name: string;
  readonly pod: PodFacts | undefined;
}

export interface Situation extends PlanInput {
  readonly minReadySeconds: number;
  /** One Pod after the other: podManagementPolicy OrderedReady. */
  readonly monotonic: boolean;
  /** Ascending ordinals from `spec.ordinals.start`. */
  readonly replicas: readonly Slot[];
  /** Pods outside of the range, by descending ordinal. */
  readonly condemned: readonly PodFacts[];
  /** Name of the first Pod that is missing, not available or terminating: replicas first, then condemned from the lowest ordinal up. */
  readonly firstUnavailable: string | undefined;
}

/** More ordinals than this are not simulated: the page would stand still. */
export const maxSimulatedReplicas = 2000;

interface EmptySlots {
  /** Of the set: two sets may share a spec. */
  readonly owner: string;
  readonly slots: readonly Slot[];
}

const emptySlots = new WeakMap<StatefulSet['spec'], EmptySlots>();

/** The range (as far as it is simulated) without any Pod, made once per spec. */
function emptySlotsOf(set: StatefulSet): readonly Slot[] {
  const known = emptySlots.get(set.spec);
  if (known?.owner === set.metadata.name) return known.slots;
  const start = startOrdinal(set);
  const slots = Array.from({ length: Math.min(replicasOf(set), maxSimulatedReplicas) }, (_, index) => {
    return { ordinal: start + index, name: podName(set, start + index), pod: undefined };
  });
  emptySlots.set(set.spec, { owner: set.metadata.name, slots });
  return slots;
}

export function situationOf(input: PlanInput): Situation {
  const { set, pods, nowMs } = input;
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const start = startOrdinal(set);
  const replicas = emptySlotsOf(set).slice();
  const condemned: PodFacts[] = [];
  for (const pod of pods) {
    const { ordinal } = pod;
    const index = ordinal - start;
    if (index >= 0 && index < replicas.length) replicas[index] = { ordinal, name: pod.name, pod };
    else if (ordinal >= 0 && !inOrdinalRange(set, ordinal)) condemned.push(pod);
  }
  condemned.sort((a, b) => b.ordinal - a.ordinal);
  const unavailable = (pod: PodFacts | undefined): boolean => !pod || isUnavailable(pod, minReadySeconds, nowMs);
  return {
    ...input,
    minReadySeconds,
    monotonic: set.spec.podManagementPolicy !== 'Parallel',
    replicas,
    condemned,
    firstUnavailable: replicas.find(({ pod }) => unavailable(pod))?.name ?? condemned.findLast(unavailable)?.name,
  };
}
