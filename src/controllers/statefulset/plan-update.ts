/**
 * The last phase of a sync: which Pods are deleted so that they come back at the update revision. Models
 * stateful_set_control.go: the end of updateStatefulSet, and updateStatefulSetAfterInvariantEstablished (feature gate
 * MaxUnavailableStatefulSet).
 */

import type { Decision } from '../../api/decision.ts';
import { scaledValue } from '../../api/int-or-string.ts';
import type { StatefulSet } from '../../api/types.ts';
import * as explain from './explain.ts';
import { replicasOf } from './identity.ts';
import type { Step } from './action.ts';
import { isUnavailable, type PodFacts } from './pod-facts.ts';
import type { Situation, Slot } from './situation.ts';

export interface UpdatePlan {
  readonly steps: readonly Step[];
  readonly decisions: readonly Decision[];
}

/** Index, counted from the first ordinal, of the lowest Pod that is updated. */
export function partitionOf(set: StatefulSet): number {
  return set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

export function planUpdate(situation: Situation): UpdatePlan {
  const { set, featureGates } = situation;
  const type = set.spec.updateStrategy?.type;
  if (type === 'OnDelete') return { steps: [], decisions: explain.heldByOnDelete(situation) };
  const plan = featureGates.MaxUnavailableStatefulSet ? planSeveral(situation) : planOne(situation);
  return { steps: plan.steps, decisions: [...plan.decisions, ...explain.heldByPartition(situation)] };
}

const isUnavailableSlot = ({ pod }: Slot, { minReadySeconds, nowMs }: Situation): boolean =>
  !pod || isUnavailable(pod, minReadySeconds, nowMs);

/** True for a Pod that still has to be deleted to reach the update revision. */
function isOutdated({ pod }: Slot, { revisions }: Situation): boolean {
  return pod !== undefined && pod.revision !== revisions.update && !pod.terminating;
}

/** The Pod with the highest ordinal that is not yet updated; none while one above it is unavailable. */
function planOne(situation: Situation): UpdatePlan {
  const { replicas, set } = situation;
  for (let index = replicas.length - 1; index >= partitionOf(set); index--) {
    const slot = replicas[index]!;
    if (isOutdated(slot, situation)) return deletion(situation, [slot.pod!]);
    if (isUnavailableSlot(slot, situation)) return { steps: [], decisions: explain.updateWaits(situation, slot) };
  }
  return { steps: [], decisions: [] };
}

/** As many Pods at once as `maxUnavailable` leaves room for. */
function planSeveral(situation: Situation): UpdatePlan {
  const { replicas, set } = situation;
  const unavailable = replicas.filter((slot) => isUnavailableSlot(slot, situation));
  const room = maxUnavailableOf(set) - unavailable.length;
  const outdated = replicas.slice(partitionOf(set)).filter((slot) => isOutdated(slot, situation));
  if (outdated.length === 0) return { steps: [], decisions: [] };
  if (room <= 0)
    return { steps: [], decisions: [explain.maxUnavailableReached(situation, outdated.at(-1)!, unavailable)] };
  return deletion(
    situation,
    outdated
      .toReversed()
      .slice(0, room)
      .map(({ pod }) => pod!),
  );
}

/** Percentages round down, to at least one. Models getStatefulSetMaxUnavailable. */
function maxUnavailableOf(set: StatefulSet): number {
  const value = set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  return Math.max(1, scaledValue(value, replicasOf(set), 'down') ?? 1);
}

function deletion(situation: Situation, pods: readonly PodFacts[]): UpdatePlan {
  return {
    steps: pods.map((pod) => [{ type: 'deletePod', pod, forUpdate: true }]),
    decisions: pods.map((pod) => explain.deletesForUpdate(situation, pod)),
  };
}
