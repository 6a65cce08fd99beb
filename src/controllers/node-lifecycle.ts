/**
 * node-lifecycle controller: notices nodes whose kubelet went silent, taints nodes by their conditions and marks the
 * Pods on lost nodes as not ready. Keys: `monitor` (periodic) and `taints/<node>`.
 * Models pkg/controller/nodelifecycle node_lifecycle_controller.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { refOf } from '../api/object.ts';
import { defaultTimings } from '../api/timings.ts';
import type { Node, Taint } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import type { JsonValue } from '../api/json.ts';
import { readyCondition } from './node-conditions.ts';
import {
  changedTaints,
  evictionPauseMs,
  hasTaint,
  noScheduleTaints,
  notReadyTaint,
  unknownConditions,
  unreachableTaint,
  zoneOf,
  zoneState,
} from './node-lifecycle-plan.ts';
import { markPodsNotReady } from './node-pods.ts';

const monitorKey = 'monitor';
const taintsPrefix = 'taints/';
const component = 'node-controller';
/** Models NodeEvictionPeriod. */
const evictionPassMs = 100;
/** A node that just fell silent counts as late by then: its last lease may be noticed one round after it was renewed. */
const silentAfterMs = defaultTimings.leaseRenewMs + 2 * defaultTimings.nodeMonitorPeriodMs + 1;

export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  keysFor(change) {
    if (change.resource !== 'nodes' || change.type === 'DELETED') return [];
    const { object, previous } = change as StoreChange<Node>;
    const isSame =
      previous !== undefined &&
      previous.spec === object.spec &&
      previous.status.conditions === object.status.conditions;
    return isSame ? [] : [`${taintsPrefix}${object.metadata.name}`];
  },
  // A node that was broken on purpose is waited for, though nothing is written until its grace period is over.
  keysForFault: (key) => (key.startsWith('node/') ? [{ key: monitorKey, afterMs: silentAfterMs }] : []),
  initialKeys: [{ key: monitorKey, afterMs: 1, background: true }],
  sync: (key, context) =>
    key === monitorKey ? monitor(context) : taintByConditions(key.slice(taintsPrefix.length), context),
};

function taintByConditions(name: string, context: SyncContext): SyncResult {
  const node = context.reader.get('nodes', undefined, name);
  const taints = node && noScheduleTaints(node, context.nowMs);
  return taints ? writeTaints(name, taints, context) : {};
}

function writeTaints(name: string, taints: readonly Taint[], { request }: SyncContext): SyncResult {
  const body = { spec: { taints: taints.length > 0 ? taints : null } } as unknown as JsonValue;
  const response = request(patchRequest({ resource: 'nodes', name }, 'merge', body));
  return response.code < 300 || response.code === 404 ? {} : { error: JSON.stringify(response.body) };
}

/** What was last heard of a node. */
interface Health {
  readonly lease: string;
  readonly heartbeat: string;
  readonly probeMs: number;
}

/** One round over all nodes. Models monitorNodeHealth. */
function monitor(context: SyncContext): SyncResult {
  const { reader, timings, nowMs } = context;
  noticeChanges(context);
  const decisions: Decision[] = [];
  let foundLost = false;
  for (const { metadata } of reader.list('nodes')) {
    const found = checkHealth(metadata.name, context);
    if (found === 'lost') foundLost = true;
    else if (found) decisions.push(found);
  }
  // NoExecute taints are another loop's work, which comes after the taints that conditions bring.
  const taintAtMs = foundLost ? nowMs + evictionPassMs : taintUnhealthy(context);
  const nextMs = Math.min(nowMs + timings.nodeMonitorPeriodMs, taintAtMs ?? Number.POSITIVE_INFINITY);
  const background = decisions.length === 0 && taintAtMs === undefined;
  return { decisions, requeueAfterMs: Math.max(1, nextMs - nowMs), background };
}

/** Nodes that came or went since the last round. */
function noticeChanges(context: SyncContext): void {
  const { reader, memory } = context;
  const known = memory.get('known') as Readonly<Record<string, string>> | undefined;
  const names = reader.list('nodes').map(({ metadata }) => [metadata.name, metadata.uid] as const);
  const isSame =
    known && names.length === Object.keys(known).length && names.every(([name]) => Object.hasOwn(known, name));
  if (isSame) return;
  memory.set('known', Object.fromEntries(names));
  if (!known) return;
  const present = new Map(names);
  for (const [name, uid] of names) {
    if (!Object.hasOwn(known, name))
      recordForNode(name, uid, 'RegisteredNode', `Registered Node ${name} in Controller`, context);
  }
  for (const [name, uid] of Object.entries(known)) {
    if (present.has(name)) continue;
    memory.delete(`node/${name}`);
    recordForNode(name, uid, 'RemovingNode', `Removing Node ${name} from Controller`, context);
  }
}

function recordForNode(name: string, uid: string, reason: string, event: string, context: SyncContext): void {
  const about = { apiVersion: 'v1', kind: 'Node', name, uid };
  context.recordEvent({ about, type: 'Normal', reason, message: `Node ${name} event: ${event}`, component });
}

/** Models tryUpdateNodeHealth and what monitorNodeHealth does when Ready was lost. */
function checkHealth(name: string, context: SyncContext): Decision | 'lost' | undefined {
  const { reader, memory, nowMs, timings, request } = context;
  const node = reader.get('nodes', undefined, name)!;
  const ready = readyCondition(node);
  const lease = reader.get('leases.coordination.k8s.io', 'kube-node-lease', name)?.spec.renewTime ?? '';
  const heartbeat = ready?.lastHeartbeatTime ?? '';
  const before = memory.get(`node/${name}`) as Health | undefined;
  if (before?.lease !== lease || before.heartbeat !== heartbeat) {
    memory.set(`node/${name}`, { lease, heartbeat, probeMs: nowMs });
    return undefined;
  }
  const deadlineMs = before.probeMs + timings.nodeMonitorGraceMs;
  if (nowMs <= deadlineMs) {
    const isLate = nowMs - before.probeMs > timings.leaseRenewMs + timings.nodeMonitorPeriodMs;
    return isLate && ready?.status !== 'Unknown' ? silent(node, deadlineMs) : undefined;
  }
  const conditions = unknownConditions(node, nowMs);
  if (conditions.every((condition, index) => condition === node.status.conditions?.[index])) return undefined;
  const body = { status: { conditions } } as unknown as JsonValue;
  request(patchRequest({ resource: 'nodes', name, subresource: 'status' }, 'merge', body));
  if (ready?.status === 'True') {
    const about = { apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid };
    const message = `Node ${name} status is now: NodeNotReady`;
    context.recordEvent({ about, type: 'Normal', reason: 'NodeNotReady', message, component });
    markPodsNotReady(name, component, context);
  }
  return 'lost';
}

function silent(node: Node, untilMs: number): Decision {
  const about = refOf(node);
  const message = `${about.name} still counts as ready, although its kubelet is silent.`;
  return { about, verdict: 'waits', reason: 'GracePeriod', message, untilMs };
}

/**
 * NoExecute taints, one node in ten seconds per zone, and none while every zone is down. Returns when the next is due.
 * Models processTaintBaseEviction, handleDisruption and doNoExecuteTaintingPass.
 */
function taintUnhealthy(context: SyncContext): number | undefined {
  const { reader, memory, nowMs } = context;
  const zones = new Map<string, Node[]>();
  for (const node of reader.list('nodes')) zones.set(zoneOf(node), [...(zones.get(zoneOf(node)) ?? []), node]);
  const states = new Map([...zones].map(([zone, nodes]) => [zone, zoneState(nodes)]));
  const isAllDown = states.size > 0 && [...states.values()].every((state) => state === 'FullDisruption');
  leaveDisruption(isAllDown, context);
  let nextMs: number | undefined;
  for (const [zone, nodes] of zones) {
    const waiting = nodes.filter((node) => settleNoExecute(node, isAllDown, context));
    if (waiting.length === 0) continue;
    const pauseMs = evictionPauseMs(states.get(zone)!, nodes.length);
    if (pauseMs === undefined) continue;
    const lastMs = memory.get(`tainted/${zone}`) as number | undefined;
    const dueMs = lastMs === undefined ? nowMs : lastMs + pauseMs;
    if (dueMs > nowMs) {
      nextMs = Math.min(nextMs ?? dueMs, dueMs);
      continue;
    }
    // Upstream the first is whatever a Go map gives first.
    addNoExecute(waiting.at(-1)!, context);
    memory.set(`tainted/${zone}`, nowMs);
    if (waiting.length > 1) nextMs = Math.min(nextMs ?? nowMs + pauseMs, nowMs + pauseMs);
  }
  return nextMs;
}

/** When the first zone comes back, all nodes get a new grace period. */
function leaveDisruption(isAllDown: boolean, { memory, nowMs }: SyncContext): void {
  const wasAllDown = memory.get('allDown') === true;
  if (wasAllDown === isAllDown) return;
  memory.set('allDown', isAllDown);
  if (isAllDown) return;
  for (const key of memory.keys('node/'))
    memory.set(key, { ...(memory.get(key) as unknown as Health), probeMs: nowMs });
}

const noExecute = (key: string) => ({ key, effect: 'NoExecute' });

/** Removes or exchanges NoExecute taints at once; true when the node still needs one. */
function settleNoExecute(node: Node, isAllDown: boolean, context: SyncContext): boolean {
  const status = readyCondition(node)?.status;
  const both = [notReadyTaint, unreachableTaint];
  const isTainted = both.some((key) => hasTaint(node, key, 'NoExecute'));
  const wanted = status === 'False' ? notReadyTaint : unreachableTaint;
  if (status === 'True' || isAllDown) {
    const taints = changedTaints(node, [], both.map(noExecute), context.nowMs);
    if (taints) writeTaints(node.metadata.name, taints, context);
    return false;
  }
  if (!isTainted) return true;
  const others = both.filter((key) => key !== wanted).map(noExecute);
  const taints = changedTaints(node, [noExecute(wanted)], others, context.nowMs);
  if (taints) writeTaints(node.metadata.name, taints, context);
  return false;
}

function addNoExecute(node: Node, context: SyncContext): void {
  const key = readyCondition(node)?.status === 'False' ? notReadyTaint : unreachableTaint;
  const current = context.reader.get('nodes', undefined, node.metadata.name) ?? node;
  const taints = changedTaints(current, [noExecute(key)], [], context.nowMs);
  if (taints) writeTaints(node.metadata.name, taints, context);
}
