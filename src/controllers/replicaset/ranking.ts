/** Which Pods a ReplicaSet gives up first. Models pkg/controller/controller_utils.go ActivePodsWithRanks. */

import type { Pod } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import { isPodReady, readySinceMs } from '../pod-predicates.ts';

const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

function deletionCost({ metadata }: Pod): number {
  const text = metadata.annotations?.[costAnnotation] ?? '';
  return /^(?:0|-?[1-9][0-9]*)$/.test(text) ? Number(text) : 0;
}

const mostRestarts = ({ status }: Pod): number =>
  Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount));

/** Ages are compared by their order of magnitude, so that it is not always the newest that goes. Models logarithmicRankDiff. */
function magnitude(sinceMs: number, nowMs: number): number {
  const age = (nowMs - sinceMs) * 1e6; // nanoseconds, as Go has them
  return age > 0 ? Math.trunc(Math.log2(age)) : -1;
}

/** Younger ones first; those of about the same age in the order of their uids. */
function byAge(a: Pod, b: Pod, [sinceA, sinceB]: readonly [number, number], nowMs: number): number {
  const difference = magnitude(sinceA, nowMs) - magnitude(sinceB, nowMs);
  return difference === 0 ? (a.metadata.uid < b.metadata.uid ? -1 : 1) : difference;
}

function compare(a: Pod, b: Pod, rank: (pod: Pod) => number, nowMs: number): number {
  const unassigned = Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName));
  if (unassigned !== 0) return unassigned;
  const phase = (phaseOrder[a.status.phase ?? ''] ?? 0) - (phaseOrder[b.status.phase ?? ''] ?? 0);
  if (phase !== 0) return phase;
  const ready = Number(isPodReady(a)) - Number(isPodReady(b));
  if (ready !== 0) return ready;
  const cost = deletionCost(a) - deletionCost(b);
  if (cost !== 0) return cost;
  const crowd = rank(b) - rank(a);
  if (crowd !== 0) return crowd;
  const [readyA, readyB] = [readySinceMs(a), readySinceMs(b)];
  if (readyA !== undefined && readyB !== undefined && readyA !== readyB) return byAge(a, b, [readyA, readyB], nowMs);
  const restarts = mostRestarts(b) - mostRestarts(a);
  if (restarts !== 0) return restarts;
  const created = [a, b].map(({ metadata }) => parseTime(metadata.creationTimestamp) ?? 0) as [number, number];
  return created[0] === created[1] ? 0 : byAge(a, b, created, nowMs);
}

/**
 * The first `count` of the Pods in the order in which they go. `related` are the active Pods of all ReplicaSets with
 * the same owner: where more of them share a node, one goes first. Models getPodsToDelete.
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  nowMs: number,
): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = new Map<string, number>();
  for (const { spec } of related) {
    if (spec.nodeName) onNode.set(spec.nodeName, (onNode.get(spec.nodeName) ?? 0) + 1);
  }
  const rank = ({ spec }: Pod): number => (spec.nodeName ? (onNode.get(spec.nodeName) ?? 0) : 0);
  return pods.toSorted((a, b) => compare(a, b, rank, nowMs)).slice(0, count);
}
