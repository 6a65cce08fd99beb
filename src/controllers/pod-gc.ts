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
const deletePrefix = 'delete/';
const deleteAfterMs = 10;

export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector',
  // A Node that is deleted is noticed by the next round. Deleting is a request of its own after the Pod was marked:
  // others have seen it fail by then.
  keysFor({ resource, type, key, actor }) {
    return resource === 'pods' && type === 'MODIFIED' && actor === this.name
      ? [{ key: `${deletePrefix}${key}`, afterMs: deleteAfterMs }]
      : [];
  },
  initialKeys: [{ key: periodicKey, afterMs: 1, background: true }],
  sync(key, context) {
    if (key === periodicKey) return collect(context);
    const [namespace, name] = key.slice(deletePrefix.length).split('/') as [string, string];
    const pod = context.reader.get('pods', namespace, name);
    if (pod && isOver(pod)) deleteNow(pod, context);
    return {};
  },
};

const isOver = ({ status }: Pod): boolean => status.phase === 'Succeeded' || status.phase === 'Failed';

function collect(context: SyncContext): SyncResult {
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
function remove(pod: Pod, status: JsonObject, context: SyncContext): void {
  if (isOver(pod)) return deleteNow(pod, context);
  const { namespace, name } = pod.metadata;
  const path = { resource: 'pods', namespace: namespace!, name, subresource: 'status' };
  context.request(patchRequest(path, 'strategic', { status: { ...status, phase: 'Failed' } }));
}

function deleteNow({ metadata: { namespace, name, uid } }: Pod, { request }: SyncContext): void {
  const path = { resource: 'pods', namespace: namespace!, name };
  request(deleteRequest(path, { gracePeriodSeconds: 0, preconditions: { uid } }));
}
