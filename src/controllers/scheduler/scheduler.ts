/**
 * kube-scheduler: gives each pending Pod a node. One key per Pod. What it must remember of a Pod is the last failed
 * attempt and, while volumes are made for the chosen node, that choice.
 * Models pkg/scheduler schedule_one.go and backend/queue scheduling_queue.go.
 */

import type { StoreChange } from '../../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../../api/controller.ts';
import type { JsonObject } from '../../api/json.ts';
import { isTerminating, objectKey, refOf } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/types.ts';
import { createRequest, patchRequest } from '../../client/request.ts';
import { MappedList } from '../../lib/mapped-list.ts';
import { formatTime } from '../../lib/time.ts';
import { podsUsingClaim, unboundPods } from '../pod-index.ts';
import { claimsOfPod, isVolumeBoundToClaim } from '../volume-claims.ts';
import { volumesNaming } from '../volume-index.ts';
import { unschedulableDecisions } from './decisions.ts';
import { isRefusedByNodes } from './message.ts';
import { planScheduling, type SchedulingPlan } from './plan.ts';
import { isTerminal, takeSnapshot } from './snapshot.ts';
import { assumeBindings, checkBindings } from './volume-assumption.ts';

export const defaultSchedulerName = 'default-scheduler';

/** A Pod that nothing happened for is tried again after this time. Models podMaxInUnschedulablePodsDuration. */
const flushAfterMs = 300_000;

/** What is remembered of one Pod. */
interface Attempt {
  /** What the last failed attempt saw; the same again is no new attempt. */
  readonly seen?: string;
  readonly triedMs?: number;
  /** Failures other than "no node fits", which make the next try wait. */
  readonly errors?: number;
  readonly retryAtMs?: number;
  /** The node chosen, while claims are bound for it. */
  readonly node?: string;
  readonly sinceMs?: number;
}

/** Which of equally good nodes is taken: upstream any, which makes what follows differ from run to run. */
export type TieBreak = 'random' | 'first';

export function createScheduler(ties: TieBreak): Controller {
  return {
    name: defaultSchedulerName,
    keysFor,
    reactionMs: (_key, { schedulingMs }, random) => random.integer(schedulingMs.minMs, schedulingMs.maxMs),
    sync: (key, context) => sync(key, ties, context),
  };
}

export const scheduler: Controller = createScheduler('random');

/** True for a Pod that this scheduler still has to place. */
function isPending({ spec, metadata, status }: Pod): boolean {
  return (
    !spec.nodeName &&
    metadata.deletionTimestamp === undefined &&
    (spec.schedulerName ?? defaultSchedulerName) === defaultSchedulerName &&
    (spec.schedulingGates?.length ?? 0) === 0 &&
    status.phase !== 'Succeeded' &&
    status.phase !== 'Failed'
  );
}

/** The message of the last failed attempt. */
function failureOf({ status }: Pod): string | undefined {
  return status.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
}

const refusals = new MappedList((pod: Pod) => isRefusedByNodes(failureOf(pod)) && isPending(pod));

/** Pods that nodes refused before and may take now. */
function podsRefusedByNodes(reader: ClusterReader): readonly string[] {
  const pods = unboundPods(reader);
  const isRefused = refusals.of(pods);
  return pods.filter((_, index) => isRefused[index]).map(objectKey);
}

/** Pods that failed before and have claims. */
function podsWithClaims(reader: ClusterReader): readonly string[] {
  return unboundPods(reader)
    .filter((pod) => failureOf(pod) !== undefined && claimsOfPod(pod).length > 0 && isPending(pod))
    .map(objectKey);
}

function podsOfClaim(namespace: string | undefined, name: string, reader: ClusterReader): readonly string[] {
  return podsUsingClaim(namespace, name, reader)
    .filter((pod) => !pod.spec.nodeName)
    .map(objectKey);
}

function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  switch (change.resource) {
    case 'pods':
      return keysForPod(change as StoreChange<Pod>, reader);
    case 'nodes':
      return isRelevantNodeChange(change) ? podsRefusedByNodes(reader) : [];
    case 'persistentvolumeclaims':
      return podsOfClaim(change.object.metadata.namespace, change.object.metadata.name, reader);
    case 'persistentvolumes': {
      const ref = (change as StoreChange<PersistentVolume>).object.spec.claimRef;
      return ref ? podsOfClaim(ref.namespace, ref.name ?? '', reader) : podsWithClaims(reader);
    }
    case 'storageclasses.storage.k8s.io':
      return podsWithClaims(reader);
    default:
      return [];
  }
}

function keysForPod({ type, key, object, previous }: StoreChange<Pod>, reader: ClusterReader): readonly QueueWish[] {
  if (!object.spec.nodeName) {
    const isNews = type !== 'MODIFIED' || previous?.spec !== object.spec || isTerminating(object);
    return isNews && (isPending(object) || type === 'DELETED') ? [key] : [];
  }
  const wasTerminal = previous !== undefined && isTerminal(previous);
  const frees = type === 'DELETED' || (isTerminal(object) && !wasTerminal);
  const arrives = type === 'ADDED' || !previous?.spec.nodeName;
  const relabelled = previous?.metadata.labels !== object.metadata.labels;
  return frees || arrives || relabelled ? podsRefusedByNodes(reader) : [];
}

function isRelevantNodeChange({ object, previous }: StoreChange): boolean {
  if (!previous) return true;
  const [now, before] = [object, previous] as unknown as readonly [NodeLike, NodeLike];
  return (
    now.spec !== before.spec ||
    now.metadata.labels !== before.metadata.labels ||
    now.status.allocatable !== before.status.allocatable
  );
}

interface NodeLike {
  readonly metadata: { readonly labels?: unknown };
  readonly spec: unknown;
  readonly status: { readonly allocatable?: unknown };
}

function sync(key: string, ties: TieBreak, context: SyncContext): SyncResult {
  const { reader, memory, nowMs, timings } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const pod = reader.get('pods', namespace, name);
  if (!pod || !isPending(pod)) {
    memory.delete(key);
    return {};
  }
  const attempt = (memory.get(key) ?? {}) as Attempt;
  if (attempt.node !== undefined) return continueBinding(pod, attempt, context);
  if (attempt.retryAtMs !== undefined && attempt.retryAtMs > nowMs) {
    return { requeueAfterMs: attempt.retryAtMs - nowMs };
  }
  const random = ties === 'random' ? context.random : undefined;
  const plan = planScheduling(pod, takeSnapshot(reader), reader, random);
  if (plan.type === 'unschedulable') return handleUnschedulable(pod, attempt, plan, context);
  const { node, bindings } = plan;
  if (bindings.length === 0) return bind(pod, node.metadata.name, attempt, context);
  const assumption = assumeBindings(pod, node.metadata.name, bindings, context);
  if (assumption.error !== undefined) return handleError(pod, attempt, assumption.error, context);
  memory.set(key, { node: node.metadata.name, sinceMs: nowMs });
  return { decisions: assumption.decisions, requeueAfterMs: timings.schedulerBackoffMs.maxMs, background: true };
}

/** Waits for the claims of a Pod whose node is chosen, then binds it. Models volumebinding PreBind. */
function continueBinding(pod: Pod, attempt: Attempt, context: SyncContext): SyncResult {
  const { node = '', sinceMs = 0 } = attempt;
  const check = checkBindings(pod, node, sinceMs, context);
  if (check.state === 'bound') return bind(pod, node, attempt, context);
  if (check.state === 'failed') return handleError(pod, attempt, check.error, context);
  return { decisions: check.decisions, requeueAfterMs: context.timings.schedulerBackoffMs.maxMs, background: true };
}

function bind(pod: Pod, nodeName: string, attempt: Attempt, context: SyncContext): SyncResult {
  const { namespace, name } = pod.metadata;
  const path = { resource: 'pods', namespace: namespace!, name, subresource: 'binding' };
  const binding = {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name, namespace, uid: pod.metadata.uid },
    target: { kind: 'Node', name: nodeName },
  };
  const response = context.request(createRequest(path, binding));
  if (response.code >= 300) {
    const { message } = response.body as { readonly message?: string };
    return handleError(pod, attempt, `binding rejected: ${message ?? response.code}`, context);
  }
  context.memory.delete(objectKey(pod));
  context.recordEvent({
    about: pod,
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
    series: true,
    action: 'Binding',
  });
  return {};
}

type Unschedulable = Extract<SchedulingPlan, { readonly type: 'unschedulable' }>;

/** Models handleSchedulingFailure. An outcome that is the same as before is no new attempt: nothing relevant happened. */
function handleUnschedulable(pod: Pod, attempt: Attempt, plan: Unschedulable, context: SyncContext): SyncResult {
  const { nowMs, memory, reader } = context;
  const seen = `${plan.message} ${claimVersions(pod, reader)}`;
  const isOld = attempt.seen === seen && nowMs - (attempt.triedMs ?? 0) < flushAfterMs;
  const triedMs = isOld ? attempt.triedMs! : nowMs;
  if (!isOld) {
    reportFailure(pod, 'Unschedulable', plan.message, context);
    memory.set(objectKey(pod), { seen, triedMs });
  }
  const untilMs = triedMs + flushAfterMs;
  return {
    decisions: unschedulableDecisions(pod, plan, untilMs),
    requeueAfterMs: untilMs - nowMs,
    background: true,
  };
}

/** Failures of the attempt itself: tried again after a back-off. Pods that merely fit nowhere do not wait. */
function handleError(pod: Pod, attempt: Attempt, message: string, context: SyncContext): SyncResult {
  const { firstMs, maxMs } = context.timings.schedulerBackoffMs;
  const errors = (attempt.errors ?? 0) + 1;
  const waitMs = Math.min(maxMs, firstMs * 2 ** (errors - 1));
  const retryAtMs = context.nowMs + waitMs;
  reportFailure(pod, 'SchedulerError', message, context);
  context.memory.set(objectKey(pod), { errors, retryAtMs });
  const about = refOf(pod);
  return {
    decisions: [
      {
        about,
        verdict: 'waits',
        reason: 'SchedulerError',
        message: `${about.name} is not scheduled: ${message}.`,
        untilMs: retryAtMs,
      },
    ],
    requeueAfterMs: waitMs,
  };
}

/** Versions of the Pod's claims and of the volumes made for them: when they change, a retry is a real attempt. */
function claimVersions(pod: Pod, reader: ClusterReader): string {
  const uses = claimsOfPod(pod);
  if (uses.length === 0) return '';
  const claims = uses
    .map(({ claimName }) => reader.get('persistentvolumeclaims', pod.metadata.namespace, claimName))
    .filter((claim): claim is PersistentVolumeClaim => claim !== undefined);
  const volumes = claims.flatMap((claim) =>
    volumesNaming(claim, reader).filter((volume) => isVolumeBoundToClaim(volume, claim)),
  );
  return [...claims, ...volumes].map(({ metadata }) => metadata.resourceVersion).join(',');
}

/** The event and the condition of a failed attempt. */
function reportFailure(pod: Pod, reason: string, message: string, context: SyncContext): void {
  context.recordEvent({
    about: pod,
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    series: true,
    action: 'Scheduling',
  });
  const { namespace, name, generation } = pod.metadata;
  const old = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
  const isSame = old?.status === 'False' && old.reason === reason && old.message === message;
  if (isSame && !pod.status.nominatedNodeName) return;
  const condition: JsonObject = {
    type: 'PodScheduled',
    status: 'False',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : formatTime(context.nowMs),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  };
  const nominated = pod.status.nominatedNodeName ? { nominatedNodeName: null } : {};
  const path = { resource: 'pods', namespace: namespace!, name, subresource: 'status' };
  context.request(patchRequest(path, 'strategic', { status: { conditions: [condition], ...nominated } }));
}
