/** What a ReplicaSet needs: how many Pods to make, which to remove, and its status. Models pkg/controller/replicaset. */

import type { Decision } from '../../api/decision.ts';
import { isTerminating, refOf } from '../../api/object.ts';
import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';
import { availableAtMs, isPodActive, isPodReady, isPodTerminating } from '../pod-predicates.ts';
import { maxSimulatedReplicas } from '../statefulset/situation.ts';
import { podsToDelete } from './ranking.ts';

/** Most Pods that one sync makes or removes. */
const burstReplicas = 500;

export interface ReplicaSetInput {
  readonly set: ReplicaSet;
  /** The Pods claimed for the set. */
  readonly pods: readonly Pod[];
  /** Active Pods of all ReplicaSets with the same owner. */
  readonly related: readonly Pod[];
  readonly nowMs: number;
}

export interface ReplicaSetPlan {
  readonly create: number;
  readonly delete: readonly Pod[];
  /** The status but for the condition that tells of failures, which are not known yet. */
  readonly status: ReplicaSetStatus;
  readonly decisions: readonly Decision[];
  /** When the next Ready Pod becomes available. */
  readonly requeueAfterMs?: number;
}

export function planReplicaSet({ set, pods, related, nowMs }: ReplicaSetInput): ReplicaSetPlan {
  const active = pods.filter(isPodActive);
  const wanted = Math.min(set.spec.replicas ?? 1, maxSimulatedReplicas);
  const missing = isTerminating(set) ? 0 : wanted - active.length;
  const create = Math.min(Math.max(missing, 0), burstReplicas);
  const surplus = Math.min(Math.max(-missing, 0), burstReplicas);
  const requeueAfterMs = nextAvailabilityMs(set, active, nowMs);
  return {
    create,
    delete: surplus > 0 ? podsToDelete(active, related, surplus, nowMs) : [],
    status: statusOf(set, active, pods.filter(isPodTerminating).length, nowMs),
    decisions: missing === 0 ? [] : [decide(set, active.length, wanted)],
    ...(requeueAfterMs === undefined ? {} : { requeueAfterMs }),
  };
}

function decide(set: ReplicaSet, present: number, wanted: number): Decision {
  const about = refOf(set);
  const grows = wanted > present;
  const count = Math.abs(wanted - present);
  return {
    about,
    verdict: 'acts',
    reason: grows ? 'CreatesPods' : 'DeletesPods',
    message: `${about.name} ${grows ? 'creates' : 'deletes'} ${count} Pod${count === 1 ? '' : 's'}: it has ${present} and should have ${wanted}.`,
    rule: { object: about, field: 'spec.replicas' },
  };
}

/** Models calculateStatus. */
function statusOf(
  set: ReplicaSet,
  active: readonly Pod[],
  terminatingReplicas: number,
  nowMs: number,
): ReplicaSetStatus {
  const { minReadySeconds = 0, template } = set.spec;
  const labels = Object.entries(template?.metadata?.labels ?? {});
  const fullyLabeledReplicas = active.filter(({ metadata }) =>
    labels.every(([key, value]) => metadata.labels?.[key] === value),
  ).length;
  const readyReplicas = active.filter(isPodReady).length;
  const availableReplicas = active.filter((pod) => {
    const atMs = availableAtMs(pod, minReadySeconds);
    return atMs !== undefined && atMs <= nowMs;
  }).length;
  const { conditions } = set.status;
  return {
    replicas: active.length,
    ...(fullyLabeledReplicas > 0 ? { fullyLabeledReplicas } : {}),
    ...(readyReplicas > 0 ? { readyReplicas } : {}),
    ...(availableReplicas > 0 ? { availableReplicas } : {}),
    terminatingReplicas,
    ...(set.metadata.generation === undefined ? {} : { observedGeneration: set.metadata.generation }),
    ...(conditions ? { conditions } : {}),
  };
}

function nextAvailabilityMs({ spec }: ReplicaSet, active: readonly Pod[], nowMs: number): number | undefined {
  const { minReadySeconds = 0 } = spec;
  if (minReadySeconds === 0) return undefined;
  const waits = active.flatMap((pod) => {
    const atMs = availableAtMs(pod, minReadySeconds);
    return atMs !== undefined && atMs > nowMs ? [atMs - nowMs] : [];
  });
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

const failureType = 'ReplicaFailure';

/** The status with the condition that says what went wrong, or without it. Models the second half of calculateStatus. */
export function withFailure(
  { conditions = [], ...status }: ReplicaSetStatus,
  failure: { readonly reason: 'FailedCreate' | 'FailedDelete'; readonly message: string } | undefined,
  nowMs: number,
): ReplicaSetStatus {
  const others = conditions.filter(({ type }) => type !== failureType);
  const present = conditions.find(({ type }) => type === failureType);
  const next: readonly ReplicaSetCondition[] =
    failure === undefined
      ? others
      : present
        ? conditions
        : [...others, { type: failureType, status: 'True', lastTransitionTime: formatTime(nowMs), ...failure }];
  return next.length > 0 ? { ...status, conditions: next } : status;
}
