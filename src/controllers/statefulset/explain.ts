/**
 * The decisions of the StatefulSet controller in words: what it does, and what it waits for. Each sentence is plain,
 * uses the exact terms, and names the field that is the rule.
 */

import { podSummary } from '../../api/pod-summary.ts';
import type { Decision } from '../../api/decision.ts';
import { refOf, type KubeObject, type ObjectRef } from '../../api/object.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types.ts';
import { refusalCause } from '../refused-request.ts';
import { replicasOf, startOrdinal } from './identity.ts';
import { availableAtMs, isRunningAndReady, type PodFacts } from './pod-facts.ts';
import type { Situation, Slot } from './situation.ts';

/** Of decisions that repeat for every ordinal only this many are given. */
const maxRepeats = 16;

const podRef = (set: StatefulSet, name: string): ObjectRef => ({
  kind: 'Pod',
  namespace: set.metadata.namespace!,
  name,
});
const rule = (object: KubeObject, field: string): NonNullable<Decision['rule']> => ({ object: refOf(object), field });

function acts(about: ObjectRef, reason: string, message: string, byRule?: Decision['rule']): Decision {
  return { about, verdict: 'acts', reason, message, ...(byRule ? { rule: byRule } : {}) };
}

function waits(
  about: ObjectRef,
  reason: string,
  message: string,
  because: Pick<Decision, 'blockedBy' | 'rule' | 'untilMs'>,
): Decision {
  return { about, verdict: 'waits', reason, message, ...because };
}

const orderedReady = 'spec.podManagementPolicy';

/** A Pod's state as the end of a sentence: `is Running but not Ready (CrashLoopBackOff)`. */
function stateOf({ pod }: Slot, { minReadySeconds, nowMs }: Situation): string {
  if (!pod) return 'is only just being created';
  if (pod.terminating) return 'is still Terminating';
  const { phase } = pod;
  if (phase === 'Pending' && !pod.pod.spec.nodeName) return 'is Pending and not scheduled';
  // The word that kubectl shows says more than the phase: ImagePullBackOff, CrashLoopBackOff …
  const { status } = podSummary(pod.pod, nowMs);
  const word = status === phase ? '' : ` (${status})`;
  if (phase !== 'Running') return `is ${phase}${word}`;
  if (!isRunningAndReady(pod)) return `is Running but not Ready${word}`;
  const atMs = availableAtMs(pod, minReadySeconds);
  if (atMs !== undefined && atMs > nowMs) return `is Ready, but not yet for minReadySeconds (${minReadySeconds} s)`;
  return 'is Ready';
}

function reasonOf({ pod }: Slot, prefix: string): string {
  if (pod && pod.terminating) return `${prefix}Terminating`;
  if (pod && isRunningAndReady(pod)) return `${prefix}NotAvailable`;
  return `${prefix}NotReady`;
}

/** The moment at which a Ready Pod becomes available by itself. */
function until({ pod }: Slot, { minReadySeconds, nowMs }: Situation): Pick<Decision, 'untilMs'> {
  const atMs = pod && !pod.terminating ? availableAtMs(pod, minReadySeconds) : undefined;
  return atMs !== undefined && atMs > nowMs ? { untilMs: atMs } : {};
}

export function setBeingDeleted(set: StatefulSet): Decision {
  const message = `${set.metadata.name} is being deleted: no Pod is created or deleted any more, only the status is kept up to date.`;
  return { about: refOf(set), verdict: 'refuses', reason: 'SetBeingDeleted', message };
}

export function tooManyReplicas(set: StatefulSet, limit: number): Decision {
  const message = `${set.metadata.name} gets no more than ${limit} of its ${replicasOf(set)} Pods: the playground simulates no more of one StatefulSet.`;
  const byRule = rule(set, 'spec.replicas');
  return { about: refOf(set), verdict: 'refuses', reason: 'NotSimulated', message, rule: byRule };
}

export function creates(
  { set, monotonic, replicas }: Situation,
  ordinal: number,
  name: string,
  revision: string,
): Decision {
  const start = startOrdinal(set);
  const before =
    ordinal === start
      ? 'it is the first ordinal'
      : `${replicas[ordinal - start - 1]!.name} and all Pods before it are Ready`;
  const why = monotonic ? before : 'podManagementPolicy Parallel does not wait for other Pods';
  return acts(
    podRef(set, name),
    'CreatesPod',
    `${name} is created at revision ${revision}: ${why}.`,
    rule(set, orderedReady),
  );
}

export function deletesFinished(set: StatefulSet, pod: PodFacts): Decision {
  const { name } = pod;
  const message = `${name} is deleted: its phase is ${pod.phase}, and a Pod that has ended is replaced.`;
  return acts(podRef(set, name), 'DeletesFinishedPod', message);
}

export function repairs(set: StatefulSet, pod: PodFacts): Decision {
  const { name } = pod;
  const message = `${name} is updated: its identity label, its claim volumes or the owners of its claims are not as they should be.`;
  return acts(podRef(set, name), 'RepairsPod', message);
}

export function scalesDown(set: StatefulSet, pod: PodFacts): Decision {
  const { name } = pod;
  const range = rangeOf(set);
  const message = `${name} is deleted: its ordinal is outside of ${range}.`;
  return acts(podRef(set, name), 'ScalesDown', message, rule(set, 'spec.replicas'));
}

function rangeOf(set: StatefulSet): string {
  const [start, count] = [startOrdinal(set), replicasOf(set)];
  return count === 0 ? 'the wanted range (spec.replicas is 0)' : `the wanted range ${start} to ${start + count - 1}`;
}

export function deletesForUpdate({ set, revisions }: Situation, pod: PodFacts): Decision {
  const { name } = pod;
  const message = `${name} is deleted so that it comes back at revision ${revisions.update}.`;
  return acts(podRef(set, name), 'DeletesForUpdate', message, rule(set, 'spec.updateStrategy'));
}

export function waitsForRemoval(set: StatefulSet, pod: PodFacts): Decision {
  const { name } = pod;
  const message = `A new ${name} is not created before the old one is gone: at most one Pod may have this identity.`;
  return waits(podRef(set, name), 'WaitsForRemoval', message, { blockedBy: [podRef(set, name)] });
}

export function staleClaim(set: StatefulSet, name: string, claim: PersistentVolumeClaim): Decision {
  const message = `${name} is not created: claim ${claim.metadata.name} still belongs to an earlier ${name} and is about to be deleted.`;
  return waits(podRef(set, name), 'StaleClaim', message, {
    blockedBy: [refOf(claim)],
    rule: rule(set, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled'),
  });
}

export function claimBeingDeleted(set: StatefulSet, name: string, claim: PersistentVolumeClaim): Decision {
  const message = `${name} is not created: its claim ${claim.metadata.name} is being deleted.`;
  return {
    about: podRef(set, name),
    verdict: 'refuses',
    reason: 'ClaimBeingDeleted',
    message,
    blockedBy: [refOf(claim)],
    rule: rule(claim, 'metadata.finalizers'),
  };
}

/** A request of the controller that the API server refused. */
export function requestRefused(set: StatefulSet, name: string, verb: string, error: string): Decision {
  const message = `${name} could not be ${verb}: ${error}`;
  const cause = refusalCause(error, set.metadata.namespace);
  return { about: podRef(set, name), verdict: 'refuses', message, ...cause };
}

/** Everything that OrderedReady holds back because of one Pod. */
export function heldBy(situation: Situation, blocker: Slot): readonly Decision[] {
  const { set, replicas, condemned, revisions } = situation;
  const state = stateOf(blocker, situation);
  const because = {
    blockedBy: [podRef(set, blocker.name)],
    rule: rule(set, orderedReady),
    ...until(blocker, situation),
  };
  const missing = replicas.filter(({ ordinal, pod }) => ordinal > blocker.ordinal && !pod).slice(0, maxRepeats);
  const held = missing.map(({ name }) =>
    waits(
      podRef(set, name),
      reasonOf(blocker, 'Predecessor'),
      `${name} is not created: ${blocker.name} ${state}.`,
      because,
    ),
  );
  const leaving = condemned.find((pod) => !pod.terminating);
  if (leaving) {
    const { name } = leaving;
    const message = `${name} is not deleted: scaling down waits until ${blocker.name}, which ${state}, is available.`;
    held.push(waits(podRef(set, name), 'ScaleDownWaitsForReplicas', message, because));
  }
  const outdated = replicas.findLast(({ pod }) => pod && !pod.terminating && pod.revision !== revisions.update);
  if (outdated && set.spec.updateStrategy?.type !== 'OnDelete') held.push(...updateHeld(situation, blocker, outdated));
  return held;
}

function updateHeld(situation: Situation, blocker: Slot, outdated: Slot): readonly Decision[] {
  const { set, revisions } = situation;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const because = {
    blockedBy: [podRef(set, blocker.name)],
    rule: rule(set, orderedReady),
    ...until(blocker, situation),
  };
  if (blocker.pod && !blocker.pod.terminating && blocker.pod.revision !== revisions.update) {
    if (blocker.ordinal - startOrdinal(set) < partition) return [];
    const message =
      `${blocker.name} is not replaced by revision ${revisions.update}: it ${stateOf(blocker, situation)}, and OrderedReady ` +
      `waits for it to become Ready first. If it never will, delete it by hand (forced rollback).`;
    return [waits(podRef(set, blocker.name), 'ForcedRollback', message, because)];
  }
  if (outdated.ordinal - startOrdinal(set) < partition) return [];
  const message = `${outdated.name} is not updated to revision ${revisions.update}: ${blocker.name} ${stateOf(blocker, situation)}.`;
  return [waits(podRef(set, outdated.name), reasonOf(blocker, 'Update'), message, because)];
}

export function scaleDownWaits(set: StatefulSet, pod: PodFacts): Decision {
  const { name } = pod;
  const message = `Scaling down waits until ${name}, which is Terminating, is gone.`;
  return waits(podRef(set, name), 'ScaleDownTerminating', message, {
    blockedBy: [podRef(set, name)],
    rule: rule(set, orderedReady),
  });
}

export function scaleDownBlocked({ set, firstUnavailable }: Situation, pod: PodFacts): Decision {
  const { name } = pod;
  const first = firstUnavailable ?? name;
  const message = `${name} is not deleted: it is not available itself, and ${first}, a lower Pod, is not available either.`;
  return waits(podRef(set, name), 'ScaleDownBlocked', message, {
    blockedBy: [podRef(set, first)],
    rule: rule(set, orderedReady),
  });
}

/** Scaling goes before updating. */
export function updateHeldByScaling({ set, replicas, revisions }: Situation): readonly Decision[] {
  if (set.spec.updateStrategy?.type === 'OnDelete') return [];
  const outdated = replicas.findLast(({ pod }) => pod && pod.revision !== revisions.update);
  if (!outdated) return [];
  const message = `${outdated.name} is not updated to revision ${revisions.update} before scaling down is done.`;
  return [waits(podRef(set, outdated.name), 'UpdateWaitsForScaling', message, { rule: rule(set, 'spec.replicas') })];
}

/** The one-at-a-time update waits for a Pod above the next one. */
export function updateWaits(situation: Situation, blocker: Slot): readonly Decision[] {
  const { set, replicas, revisions } = situation;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const next = replicas.findLast(
    ({ ordinal, pod }) => ordinal < blocker.ordinal && pod && pod.revision !== revisions.update,
  );
  if (!next || next.ordinal - startOrdinal(set) < partition) return [];
  const message = `${next.name} is not updated to revision ${revisions.update}: ${blocker.name} ${stateOf(blocker, situation)}.`;
  return [
    waits(podRef(set, next.name), reasonOf(blocker, 'Update'), message, {
      blockedBy: [podRef(set, blocker.name)],
      rule: rule(set, 'spec.updateStrategy'),
      ...until(blocker, situation),
    }),
  ];
}

export function maxUnavailableReached(
  { set, revisions }: Situation,
  next: Slot,
  unavailable: readonly Slot[],
): Decision {
  const message = `${next.name} is not updated to revision ${revisions.update}: ${unavailable.length} of ${replicasOf(set)} Pods are unavailable, and maxUnavailable allows no more.`;
  return waits(podRef(set, next.name), 'MaxUnavailableReached', message, {
    blockedBy: unavailable.slice(0, maxRepeats).map(({ name }) => podRef(set, name)),
    rule: rule(set, 'spec.updateStrategy.rollingUpdate.maxUnavailable'),
  });
}

function outdatedPods({ replicas, revisions }: Situation, below: number): readonly PodFacts[] {
  const outdated: PodFacts[] = [];
  for (const { pod } of replicas.slice(0, below)) {
    if (pod && pod.revision !== revisions.update) outdated.push(pod);
    if (outdated.length === maxRepeats) break;
  }
  return outdated;
}

export function heldByOnDelete(situation: Situation): readonly Decision[] {
  const { set, replicas } = situation;
  return outdatedPods(situation, replicas.length).map((pod) => {
    const { name } = pod;
    const message = `${name} stays at revision ${pod.revision} until someone deletes it: updateStrategy OnDelete.`;
    return waits(podRef(set, name), 'OnDelete', message, { rule: rule(set, 'spec.updateStrategy.type') });
  });
}

export function heldByPartition(situation: Situation): readonly Decision[] {
  const { set } = situation;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  return outdatedPods(situation, partition).map((pod) => {
    const { name } = pod;
    const start = startOrdinal(set);
    const place =
      start === 0 ? `its ordinal ${pod.ordinal}` : `place ${pod.ordinal - start}, counted from ordinal ${start},`;
    const message = `${name} stays at revision ${pod.revision}: ${place} is below partition ${partition}.`;
    return {
      about: podRef(set, name),
      verdict: 'refuses',
      reason: 'PartitionHolds',
      message,
      rule: rule(set, 'spec.updateStrategy.rollingUpdate.partition'),
    };
  });
}

export function adopts(set: StatefulSet, pod: Pod): Decision {
  const message = `${pod.metadata.name} is adopted: it has no controller, and its name and labels are those of ${set.metadata.name}.`;
  return acts(refOf(pod), 'AdoptsPod', message, rule(set, 'spec.selector'));
}

export function releases(set: StatefulSet, pod: Pod): Decision {
  const message = `${pod.metadata.name} is released: its labels or its name are no longer those of ${set.metadata.name}.`;
  return acts(refOf(pod), 'ReleasesPod', message, rule(set, 'spec.selector'));
}
