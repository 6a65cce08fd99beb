/**
 * kube-scheduler: gives each pending Pod a node. One key per Pod. What it must remember of a Pod is the last failed
 * attempt and, while volumes are made for the chosen node, that choice.
 * Models pkg/scheduler schedule_one.go and backend/queue scheduling_queue.go.
 */

import type { Controller, SyncContext, SyncResult } from '../../api/controller.ts';
import { objectKey } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Node, PersistentVolumeClaim, Pod } from '../../api/types.ts';
import { createRequest } from '../../client/request.ts';
import { claimsOfPod, isVolumeBoundToClaim } from '../volume-claims.ts';
import { volumesNaming } from '../volume-index.ts';
import { errorDecision, heldDecision, unschedulableDecisions } from './decisions.ts';
import { evictVictims } from './evict-victims.ts';
import { findNode, planScheduling, type SchedulingPlan } from './plan.ts';
import { noteNoneAhead, podsAhead } from './active-queue.ts';
import { priorityOf } from './priority.ts';
import { reportFailure } from './report-failure.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { assumeBindings, checkBindings } from './volume-assumption.ts';
import type { ClaimBinding } from './volumes.ts';
import { defaultSchedulerName, failureOf, isHeld, isPending, keysFor } from './wake-ups.ts';

/** A Pod that nothing happened for is tried again after this time. Models podMaxInUnschedulablePodsDuration. */
const flushAfterMs = 300_000;

/** What is remembered of one Pod. */
interface Attempt {
  /** What the last failed attempt saw; the same again is no new attempt. */
  readonly seen?: string;
  readonly triedMs?: number;
  /** Failures other than "no node fits", which make the next try wait. */
  readonly errors?: number;
  readonly error?: string;
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

function sync(key: string, ties: TieBreak, context: SyncContext): SyncResult {
  const { reader, memory, nowMs } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const pod = reader.get('pods', namespace, name);
  if (!pod || !isPending(pod)) {
    memory.delete(key);
    const held = pod && isHeld(pod) ? heldDecision(pod) : undefined;
    return held ? { decisions: [held] } : {};
  }
  const attempt = attemptOf(pod, context);
  if (attempt.node !== undefined) return continueBinding(pod, attempt, context);
  const { retryAtMs = 0, error = '' } = attempt;
  if (retryAtMs > nowMs) {
    return { decisions: [errorDecision(pod, error, retryAtMs)], requeueAfterMs: retryAtMs - nowMs };
  }
  if (!tryPodsAhead(pod, ties, context)) return { requeueAfterMs: 1 };
  const plan = planScheduling(pod, snapshotFor(pod, context), reader, randomOf(ties, context));
  return plan.type === 'bind' ? assign(pod, plan, attempt, context) : handleUnschedulable(pod, attempt, plan, context);
}

const randomOf = (ties: TieBreak, { random }: SyncContext): SyncContext['random'] | undefined =>
  ties === 'random' ? random : undefined;

const attemptOf = (pod: Pod, { memory }: SyncContext): Attempt => (memory.get(objectKey(pod)) ?? {}) as Attempt;

/** What the Pod finds taken: a nominated Pod has its place already, unless the Pod matters more. Models AddNominatedPods. */
function snapshotFor(pod: Pod, context: SyncContext): Snapshot {
  const isAssumed = (other: Pod): boolean => attemptOf(other, context).node !== undefined;
  return takeSnapshot(
    context.reader,
    (other) => other !== pod && (isAssumed(other) || priorityOf(other) >= priorityOf(pod)),
  );
}

/** First tries that one sync makes for others: with thousands of Pods the page would stand still. */
const maxFirstTries = 100;

/**
 * Gives Pods that leave the queue before this one their turn; false when there are more of them than one sync takes.
 * Models the order of the active queue.
 */
function tryPodsAhead(pod: Pod, ties: TieBreak, context: SyncContext): boolean {
  const { reader, nowMs } = context;
  const before = reader.list('pods');
  let firstTries = 0;
  for (const other of podsAhead(pod, reader)) {
    const { node, retryAtMs = 0 } = attemptOf(other, context);
    if (node !== undefined || retryAtMs > nowMs) continue;
    if (failureOf(other) === undefined && ++firstTries > maxFirstTries) return false;
    tryFirst(other, ties, context);
  }
  if (reader.list('pods') === before) noteNoneAhead(pod, reader);
  return true;
}

/** Its own sync is yet to come and tells of what it could not get. */
function tryFirst(seen: Pod, ties: TieBreak, context: SyncContext): void {
  const pod = context.reader.get('pods', seen.metadata.namespace, seen.metadata.name);
  if (!pod || !isPending(pod)) return;
  const snapshot = snapshotFor(pod, context);
  const random = randomOf(ties, context);
  if (failureOf(pod) === undefined) {
    const plan = planScheduling(pod, snapshot, context.reader, random);
    if (plan.type === 'bind') assign(pod, plan, {}, context);
    else handleUnschedulable(pod, {}, plan, context);
    return;
  }
  const found = findNode(pod, snapshot, context.reader, random);
  if (found.type === 'bind') assign(pod, found, attemptOf(pod, context), context);
}

/** Binds the Pod to the node that was found, at once or when its claims are bound there. */
function assign(
  pod: Pod,
  { node, bindings }: { readonly node: Node; readonly bindings: readonly ClaimBinding[] },
  attempt: Attempt,
  context: SyncContext,
): SyncResult {
  const { name } = node.metadata;
  if (bindings.length === 0) return bind(pod, name, attempt, context);
  const assumption = assumeBindings(pod, name, bindings, context);
  if (assumption.error !== undefined) return handleError(pod, attempt, assumption.error, context);
  context.memory.set(objectKey(pod), { node: name, sinceMs: context.nowMs });
  const { maxMs } = context.timings.schedulerBackoffMs;
  return { decisions: assumption.decisions, requeueAfterMs: maxMs, background: true };
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

/** An outcome that is the same as before is no new attempt: nothing relevant happened. Models handleSchedulingFailure. */
function handleUnschedulable(pod: Pod, attempt: Attempt, plan: Unschedulable, context: SyncContext): SyncResult {
  const { nowMs, memory, reader } = context;
  const { preemption, message } = plan;
  const seen = `${message} ${claimVersions(pod, reader)}`;
  const preempts = preemption?.type === 'preempt';
  const isOld = !preempts && attempt.seen === seen && nowMs - (attempt.triedMs ?? 0) < flushAfterMs;
  const triedMs = isOld ? attempt.triedMs! : nowMs;
  if (!isOld) {
    if (preempts) evictVictims(pod, preemption.candidate, context);
    const keeps = preemption?.type === 'none' && preemption.keepsNomination;
    const nomination = preempts ? preemption.candidate.node.metadata.name : null;
    reportFailure(pod, { reason: 'Unschedulable', message, ...(keeps ? {} : { nomination }) }, context);
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
  reportFailure(pod, { reason: 'SchedulerError', message, nomination: null }, context);
  context.memory.set(objectKey(pod), { errors, error: message, retryAtMs });
  return { decisions: [errorDecision(pod, message, retryAtMs)], requeueAfterMs: waitMs };
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
