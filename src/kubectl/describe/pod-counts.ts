/** How many Pods of a controller are in each phase. Models describe.go getPodStatusForController. */

import { controllerOf } from '../../api/object.ts';
import type { Pod } from '../../api/types.ts';

/** `3 Running / 0 Waiting / 0 Succeeded / 0 Failed`; Pods of other controllers do not count. */
export function podCounts(pods: readonly Pod[], uid: string): string {
  const own = pods.filter((pod) => controllerOf(pod)?.uid === uid);
  const count = (phase: string): number => own.filter(({ status }) => status.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}
