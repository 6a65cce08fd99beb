/** Which of two Pods matters more. Models component-helpers/scheduling/corev1 and plugins/queuesort priority_sort.go. */

import type { Pod } from '../../api/types.ts';

export function priorityOf({ spec }: Pod): number {
  return spec.priority ?? 0;
}

/** Order of Pods that wait for their first attempt: higher priority first, then older. Models PrioritySort.Less. */
export function isAhead(pod: Pod, other: Pod): boolean {
  const difference = priorityOf(pod) - priorityOf(other);
  if (difference !== 0) return difference > 0;
  const [created = '', otherCreated = ''] = [pod.metadata.creationTimestamp, other.metadata.creationTimestamp];
  if (created !== otherCreated) return created < otherCreated;
  return Number(pod.metadata.resourceVersion) < Number(other.metadata.resourceVersion);
}

/** For sorting victims: the one to be spared first comes first. A Pod that has not started counts as the youngest. */
export function compareImportance(a: Pod, b: Pod): number {
  const difference = priorityOf(b) - priorityOf(a);
  if (difference !== 0) return difference;
  const [started, otherStarted] = [startTimeOf(a), startTimeOf(b)];
  return started === otherStarted ? 0 : started < otherStarted ? -1 : 1;
}

const never = '9999';

/** When the Pod started, as text that sorts; a Pod that has not is later than all. Models util.GetPodStartTime. */
export function startTimeOf({ status }: Pod): string {
  return status.startTime ?? never;
}
