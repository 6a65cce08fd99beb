/**
 * taint-eviction-controller: deletes Pods that do not, or no longer, tolerate a NoExecute taint of their node. One key
 * per Pod; an eviction that is due later is remembered. Models pkg/controller/tainteviction taint_eviction.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { objectKey, refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { toleratesTaint } from '../api/toleration.ts';
import type { Node, Pod, Taint, Toleration } from '../api/types.ts';
import { deleteRequest, patchRequest } from '../client/request.ts';
import { disruptionTarget } from './disruption-target.ts';
import { podsOnNode } from './pod-index.ts';

export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  keysFor,
  sync,
};

/** An eviction that is due at `atMs`, or has been done. */
interface Scheduled {
  readonly uid: string;
  readonly atMs: number;
  readonly isDone?: boolean;
}

const noExecuteTaints = (node: Node | undefined): readonly Taint[] =>
  node?.spec.taints?.filter(({ effect }) => effect === 'NoExecute') ?? [];

function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  if (change.resource === 'pods') {
    const { type, object, previous, key } = change as StoreChange<Pod>;
    const isNews =
      type !== 'MODIFIED' ||
      previous?.spec.nodeName !== object.spec.nodeName ||
      previous?.spec.tolerations !== object.spec.tolerations;
    if (!isNews || !object.spec.nodeName) return [];
    // Of Pods on nodes without such taints nothing is remembered.
    const isTainted = noExecuteTaints(reader.get('nodes', undefined, object.spec.nodeName)).length > 0;
    return type === 'DELETED' || isTainted ? [key] : [];
  }
  if (change.resource !== 'nodes') return [];
  const { object, previous } = change as StoreChange<Node>;
  if (previous && previous.spec.taints === object.spec.taints) return [];
  if (noExecuteTaints(object).length + noExecuteTaints(previous).length === 0) return [];
  return podsOnNode(object.metadata.name, reader).map(objectKey);
}

/** How long the taints are tolerated: 0 not at all, undefined for ever. Models getMinTolerationTime. */
export function toleratedMs(taints: readonly Taint[], tolerations: readonly Toleration[]): number | undefined {
  let least: number | undefined;
  for (const taint of taints) {
    const toleration = tolerations.find((candidate) => toleratesTaint(candidate, taint));
    if (!toleration) return 0;
    const { tolerationSeconds } = toleration;
    if (tolerationSeconds === undefined) continue;
    const ms = Math.max(0, tolerationSeconds) * 1000;
    if (least === undefined || ms < least) least = ms;
  }
  return least;
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, memory, nowMs } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const scheduled = memory.get(key) as Scheduled | undefined;
  const pod = reader.get('pods', namespace, name);
  const node = pod?.spec.nodeName ? reader.get('nodes', undefined, pod.spec.nodeName) : undefined;
  const taints = noExecuteTaints(node);
  if (!pod || taints.length === 0) {
    cancel(key, scheduled, context);
    return {};
  }
  const current = scheduled?.uid === pod.metadata.uid ? scheduled : undefined;
  if (scheduled && !current) cancel(key, scheduled, context);
  const waitMs = toleratedMs(taints, pod.spec.tolerations ?? []);
  if (waitMs === undefined) {
    cancel(key, current, context);
    return { decisions: [toleratedDecision(pod, node!)] };
  }
  if (waitMs === 0) {
    cancel(key, current, context);
    return evict(pod, context);
  }
  // Once scheduled, an eviction stands as long as the taints do, whatever changes about the tolerations.
  if (current?.isDone) return {};
  const atMs = current?.atMs ?? nowMs + waitMs;
  if (atMs <= nowMs) {
    memory.set(key, { uid: pod.metadata.uid, atMs, isDone: true });
    return evict(pod, context);
  }
  if (!current) memory.set(key, { uid: pod.metadata.uid, atMs });
  return {
    decisions: [
      {
        about: refOf(pod),
        verdict: 'waits',
        reason: 'EvictionDue',
        message: `${name} is going to be evicted: it tolerates the taints of ${node!.metadata.name} only for a time.`,
        blockedBy: [refOf(node!)],
        rule: { object: refOf(pod), field: 'spec.tolerations' },
        untilMs: atMs,
      },
    ],
    requeueAfterMs: atMs - nowMs,
  };
}

function toleratedDecision(pod: Pod, node: Node): Decision {
  const about = refOf(pod);
  const message = `${about.name} is not evicted: it tolerates the taints of ${node.metadata.name} for ever.`;
  const rule = { object: about, field: 'spec.tolerations' };
  return { about, verdict: 'refuses', reason: 'TaintTolerated', message, blockedBy: [refOf(node)], rule };
}

function record(key: string, message: string, context: SyncContext): void {
  const [namespace, name] = key.split('/') as [string, string];
  const about = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  context.recordEvent({ about, type: 'Normal', reason: 'TaintManagerEviction', message: `${message} ${key}` });
}

/** Models cancelWorkWithEvent: silent when nothing was due. */
function cancel(key: string, scheduled: Scheduled | undefined, context: SyncContext): void {
  if (!scheduled) return;
  context.memory.delete(key);
  if (!scheduled.isDone) record(key, 'Cancelling deletion of Pod', context);
}

/** Models deletePodHandler and addConditionAndDeletePod. */
function evict(pod: Pod, context: SyncContext): SyncResult {
  const key = objectKey(pod);
  const { namespace, name } = pod.metadata;
  const path = { resource: 'pods', namespace: namespace!, name };
  record(key, 'Marking for deletion Pod', context);
  const message = 'Taint manager: deleting due to NoExecute taint';
  const condition = disruptionTarget(pod, 'DeletionByTaintManager', message, context.nowMs);
  context.request(
    patchRequest({ ...path, subresource: 'status' }, 'strategic', { status: { conditions: [condition] } }),
  );
  const response = context.request(deleteRequest(path));
  return response.code < 300 || response.code === 404 ? {} : { error: JSON.stringify(response.body) };
}
