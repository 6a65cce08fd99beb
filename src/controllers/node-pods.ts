/** Pods of a node that was lost. Models pkg/controller/util/node MarkPodsNotReady. */

import type { SyncContext } from '../api/controller.ts';
import { patchRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';
import { podsOnNode } from './pod-index.ts';

/** Sets Ready of all Pods on the node to False; what else is known of them stays. */
export function markPodsNotReady(nodeName: string, component: string, context: SyncContext): void {
  const { reader, nowMs, request } = context;
  for (const pod of podsOnNode(nodeName, reader)) {
    const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
    if (!ready || ready.status === 'False') continue;
    const { namespace, name } = pod.metadata;
    const condition = { type: 'Ready', status: 'False', lastTransitionTime: formatTime(nowMs) };
    const path = { resource: 'pods', namespace: namespace!, name, subresource: 'status' };
    const response = request(patchRequest(path, 'strategic', { status: { conditions: [condition] } }));
    if (response.code >= 300) continue;
    context.recordEvent({
      about: pod,
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      component,
    });
  }
}
