/** How many Pods a rolling update may have too many or too few. Models pkg/controller/deployment/util deployment_util.go. */

import { scaledValue } from '../../api/int-or-string.ts';
import type { Deployment, ReplicaSet } from '../../api/types.ts';
import { maxSimulatedReplicas } from '../statefulset/situation.ts';

/** `spec.replicas`, as far as it is simulated. */
export function replicasOf({ spec }: Deployment | ReplicaSet): number {
  return Math.min(spec.replicas ?? 1, maxSimulatedReplicas);
}

export function isRollingUpdate({ spec }: Deployment): boolean {
  return spec.strategy?.type === 'RollingUpdate';
}

/** Surge is rounded up and unavailability down; both cannot be zero. Models ResolveFenceposts. */
function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge: surge = 0, maxUnavailable = 0 } = deployment.spec.strategy?.rollingUpdate ?? {};
  const replicas = replicasOf(deployment);
  const up = scaledValue(surge, replicas, 'up') ?? 0;
  const down = scaledValue(maxUnavailable, replicas, 'down') ?? 0;
  return { surge: up, unavailable: up === 0 && down === 0 ? 1 : down };
}

/** How many Pods may exist beyond `spec.replicas`. */
export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0;
}

/** How many Pods may be missing from `spec.replicas`. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicas);
}

export function sumOf(sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number {
  return sets.reduce((sum, set) => sum + count(set), 0);
}

export const availableOf = ({ status }: ReplicaSet): number => status.availableReplicas ?? 0;

/** Replicas for the ReplicaSet of the present template, which has `present` of them. Models NewRSNewReplicas. */
export function nextNewReplicas(deployment: Deployment, all: readonly ReplicaSet[], present: number): number {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment)) return replicas;
  const most = replicas + maxSurge(deployment);
  const current = sumOf(all, replicasOf);
  return current >= most ? present : present + Math.min(most - current, replicas - present);
}
