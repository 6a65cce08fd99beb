/** The status of a PodDisruptionBudget, as a pure function. Models pkg/controller/disruption/disruption.go trySync. */

import { scaledValue } from '../api/int-or-string.ts';
import { controllerOf, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Deployment, OwnerReference, Pod, PodDisruptionBudget, ReplicaSet, StatefulSet } from '../api/types.ts';
import { parseTime } from '../lib/time.ts';
import { isPodReady } from './endpoint-slice/plan.ts';

/** How long an eviction that was allowed counts although its Pod is still there. Models DeletionTimeout. */
const deletionTimeoutMs = 120_000;

export interface BudgetPlan {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  readonly currentHealthy: number;
  readonly disruptionsAllowed: number;
  readonly disruptedPods: Readonly<Record<string, string>>;
  /** When the oldest entry of `disruptedPods` expires. */
  readonly recheckAtMs?: number;
  /** Pods that should have been deleted by now. */
  readonly notDeleted: readonly Pod[];
  /** Pods without a controller, which spoil counts that need one. */
  readonly unmanaged: readonly Pod[];
  /** Why the expected number of Pods is unknown. */
  readonly error?: string;
}

interface Expected {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  readonly unmanaged: readonly Pod[];
  readonly error?: string;
}

/** Models getExpectedPodCount. */
function expectedPods({ spec }: PodDisruptionBudget, pods: readonly Pod[], reader: ClusterReader): Expected {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable !== undefined) {
    const scale = expectedScale(pods, reader);
    const unavailable = scaledValue(maxUnavailable, scale.expectedPods, 'up') ?? 0;
    return { ...scale, desiredHealthy: Math.max(0, scale.expectedPods - unavailable) };
  }
  if (minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0, unmanaged: [] };
  if (typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable, unmanaged: [] };
  }
  const scale = expectedScale(pods, reader);
  return { ...scale, desiredHealthy: scaledValue(minAvailable, scale.expectedPods, 'up') ?? 0 };
}

/** What says how many Pods there should be: a StatefulSet, a Deployment, or a ReplicaSet of its own. Models the finders. */
function scaledOwner(
  { kind, name, uid }: OwnerReference,
  namespace: string | undefined,
  reader: ClusterReader,
): Scaled {
  if (kind === 'StatefulSet') return sameUid(reader.get('statefulsets.apps', namespace, name), uid);
  const set = kind === 'ReplicaSet' ? sameUid(reader.get('replicasets.apps', namespace, name), uid) : undefined;
  const root = set && controllerOf(set);
  if (root?.kind !== 'Deployment') return set;
  return sameUid(reader.get('deployments.apps', namespace, root.name), root.uid);
}

type Scaled = StatefulSet | Deployment | ReplicaSet | undefined;

const sameUid = <T extends KubeObject>(object: T | undefined, uid: string): T | undefined =>
  object?.metadata.uid === uid ? object : undefined;

/** Sum of the replicas of the distinct controllers of the Pods. Models getExpectedScale. */
function expectedScale(pods: readonly Pod[], reader: ClusterReader): Omit<Expected, 'desiredHealthy'> {
  const replicas = new Map<string, number>();
  const known = new Set<string>();
  const unmanaged: Pod[] = [];
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) {
      unmanaged.push(pod);
      continue;
    }
    if (known.has(owner.uid)) continue;
    known.add(owner.uid);
    const scaled = scaledOwner(owner, pod.metadata.namespace, reader);
    if (!scaled) {
      return { expectedPods: 0, unmanaged, error: `found no controllers for pod "${pod.metadata.name}"` };
    }
    replicas.set(scaled.metadata.uid, scaled.spec.replicas ?? 1);
  }
  return { expectedPods: [...replicas.values()].reduce((sum, count) => sum + count, 0), unmanaged };
}

export function planBudget(
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
  reader: ClusterReader,
  nowMs: number,
): BudgetPlan {
  const expected = expectedPods(budget, pods, reader);
  const disruptedPods: Record<string, string> = {};
  const notDeleted: Pod[] = [];
  const expiries: number[] = [];
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const entries = budget.status?.disruptedPods ?? {};
    const sinceText = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (sinceText === undefined || deletionTimestamp !== undefined) continue;
    const expiresMs = (parseTime(sinceText) ?? 0) + deletionTimeoutMs;
    if (expiresMs < nowMs) {
      notDeleted.push(pod);
      continue;
    }
    disruptedPods[name] = sinceText;
    expiries.push(expiresMs);
  }
  const currentHealthy = pods.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined &&
      !Object.hasOwn(disruptedPods, pod.metadata.name) &&
      isPodReady(pod),
  ).length;
  const spare = currentHealthy - expected.desiredHealthy;
  return {
    ...expected,
    currentHealthy,
    disruptionsAllowed: expected.expectedPods <= 0 || expected.error !== undefined ? 0 : Math.max(0, spare),
    disruptedPods,
    notDeleted,
    ...(expiries.length > 0 ? { recheckAtMs: Math.min(...expiries) + 1000 } : {}),
  };
}
