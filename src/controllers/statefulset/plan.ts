/**
 * What the StatefulSet controller does next: a pure function of the set, its Pods, its claims and the time. It fetches
 * and writes nothing. Models pkg/controller/statefulset stateful_set_control.go updateStatefulSet.
 */

import type { Decision } from '../../api/decision.ts';
import { isTerminating } from '../../api/object.ts';
import type { StatefulSet, StatefulSetStatus } from '../../api/types.ts';
import type { Action, Batch, Step } from './action.ts';
import { claimNames, hasForeignController, isStaleClaim, ownersUpToDate } from './claims.ts';
import * as explain from './explain.ts';
import { identityMatches, replicasOf, startOrdinal, storageMatches } from './identity.ts';
import { planUpdate } from './plan-update.ts';
import { availableAtMs, isAvailable, isFinished, isRunningAndReady, type PodFacts } from './pod-facts.ts';
import { maxSimulatedReplicas, situationOf, type PlanInput, type Situation, type Slot } from './situation.ts';
import { computeStatus } from './status.ts';

export interface Plan {
  readonly batches: readonly Batch[];
  readonly decisions: readonly Decision[];
  /** The status as counted now; each Pod deleted for the update takes one off `currentReplicas`. */
  readonly status: StatefulSetStatus;
  /** When the next Ready Pod becomes available. */
  readonly requeueAfterMs?: number;
}

/** What is decided for one Pod. */
interface Outcome {
  readonly step: Step;
  /** Ends the pass in monotonic mode. */
  readonly stop: boolean;
  readonly decision?: Decision | undefined;
}

/** Decides everything that one sync does. */
export function planStatefulSet(input: PlanInput): Plan {
  const situation = situationOf(input);
  const { set, pods, revisions, collisionCount, nowMs } = input;
  const batches: Batch[] = [];
  const decisions: Decision[] = [];
  const status = computeStatus(set, pods, revisions, collisionCount, nowMs);
  const requeueAfterMs = nextAvailabilityMs(situation, status);
  const plan = { batches, decisions, status, ...(requeueAfterMs === undefined ? {} : { requeueAfterMs }) };
  if (isTerminating(set)) {
    decisions.push(explain.setBeingDeleted(set));
    return plan;
  }
  if (replicasOf(set) > maxSimulatedReplicas) decisions.push(explain.tooManyReplicas(set, maxSimulatedReplicas));
  const blockedAt = runAll(situation.replicas, planReplica, situation, batches, decisions);
  if (blockedAt) {
    decisions.push(...explain.heldBy(situation, blockedAt));
    return plan;
  }
  // What was begun brings the set back, with the rest.
  if (isFull(batches)) return plan;
  runAll(situation.condemned, planClaimOwners, situation, batches, decisions);
  if (runAll(situation.condemned, planCondemned, situation, batches, decisions)) {
    decisions.push(...explain.updateHeldByScaling(situation));
    return plan;
  }
  const update = planUpdate(situation);
  if (update.steps.length > 0) batches.push(...update.steps.map((step) => [step]));
  decisions.push(...update.decisions);
  return plan;
}

const maxBatchSize = 500;
/** More steps than this are left to the next sync: the page would stand still. Upstream has no such bound. */
const maxSteps = 200;

const isFull = (batches: readonly Batch[]): boolean =>
  batches.reduce((sum, batch) => sum + batch.length, 0) >= maxSteps;

/**
 * Plans each item. Monotonic: one after the other, up to the first that stops, which is returned. Parallel: all (as far
 * as one sync goes), in batches of 1, 2, 4 … up to 500. Models runForAll and slowStartBatch.
 */
function runAll<T>(
  items: readonly T[],
  planOne: (item: T, situation: Situation) => Outcome,
  situation: Situation,
  batches: Batch[],
  decisions: Decision[],
): T | undefined {
  let batch: Step[] = [];
  let [size, end] = [1, 1];
  let steps = 0;
  for (let index = 0; index < items.length && steps < maxSteps; index++) {
    const item = items[index]!;
    const { step, stop, decision } = planOne(item, situation);
    if (decision) decisions.push(decision);
    if (situation.monotonic) {
      if (step.length > 0) batches.push([step]);
      if (stop) return item;
      continue;
    }
    if (index === end) {
      if (batch.length > 0) batches.push(batch);
      batch = [];
      size = Math.min(size * 2, maxBatchSize);
      end += size;
    }
    if (step.length === 0) continue;
    batch.push(step);
    steps++;
  }
  if (batch.length > 0) batches.push(batch);
  return undefined;
}

const nothing: Outcome = { step: [], stop: false };

/** Phase 1, one ordinal of the range. Models processReplica; the numbers are its conditions in order. */
function planReplica(slot: Slot, situation: Situation): Outcome {
  const { set, monotonic, minReadySeconds, nowMs } = situation;
  const { pod } = slot;
  if (!pod) return planCreation(slot, situation);
  const { terminating } = pod;
  if (isFinished(pod)) {
    const decision = terminating ? explain.waitsForRemoval(set, pod) : explain.deletesFinished(set, pod);
    return { step: terminating ? [] : [{ type: 'deletePod', pod }], stop: true, decision };
  }
  const step: Action[] = [];
  if (pod.phase === 'Pending' && set.spec.volumeClaimTemplates?.length) {
    if (!claimsInPlace(pod, situation)) step.push({ type: 'ensureClaims', pod });
  }
  if (terminating && monotonic) return { step, stop: true, decision: explain.waitsForRemoval(set, pod) };
  if (monotonic && !isAvailable(pod, minReadySeconds, nowMs)) return { step, stop: true };
  if (!shapeMatches(set, pod) || !ownersInPlace(pod, situation)) {
    return { step: [...step, { type: 'repairPod', pod }], stop: false, decision: explain.repairs(set, pod) };
  }
  if (terminating) return { step, stop: true, decision: explain.waitsForRemoval(set, pod) };
  return step.length > 0 ? { step, stop: false } : nothing;
}

function planCreation({ ordinal, name }: Slot, situation: Situation): Outcome {
  const { set, claim, revisions } = situation;
  for (const claimed of claimNames(set, ordinal)) {
    const existing = claim(claimed);
    if (existing && isStaleClaim(set, existing, { name, ordinal })) {
      return { step: [], stop: true, decision: explain.staleClaim(set, name, existing) };
    }
  }
  const from = startsAtCurrent(set, ordinal) ? 'current' : 'update';
  const dying = claimNames(set, ordinal)
    .map(claim)
    .find((existing) => existing && isTerminating(existing));
  const decision = dying
    ? explain.claimBeingDeleted(set, name, dying)
    : explain.creates(situation, ordinal, name, revisions[from]);
  return { step: [{ type: 'createPod', ordinal, from }], stop: true, decision };
}

/** True when a missing Pod comes back at the current revision. Models newVersionedStatefulSetPod. */
function startsAtCurrent(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  const index = ordinal - startOrdinal(set);
  if (rollingUpdate) return index < (rollingUpdate.partition ?? 0);
  return type === 'RollingUpdate' && index < (set.status?.currentReplicas ?? 0);
}

/** True when identity and storage are as they should be; what matched once for this spec is not looked at again. */
function shapeMatches(set: StatefulSet, facts: PodFacts): boolean {
  const { findings } = facts;
  if (findings.shapedBy === set.spec) return true;
  if (!identityMatches(set, facts.pod) || !storageMatches(set, facts.pod)) return false;
  findings.shapedBy = set.spec;
  findings.claimNames = claimNames(set, facts.ordinal);
  return true;
}

function claimNamesOf(set: StatefulSet, { ordinal, findings }: PodFacts): readonly string[] {
  return findings.shapedBy === set.spec ? findings.claimNames! : claimNames(set, ordinal);
}

function ownersInPlace(pod: PodFacts, { set, claim }: Situation): boolean {
  for (const name of claimNamesOf(set, pod)) {
    const existing = claim(name);
    if (existing && !ownersUpToDate(set, existing, pod)) return false;
  }
  return true;
}

/** True when `ensureClaims` would change nothing and find nothing to complain about. */
function claimsInPlace(pod: PodFacts, { set, claim }: Situation): boolean {
  return claimNamesOf(set, pod).every((name) => {
    const existing = claim(name);
    if (!existing || isTerminating(existing)) return false;
    return ownersUpToDate(set, existing, pod) && !hasForeignController(set, existing, pod);
  });
}

/** Phase 2: a Pod that is about to go takes over its claims when the policy says so. */
function planClaimOwners(pod: PodFacts, situation: Situation): Outcome {
  return ownersInPlace(pod, situation) ? nothing : { step: [{ type: 'fixClaims', pod }], stop: false };
}

/** Phase 3, one Pod beyond the range. Models processCondemned. */
function planCondemned(pod: PodFacts, situation: Situation): Outcome {
  const { set, monotonic, minReadySeconds, nowMs, firstUnavailable } = situation;
  if (pod.terminating) return { step: [], stop: true, decision: explain.scaleDownWaits(set, pod) };
  const healthy = isRunningAndReady(pod) && isAvailable(pod, minReadySeconds, nowMs);
  if (monotonic && !healthy && firstUnavailable !== pod.name) {
    return { step: [], stop: true, decision: explain.scaleDownBlocked(situation, pod) };
  }
  return { step: [{ type: 'deletePod', pod }], stop: true, decision: explain.scalesDown(set, pod) };
}

/** How long until the earliest Ready Pod becomes available. Models the resync of syncStatefulSet. */
function nextAvailabilityMs(
  { pods, minReadySeconds, nowMs }: Situation,
  status: StatefulSetStatus,
): number | undefined {
  if (minReadySeconds === 0 || status.readyReplicas === status.availableReplicas) return undefined;
  let earliest = Number.POSITIVE_INFINITY;
  for (const pod of pods) {
    const atMs = availableAtMs(pod, minReadySeconds);
    if (atMs !== undefined && atMs > nowMs && atMs < earliest) earliest = atMs;
  }
  return earliest === Number.POSITIVE_INFINITY ? minReadySeconds * 1000 : earliest - nowMs;
}
