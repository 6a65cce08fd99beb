/** The text of a failed scheduling attempt. Models pkg/scheduler/framework/types.go FitError.Error. */

import type { Rejection } from './status.ts';

/** The reasons counted over nodes, as `<count> <reason>`, in byte order. */
export function reasonHistogram(reasons: Iterable<string>): readonly string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
}

export const noNodesMessage = 'no nodes available to schedule pods';

const preFilterEnd = ' not found';

/**
 * A rejection before any node was looked at. The `not found` at its end is the error of the dynamic resources plugin,
 * which looks in PostFilter for a state that its PreFilter never got to write.
 */
export function preFilterMessage(nodeCount: number, { reasons }: Rejection): string {
  return `0/${nodeCount} nodes are available: ${reasons.join(', ')}.${preFilterEnd}`;
}

/** True for the message of a Pod that nodes refused: a change of nodes or of Pods on them may help. */
export function isRefusedByNodes(message: string | undefined): boolean {
  if (message === undefined) return false;
  return message === noNodesMessage || (message.startsWith('0/') && !message.endsWith(preFilterEnd));
}

/** All nodes were refused, each for its own reasons. What preemption says is left out when it makes room. */
export function filterMessage(rejections: readonly Rejection[], preemption: string | undefined): string {
  const reasons = reasonHistogram(rejections.flatMap((rejection) => rejection.reasons));
  const available = `0/${rejections.length} nodes are available: ${reasons.join(', ')}.`;
  return preemption === undefined ? available : `${available} no new claims to deallocate, preemption: ${preemption}`;
}
