/**
 * The kubelets of all nodes as one controller. Keys are `node/<name>` (heartbeat) and `<node>/<namespace>/<name>/<uid>`
 * (one Pod). It sees what its node sees: nothing moves on a node that is down, and a partitioned one goes on with what
 * it knew.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, Memory, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import { parseFault } from '../api/faults.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Node, Pod } from '../api/types.ts';
import { deleteRequest, updateRequest } from '../client/request.ts';
import { sameJson } from '../lib/same-json.ts';
import { lostDecisions } from './lost-pod.ts';
import { isNodeDown, isNodePartitioned, zoneOf } from './node-faults.ts';
import { reportNodeStatus, renewLease } from './node-status.ts';
import { connectPod } from './pod-connection.ts';
import { visit } from './visit.ts';
import { podKeyOf } from './pod-key.ts';
import { planPod, type PodPlan } from './pod-worker.ts';
import { nodeMemoryOn, type NodeMemory, type NodeRuntime } from './runtime-state.ts';
import { NodeStorage } from './storage.ts';
import { podsWaitingForClaim, waitingPods } from './waiting-pods.ts';

export const kubeletName = 'kubelet';

export const kubelet: Controller = { name: kubeletName, keysFor, keysForFault, sync, connectPod, visit };

function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  switch (change.resource) {
    case 'pods':
      return keysForPod(change as StoreChange<Pod>);
    case 'nodes':
      return keysForNode(change as StoreChange<Node>, reader);
    case 'persistentvolumeclaims':
    case 'configmaps':
    case 'secrets':
      return change.type === 'DELETED' ? [] : keysForSource(change, reader);
    default:
      return [];
  }
}

/** Its own status writes are no news to the kubelet. */
function keysForPod({ type, object, previous, actor }: StoreChange<Pod>): readonly QueueWish[] {
  if (!object.spec.nodeName) return [];
  const own = type === 'MODIFIED' && actor === kubeletName && previous !== undefined;
  if (own && previous.spec === object.spec) return [];
  return [podKeyOf(object)];
}

function keysForNode(
  { type, object, previous, actor }: StoreChange<Node>,
  reader: ClusterReader,
): readonly QueueWish[] {
  const { name } = object.metadata;
  if (type === 'ADDED') return [`node/${name}`];
  if (type === 'DELETED' || actor === kubeletName) return [];
  if (previous?.status.volumesAttached === object.status.volumesAttached) return [];
  return waitingPods(reader)
    .filter((pod) => pod.spec.nodeName === name)
    .map(podKeyOf);
}

/** Pods that may have been waiting for a claim, a ConfigMap or a Secret. */
function keysForSource(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  const { name, namespace } = change.object.metadata;
  if (change.resource === 'persistentvolumeclaims') {
    return podsWaitingForClaim(namespace, name, reader).map(podKeyOf);
  }
  return waitingPods(reader)
    .filter((pod) => pod.metadata.namespace === namespace)
    .map(podKeyOf);
}

function keysForFault(key: string, reader: ClusterReader, memory: Memory): readonly QueueWish[] {
  const known = nodeMemoryOn(memory);
  const fault = parseFault(key);
  if (!fault) return [];
  const onNode = (node: string): readonly string[] => [`node/${node}`, ...known.podKeys(node)];
  if ('node' in fault) return onNode(fault.node);
  if (fault.type === 'zone-lost') {
    return known
      .nodeNames()
      .filter((node) => zoneOf(node, reader) === fault.zone)
      .flatMap(onNode);
  }
  const keys = known.nodeNames().flatMap((node) => known.podKeys(node));
  if ('image' in fault) return keys;
  if (!('pod' in fault)) return [];
  return keys.filter((podKey) => podKey.split('/').slice(1, 3).join('/') === `${fault.namespace}/${fault.pod}`);
}

function sync(key: string, context: SyncContext): SyncResult {
  const [node = '', ...rest] = key.split('/');
  return rest.length === 1 ? syncNode(rest[0]!, context) : syncPod(key, node, rest, context);
}

function syncNode(name: string, context: SyncContext): SyncResult {
  const node = context.reader.get('nodes', undefined, name);
  if (!node) return {};
  nodeRuntimeOf(name, nodeMemoryOn(context.memory));
  if (!isNodeDown(name, context) && !isNodePartitioned(name, context)) {
    renewLease(node, context);
    reportNodeStatus(node, context);
  }
  return { requeueAfterMs: context.timings.leaseRenewMs, background: true };
}

/** What is known of a node; one seen for the first time gets the number that its name ends with, or the next free one. */
function nodeRuntimeOf(name: string, memory: NodeMemory): NodeRuntime {
  const known = memory.node(name);
  if (known) return known;
  const taken = new Set(memory.nodeNames().map((other) => memory.node(other)?.index));
  let index = Number(/\d{1,3}$/.exec(name)?.[0] ?? 1) % 256;
  while (taken.has(index)) index = (index + 1) % 256;
  const fresh: NodeRuntime = { index, lastAddress: 0, pullerFreeMs: 0 };
  memory.setNode(name, fresh);
  return fresh;
}

function syncPod(key: string, nodeName: string, rest: readonly string[], context: SyncContext): SyncResult {
  const [namespace = '', name = '', uid = ''] = rest;
  if (isNodeDown(nodeName, context)) return { decisions: lostDecisions({ namespace, name, uid }, nodeName, context) };
  const memory = nodeMemoryOn(context.memory);
  const runtime = memory.pod(key);
  const cutOff = isNodePartitioned(nodeName, context);
  const found = cutOff ? runtime?.pod : context.reader.get('pods', namespace, name);
  const stored = found?.metadata.uid === uid ? found : undefined;
  const pod = stored ?? runtime?.pod;
  if (!pod) return {};
  const node = context.reader.get('nodes', undefined, nodeName);
  const storage = new NodeStorage(context.memory);
  const plan = planPod({
    pod,
    podKey: key,
    storage,
    runtimeOf: (other) => memory.pod(other),
    gone: !stored,
    runtime,
    nodeName,
    hostIP: node?.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? pod.status.hostIP ?? '',
    node: nodeRuntimeOf(nodeName, memory),
    cachedImage: (image) => memory.image(nodeName, image),
    trustedProbes: memory.trustedProbes(namespace),
    trustedPrograms: memory.trustedPrograms(namespace),
    fault: context.fault,
    reader: context.reader,
    nowMs: context.nowMs,
    random: context.random,
    timings: context.timings,
  });
  remember(key, nodeName, plan, memory);
  if (!plan.runtime) storage.drop(`pod/${key}/`);
  storage.commit();
  if (!cutOff) publish(pod, plan, context);
  const due =
    plan.wakeMs === undefined
      ? {}
      : { requeueAfterMs: Math.max(plan.wakeMs - context.nowMs, 0), background: plan.background };
  const lost = cutOff ? lostDecisions({ namespace, name, uid }, nodeName, context) : [];
  return { decisions: [...plan.decisions, ...lost], ...due };
}

function remember(key: string, nodeName: string, plan: PodPlan, memory: NodeMemory): void {
  memory.setPod(key, plan.runtime);
  if (plan.node !== memory.node(nodeName)) memory.setNode(nodeName, plan.node);
  for (const [image, cached] of plan.pulled) memory.setImage(nodeName, image, cached);
}

/** Tells the API server: events, the status when it differs from the stored one, the removal of what has ended. */
function publish(pod: Pod, plan: PodPlan, context: SyncContext): void {
  for (const event of plan.events) context.recordEvent(event);
  const { namespace, name, uid } = pod.metadata;
  const path = { resource: 'pods', ...(namespace === undefined ? {} : { namespace }), name };
  if (plan.status && !sameJson(plan.status, pod.status)) {
    context.request(updateRequest({ ...path, subresource: 'status' }, { ...pod, status: plan.status }));
  }
  if (plan.remove) context.request(deleteRequest(path, { gracePeriodSeconds: 0, preconditions: { uid } }));
}
