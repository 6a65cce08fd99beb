/** What controllers of interchangeable Pods read off a Pod. Models pkg/controller/controller_utils.go and pkg/api/v1/pod. */

import type { Pod, PodCondition } from '../api/types.ts';
import { parseTime } from '../lib/time.ts';

/** True for a Pod that has ended: phase Failed or Succeeded. */
export function isPodFinished({ status }: Pod): boolean {
  return status.phase === 'Failed' || status.phase === 'Succeeded';
}

/** Neither ended nor on its way out. Models IsPodActive. */
export function isPodActive(pod: Pod): boolean {
  return !isPodFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** On its way out, but not ended yet. Models IsPodTerminating. */
export function isPodTerminating(pod: Pod): boolean {
  return !isPodFinished(pod) && pod.metadata.deletionTimestamp !== undefined;
}

function readyCondition({ status }: Pod): PodCondition | undefined {
  return status.conditions?.find(({ type, status: state }) => type === 'Ready' && state === 'True');
}

export function isPodReady(pod: Pod): boolean {
  return readyCondition(pod) !== undefined;
}

/** Since when the Pod has been Ready (epoch ms); undefined when it is not, or when that is not known. */
export function readySinceMs(pod: Pod): number | undefined {
  const since = readyCondition(pod)?.lastTransitionTime;
  return since ? parseTime(since) : undefined;
}

/** When a Ready Pod counts as available (epoch ms); undefined for any other. Models IsPodAvailable. */
export function availableAtMs(pod: Pod, minReadySeconds: number): number | undefined {
  if (!isPodReady(pod)) return undefined;
  if (minReadySeconds === 0) return 0;
  const since = readySinceMs(pod);
  return since === undefined ? undefined : since + minReadySeconds * 1000;
}
