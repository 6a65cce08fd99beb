/** The text of a failed scheduling attempt. Models pkg/scheduler/framework/types.go FitError.Error. */

import type { Pod } from '../../api/types.ts';
import type { Rejection } from './status.ts';

/** The reasons counted over nodes, as `<count> <reason>`, in byte order. */
export function reasonHistogram(reasons: Iterable<string>): readonly string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
}

export const noNodesMessage = 'no nodes available to schedule pods';

/**
 * A rejection before any node was looked at. The `not found` at its end is the error of the dynamic resources plugin,
 * which looks in PostFilter for a state that its PreFilter never got to write.
 */
export function preFilterMessage(nodeCount: number, { reasons }: Rejection): string {
  return `0/${nodeCount} nodes are available: ${reasons.join(', ')}. not found`;
}

/** True for the message of a Pod that nodes refused: a change of nodes or of Pods on them may help. */
export function isRefusedByNodes(message: string | undefined): boolean {
  return message === noNodesMessage || message?.includes(preemptionPrefix) === true;
}

const preemptionPrefix = ' no new claims to deallocate, preemption: ';

/** All nodes were refused, each for its own reasons. */
export function filterMessage(pod: Pod, rejections: readonly Rejection[]): string {
  const reasons = reasonHistogram(rejections.flatMap((rejection) => rejection.reasons));
  const available = `0/${rejections.length} nodes are available: ${reasons.join(', ')}.`;
  return `${available}${preemptionPrefix}${preemptionMessage(pod, rejections)}`;
}

/**
 * What preemption says. No Pod is evicted for another here, whatever their priorities are.
 * Models preemption.Evaluator.Preempt.
 */
function preemptionMessage(pod: Pod, rejections: readonly Rejection[]): string {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const reasons = reasonHistogram(
    rejections.map(({ unresolvable }) =>
      unresolvable ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod',
    ),
  );
  return `0/${rejections.length} nodes are available: ${reasons.join(', ')}.`;
}
