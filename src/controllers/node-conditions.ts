/** Reading and marking the readiness of nodes and of the Pods on them. */

import type { Node, NodeCondition } from '../api/types.ts';

export function readyCondition(node: Node): NodeCondition | undefined {
  return node.status.conditions?.find(({ type }) => type === 'Ready');
}

/** True when the node's Ready condition is True. */
export function isNodeReady(node: Node): boolean {
  return readyCondition(node)?.status === 'True';
}
