/** New sizes of ReplicaSets: in a rollout, and when the Deployment itself is scaled. Models rolling.go and sync.go scale. */

import type { Deployment, ReplicaSet } from '../../api/types.ts';
import { desiredReplicasOf, maxReplicasOf } from './annotations.ts';
import { byCreation, isActive, type Family } from './replica-sets.ts';
import { availableOf, isRollingUpdate, maxSurge, maxUnavailable, replicasOf, sumOf } from './sizes.ts';

export interface Resize {
  readonly set: ReplicaSet;
  readonly replicas: number;
}

/** Old Pods that may go now: unhealthy ones first, then as many as availability allows. Models reconcileOldReplicaSets. */
export function shrinkOld(deployment: Deployment, { all, old, fresh }: Family): readonly Resize[] {
  const isShrinkable = sumOf(old, replicasOf) > 0;
  if (!isShrinkable) return [];
  const least = replicasOf(deployment) - maxUnavailable(deployment);
  const unavailableNew = fresh ? replicasOf(fresh) - availableOf(fresh) : 0;
  const most = sumOf(all, replicasOf) - least - unavailableNew;
  if (most <= 0) return [];
  const sizes = new Map(old.map((set) => [set, replicasOf(set)]));
  const take = (set: ReplicaSet, wanted: number, allowed: number): number => {
    const count = Math.max(0, Math.min(wanted, allowed));
    sizes.set(set, sizes.get(set)! - count);
    return count;
  };
  let cleaned = 0;
  for (const set of old) cleaned += take(set, replicasOf(set) - availableOf(set), most - cleaned);
  let spare = sumOf(all, availableOf) - least;
  for (const set of old) spare -= take(set, sizes.get(set)!, spare);
  return old.flatMap((set) => (sizes.get(set) === replicasOf(set) ? [] : [{ set, replicas: sizes.get(set)! }]));
}

/** True when the Deployment's replicas changed since its ReplicaSets were sized. Models isScalingEvent. */
export function isScalingEvent(deployment: Deployment, { all }: Family): boolean {
  return all.filter(isActive).some((set) => {
    const desired = desiredReplicasOf(set);
    return desired !== undefined && desired !== deployment.spec.replicas;
  });
}

/** The one ReplicaSet that has Pods, or the newest when none has; undefined when several have. Models FindActiveOrLatest. */
function activeOrLatest({ fresh, old, all }: Family): ReplicaSet | undefined {
  const active = all.filter(isActive);
  if (active.length === 0) return fresh ?? old.at(-1);
  return active.length === 1 ? active[0] : undefined;
}

/** Sizes after a change of the Deployment's replicas, or while it is paused. Models scale. */
export function resizeAll(deployment: Deployment, family: Family): readonly Resize[] {
  const replicas = replicasOf(deployment);
  const single = activeOrLatest(family);
  if (single) return [{ set: single, replicas }];
  if (isSaturated(deployment, family.fresh)) {
    return family.old.filter(isActive).map((set) => ({ set, replicas: 0 }));
  }
  return isRollingUpdate(deployment) ? resizeInProportion(deployment, family.all.filter(isActive)) : [];
}

function isSaturated(deployment: Deployment, fresh: ReplicaSet | undefined): boolean {
  const replicas = deployment.spec.replicas ?? 1;
  if (!fresh || desiredReplicasOf(fresh) !== replicas) return false;
  return fresh.spec.replicas === replicas && availableOf(fresh) === replicas;
}

/** Spreads the difference over the ReplicaSets by their size; the largest takes what rounding leaves. */
function resizeInProportion(deployment: Deployment, active: readonly ReplicaSet[]): readonly Resize[] {
  const replicas = replicasOf(deployment);
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - sumOf(active, replicasOf);
  const newerFirst = toAdd > 0 ? -1 : 1;
  const sorted = active.toSorted((a, b) => replicasOf(b) - replicasOf(a) || newerFirst * byCreation(a, b));
  let added = 0;
  const resized = sorted.map((set) => {
    const share = toAdd === 0 ? 0 : proportionOf(set, deployment, toAdd, added);
    added += share;
    return { set, replicas: replicasOf(set) + share };
  });
  const [first, ...others] = resized;
  if (!first) return [];
  return [{ ...first, replicas: Math.max(0, first.replicas + (toAdd - added)) }, ...others];
}

/** Models GetReplicaSetProportion. */
function proportionOf(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  const rest = toAdd - added;
  if (rest === 0) return 0;
  const fraction = fractionOf(set, deployment);
  return toAdd > 0 ? Math.min(fraction, rest) : Math.max(fraction, rest);
}

function fractionOf(set: ReplicaSet, deployment: Deployment): number {
  const size = replicasOf(set);
  const replicas = replicasOf(deployment);
  if (replicas === 0) return -size;
  const before = maxReplicasOf(set) ?? deployment.status.replicas ?? 0;
  return before === 0 ? 0 : Math.round((size * (replicas + maxSurge(deployment))) / before) - size;
}
