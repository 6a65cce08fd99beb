/**
 * pod-garbage-collector: removes Pods that no kubelet will ever confirm. One periodic key.
 * Models pkg/controller/podgc gc_controller.go; the threshold for terminated Pods (12500) is left out.
 */

import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { JsonObject } from '../api/json.ts';
import { isTerminating, refOf } from '../api/object.ts';
import type { Pod } from '../api/types.ts';
import { deleteRequest, patchRequest } from '../client/request.ts';
import { disruptionTarget } from './disruption-target.ts';
import { isNodeReady } from './node-conditions.ts';

export const outOfServiceTaint = 'node.kubernetes.io/out-of-service';
const periodicKey = 'gc';

export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector',
  // A Node that is deleted is noticed by the next round.
  keysFor: () => [],
  initialKeys: [{ key: periodicKey, afterMs: 1, background: true }],
  sync,
};

function sync(_key: string, context: SyncContext): SyncResult {
  const { reader, timings, memory, nowMs } = context;
  const decisions: Decision[] = [];
  const missing = new Set<string>();
  for (const pod of reader.list('pods')) {
    const { nodeName } = pod.spec;
    if (!nodeName) {
      if (isTerminating(pod)) remove(pod, {}, context);
      continue;
    }
    const node = reader.get('nodes', undefined, nodeName);
    if (!node) {
      missing.add(nodeName);
      const decision = collectOrphan(pod, nodeName, context);
      if (decision) decisions.push(decision);
      continue;
    }
    const isOutOfService = node.spec.taints?.some(({ key }) => key === outOfServiceTaint) === true;
    if (isTerminating(pod) && isOutOfService && !isNodeReady(node)) remove(pod, {}, context);
  }
  for (const key of memory.keys('missing/')) {
    if (!missing.has(key.slice('missing/'.length))) memory.delete(key);
  }
  for (const name of missing) if (memory.get(`missing/${name}`) === undefined) memory.set(`missing/${name}`, nowMs);
  return { decisions, requeueAfterMs: timings.podGcPeriodMs, background: missing.size === 0 };
}

/** Pods of a Node that no longer exists go after a quarantine: the Node may come back. Models gcOrphaned. */
function collectOrphan(pod: Pod, nodeName: string, context: SyncContext): Decision | undefined {
  const { memory, timings, nowMs } = context;
  const sinceMs = (memory.get(`missing/${nodeName}`) as number | undefined) ?? nowMs;
  const untilMs = sinceMs + timings.podGcQuarantineMs;
  if (nowMs < untilMs) {
    return {
      about: refOf(pod),
      verdict: 'waits',
      reason: 'NodeQuarantined',
      message: `${pod.metadata.name} is not collected yet: its node ${nodeName} is gone, but may come back.`,
      blockedBy: [{ kind: 'Node', name: nodeName }],
      untilMs,
    };
  }
  const condition = disruptionTarget(pod, 'DeletionByPodGC', 'PodGC: node no longer exists', nowMs);
  remove(pod, { conditions: [condition] }, context);
  return undefined;
}

/** Marks the Pod failed, so that nobody takes it for running, and removes it without grace. Models markFailedAndDeletePod. */
function remove(pod: Pod, status: JsonObject, { request }: SyncContext): void {
  const { namespace, name, uid } = pod.metadata;
  const path = { resource: 'pods', namespace: namespace!, name };
  if (pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed') {
    request(patchRequest({ ...path, subresource: 'status' }, 'strategic', { status: { ...status, phase: 'Failed' } }));
  }
  request(deleteRequest(path, { gracePeriodSeconds: 0, preconditions: { uid } }));
}
