/**
 * The stand-in for all kubelets with which the recordings were made: it does nothing by itself but renew Leases,
 * unless the automatic kubelet is switched on. Switches are faults: `fake-kubelet/auto` and `fake-kubelet/stopped/<node>`.
 */

import type { Controller, Memory, QueueWish, SyncContext, SyncResult } from '../../api/controller.ts';
import type { JsonValue } from '../../api/json.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { ApiRequest } from '../../api/request.ts';
import type { Pod } from '../../api/types.ts';
import { deleteRequest, updateRequest } from '../../client/request.ts';
import { renewLease } from '../../node/node-status.ts';
import { statusAfter, type PodTransition } from './fake-pod-status.ts';

export const autoSwitch = 'fake-kubelet/auto';
export const stoppedSwitch = (node: string): string => `fake-kubelet/stopped/${node}`;

const creatingAfterMs = 300;
const readyAfterMs = 700;
const goneAfterMs = 500;

/** What happens next to a Pod by itself. */
interface NextMove {
  readonly move: PodTransition | 'finishTermination';
  readonly afterMs: number;
}

export function fakeKubelet(nodes: readonly string[]): Controller {
  return {
    name: 'kubelet',
    initialKeys: nodes.map((name) => ({ key: `node/${name}`, afterMs: 0, background: true })),
    keysFor({ resource, type, object, key }) {
      if (resource === 'nodes') return type === 'ADDED' ? [`node/${object.metadata.name}`] : [];
      return resource === 'pods' && type !== 'DELETED' ? [{ key: `pod/${key}`, afterMs: 1 }] : [];
    },
    keysForFault: switched,
    sync(key, context) {
      const [kind, namespace, name] = key.split('/') as [string, string, string | undefined];
      return kind === 'node'
        ? heartbeat(namespace, context)
        : syncPod(kind === 'revive', key, namespace, name!, context);
    },
  };
}

/** Switching on brings Pods that wait for it to Ready; a node that starts reports its Pods again. */
function switched(fault: string, reader: ClusterReader, memory: Memory): readonly QueueWish[] {
  for (const key of memory.keys('plan/')) memory.delete(key);
  const node = fault.startsWith(stoppedSwitch('')) ? fault.slice(stoppedSwitch('').length) : undefined;
  if (fault !== autoSwitch && node === undefined) return [];
  const pods = reader.list('pods').filter(({ spec }) => node === undefined || spec.nodeName === node);
  return pods.map((pod) => ({ key: `revive/${objectKey(pod)}`, afterMs: 1 }));
}

function heartbeat(name: string, context: SyncContext): SyncResult {
  const node = context.reader.get('nodes', undefined, name);
  if (!node) return {};
  if (context.fault(stoppedSwitch(name)) === undefined) renewLease(node, context);
  return { requeueAfterMs: context.timings.leaseRenewMs, background: true };
}

function syncPod(revive: boolean, key: string, namespace: string, name: string, context: SyncContext): SyncResult {
  const { reader, memory, nowMs } = context;
  const pod = reader.get('pods', namespace, name);
  const on = context.fault(autoSwitch) !== undefined;
  const next = pod && on ? nextMove(pod, revive) : undefined;
  const stopped = pod?.spec.nodeName && context.fault(stoppedSwitch(pod.spec.nodeName)) !== undefined;
  const planKey = `plan/${key}`;
  if (!pod || !next || stopped) {
    memory.delete(planKey);
    return {};
  }
  const planned = memory.get(planKey) as { uid: string; move: string; dueMs: number } | undefined;
  const open = planned && planned.uid === pod.metadata.uid && planned.move === next.move ? planned : undefined;
  const dueMs = open?.dueMs ?? nowMs + next.afterMs + (next.move === 'ready' ? staggerMs(pod) : 0);
  if (dueMs > nowMs) {
    if (!open) memory.set(planKey, { uid: pod.metadata.uid, move: next.move, dueMs });
    return { requeueAfterMs: dueMs - nowMs };
  }
  memory.delete(planKey);
  context.request(moveRequest(pod, next.move, { nowMs, ...addressesOf(pod, reader, memory) }));
  return {};
}

/** Pods that start beside each other do not become ready in the same instant. */
function staggerMs({ metadata }: Pod): number {
  return 10 * Number(metadata.labels?.['apps.kubernetes.io/pod-index'] ?? 0);
}

function isReady(pod: Pod): boolean {
  return pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}

const isBroken = (image: string): boolean => image.endsWith(':broken') || image.includes('does-not-exist');

function nextMove(pod: Pod, revive: boolean): NextMove | undefined {
  if (isTerminating(pod)) return { move: 'finishTermination', afterMs: goneAfterMs };
  const { nodeName, containers } = pod.spec;
  if (!nodeName || pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') return undefined;
  const waiting = pod.status.containerStatuses?.[0]?.state?.waiting?.reason;
  if (!pod.status.containerStatuses) return { move: 'creating', afterMs: creatingAfterMs };
  if (containers.some(({ image }) => isBroken(image ?? ''))) {
    if (waiting === 'ContainerCreating') return { move: 'errImagePull', afterMs: readyAfterMs };
    return waiting === 'ErrImagePull' ? { move: 'imagePullBackOff', afterMs: readyAfterMs } : undefined;
  }
  if (waiting === 'ContainerCreating') return { move: 'ready', afterMs: readyAfterMs };
  return revive && !isReady(pod) ? { move: 'ready', afterMs: creatingAfterMs } : undefined;
}

interface Addresses {
  readonly podIP: string;
  readonly hostIP: string;
}

/** `10.244.<node>.<n>`; the number of a node is its place in the list. */
function addressesOf({ spec }: Pod, reader: ClusterReader, memory?: Memory): Addresses {
  const index = reader.list('nodes').findIndex(({ metadata }) => metadata.name === spec.nodeName) + 1;
  const used = (memory?.get(`ip/${index}`) as number | undefined) ?? 1;
  memory?.set(`ip/${index}`, used + 1);
  return { podIP: `10.244.${index}.${used + 1}`, hostIP: `192.168.0.${10 + index}` };
}

function moveRequest(
  pod: Pod,
  move: PodTransition | 'finishTermination',
  options: Addresses & { nowMs: number; reason?: string; message?: string },
): ApiRequest {
  const { namespace, name, uid } = pod.metadata;
  const path = { resource: 'pods', namespace: namespace!, name };
  if (move === 'finishTermination') return deleteRequest(path, { gracePeriodSeconds: 0, preconditions: { uid } });
  return updateRequest({ ...path, subresource: 'status' }, { ...pod, status: statusAfter(pod, move, options) });
}

/** A `kubelet` action of a recording: one transition of one Pod, at once. False when there was nothing to do it to. */
export function moveOnce(
  target: {
    readonly reader: ClusterReader;
    readonly nowMs: number;
    request(request: ApiRequest, actor: string): JsonValue;
  },
  action: { readonly pod: string; readonly transition: string; readonly reason?: string; readonly message?: string },
  podNumber: number,
): boolean {
  const pod = target.reader.get('pods', 'default', action.pod);
  if (!pod || (action.transition === 'finishTermination' && !isTerminating(pod))) return false;
  const { hostIP } = addressesOf(pod, target.reader);
  const podIP = `10.244.${Number(hostIP.split('.')[3]) - 10}.${podNumber}`;
  const { reason, message } = action;
  const options = {
    nowMs: target.nowMs,
    podIP,
    hostIP,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  };
  target.request(moveRequest(pod, action.transition as PodTransition | 'finishTermination', options), 'kubelet');
  return true;
}
