/** What a Job needs: Pods to make or remove, what has ended, and how the Job itself ends. Models pkg/controller/job syncJob. */

import type { Decision } from '../../api/decision.ts';
import { isTerminating, refOf } from '../../api/object.ts';
import type { Job, JobCondition, JobStatus, Pod } from '../../api/types.ts';
import { formatTime, parseTime } from '../../lib/time.ts';
import { isPodActive, isPodReady, isPodTerminating } from '../pod-predicates.ts';
import { podsToDelete } from '../replicaset/ranking.ts';
import { completedIndexes, isIndexed, pendingIndexes, superfluousPods } from './indexes.ts';
import { backoffMs, pastDeadlineMs, restartsOf } from './limits.ts';

/** Keeps an ended Pod until it is counted. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

const maxPodsPerSync = 500;

export interface JobInput {
  readonly job: Job;
  /** The Pods claimed for the Job. */
  readonly pods: readonly Pod[];
  readonly nowMs: number;
}

export interface JobPlan {
  readonly create: number;
  /** Of an Indexed Job: the indexes of the Pods to make, as many as `create`. */
  readonly createIndexes?: readonly number[];
  readonly delete: readonly Pod[];
  /** Ended Pods that are counted now, and lose their finalizer. */
  readonly succeeded: readonly Pod[];
  readonly failed: readonly Pod[];
  /** The status once they are counted. */
  readonly status: JobStatus;
  readonly events: readonly {
    readonly type: 'Normal' | 'Warning';
    readonly reason: string;
    readonly message: string;
  }[];
  readonly decisions: readonly Decision[];
  readonly requeueAfterMs?: number;
}

const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(trackingFinalizer) === true;

export function isFinished({ status }: Job): boolean {
  return finishedCondition(status) !== undefined;
}

export function finishedCondition({ conditions = [] }: JobStatus): JobCondition | undefined {
  return conditions.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
}

const has = ({ conditions = [] }: JobStatus, wanted: string): boolean =>
  conditions.some(({ type, status }) => type === wanted && status === 'True');

interface Verdict {
  readonly type: 'FailureTarget' | 'SuccessCriteriaMet';
  readonly reason: string;
  readonly message: string;
}

const tooManyFailures: Verdict = {
  type: 'FailureTarget',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
};
const tooLate: Verdict = {
  type: 'FailureTarget',
  reason: 'DeadlineExceeded',
  message: 'Job was active longer than specified deadline',
};
const enoughSuccesses: Verdict = {
  type: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

export function planJob({ job, pods, nowMs }: JobInput): JobPlan {
  const active = pods.filter(isPodActive);
  const succeeded = pods.filter((pod) => isTracked(pod) && pod.status.phase === 'Succeeded');
  const failed = pods.filter(
    (pod) => isTracked(pod) && !succeeded.includes(pod) && (pod.status.phase === 'Failed' || isTerminating(pod)),
  );
  const indexed = isIndexed(job) ? completedIndexes(job, succeeded) : undefined;
  const counts = {
    succeeded: indexed?.indexes.size ?? (job.status.succeeded ?? 0) + succeeded.length,
    failed: (job.status.failed ?? 0) + failed.length,
  };
  const base = { job, active, ...counts, nowMs };
  const verdict = verdictOf(base);
  const manage =
    verdict || isFinished(job) || isTerminating(job) ? undefined : manageJob({ ...base, pods, done: indexed?.indexes });
  const end = verdict?.type === 'FailureTarget' ? active : [];
  // Pods of a Job that has ended are counted when they really go.
  const remaining = verdict?.type === 'FailureTarget' ? active.length : 0;
  const settled = verdict !== undefined && remaining === 0 && !pods.some(isPodTerminating);
  const started = startedStatus(job, nowMs);
  const conditions = conditionsOf(job, started.conditions, verdict, settled, nowMs);
  const deadline = pastDeadlineMs(job, nowMs);
  const waits = [manage?.waitMs, deadline !== undefined && deadline > 0 ? deadline : undefined].filter(
    (wait) => wait !== undefined,
  );
  return {
    create: manage?.create ?? 0,
    ...(manage?.createIndexes ? { createIndexes: manage.createIndexes } : {}),
    delete: manage?.delete ?? end,
    succeeded,
    failed,
    status: {
      ...started,
      ...withoutZeros({ active: active.length, ...counts }),
      ...(indexed && indexed.text !== '' ? { completedIndexes: indexed.text } : {}),
      terminating: pods.filter(isPodTerminating).length,
      ready: active.filter(isPodReady).length,
      uncountedTerminatedPods: {},
      ...(conditions.length > 0 ? { conditions } : {}),
      ...(verdict?.type === 'SuccessCriteriaMet' && settled ? { completionTime: formatTime(nowMs) } : {}),
    },
    events: [...suspensionEvents(job), ...(settled ? [endEvent(verdict)] : [])],
    decisions: isFinished(job) ? [] : decisionsOf(job, verdict, manage, counts),
    ...(waits.length > 0 && !isFinished(job) ? { requeueAfterMs: Math.min(...waits) } : {}),
  };
}

function withoutZeros(counts: Readonly<Record<'active' | 'succeeded' | 'failed', number>>): object {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

interface Counted {
  readonly job: Job;
  readonly active: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly nowMs: number;
}

/** How the Job ends, if it does now. */
function verdictOf({ job, active, succeeded, failed, nowMs }: Counted): Verdict | undefined {
  const { spec, status } = job;
  if (isFinished(job)) return undefined;
  const decided = status.conditions?.find(({ type, status: state }) => type === 'FailureTarget' && state === 'True');
  if (decided) return decided.reason === 'DeadlineExceeded' ? tooLate : tooManyFailures;
  if (has(status, 'SuccessCriteriaMet')) return enoughSuccesses;
  const { backoffLimit = 6, completions } = spec;
  if (failed > backoffLimit || restartsExceed(job, active, backoffLimit)) return tooManyFailures;
  if ((pastDeadlineMs(job, nowMs) ?? 1) <= 0) return tooLate;
  const enough = completions === undefined ? succeeded > 0 : succeeded >= completions;
  return enough && active.length === 0 ? enoughSuccesses : undefined;
}

/** Models pastBackoffLimitOnFailure. */
function restartsExceed({ spec }: Job, active: readonly Pod[], backoffLimit: number): boolean {
  if (spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = active.reduce((sum, pod) => sum + restartsOf(pod), 0);
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

interface Managed {
  readonly create: number;
  readonly createIndexes?: readonly number[];
  readonly delete: readonly Pod[];
  readonly waitMs?: number;
}

/** Models manageJob. */
function manageJob(
  input: Counted & { readonly pods: readonly Pod[]; readonly done: ReadonlySet<number> | undefined },
): Managed {
  const { job, pods, active, succeeded, nowMs, done } = input;
  const { parallelism = 1, completions, suspend } = job.spec;
  if (suspend) return { create: 0, delete: active };
  const superfluous = done ? superfluousPods(job, active) : [];
  if (superfluous.length > 0) return { create: 0, delete: superfluous };
  const open = completions === undefined ? (succeeded > 0 ? active.length : parallelism) : completions - succeeded;
  const wanted = Math.max(0, Math.min(open, completions === undefined ? open : parallelism));
  if (active.length > wanted) {
    return { create: 0, delete: podsToDelete(active, active, Math.min(active.length - wanted, maxPodsPerSync), nowMs) };
  }
  const missing = Math.min(wanted - active.length, maxPodsPerSync);
  const waitMs = missing > 0 ? backoffMs(pods, nowMs) : 0;
  if (waitMs > 0) return { create: 0, delete: [], waitMs };
  if (!done) return { create: missing, delete: [] };
  const createIndexes = pendingIndexes(job, active, done, missing);
  return { create: createIndexes.length, createIndexes, delete: [] };
}

function setCondition(
  conditions: readonly JobCondition[],
  type: string,
  status: string,
  reason: string,
  message: string,
  nowMs: number,
): readonly JobCondition[] {
  const present = conditions.find((condition) => condition.type === type);
  if (present ? present.status === status && present.reason === reason : status === 'False') return conditions;
  const now = formatTime(nowMs);
  const next = { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
  return present ? conditions.map((condition) => (condition === present ? next : condition)) : [...conditions, next];
}

/** Start time and the condition Suspended. */
function startedStatus({ spec, status }: Job, nowMs: number): JobStatus {
  const { active: _a, succeeded: _s, failed: _f, startTime, conditions: before = [], ...rest } = status;
  const suspended = spec.suspend === true;
  const ended = finishedCondition(status) !== undefined;
  const conditions = ended
    ? before
    : suspended
      ? setCondition(before, 'Suspended', 'True', 'JobSuspended', 'Job suspended', nowMs)
      : setCondition(before, 'Suspended', 'False', 'JobResumed', 'Job resumed', nowMs);
  const start = ended ? startTime : suspended ? undefined : (startTime ?? formatTime(nowMs));
  return { ...rest, ...(start === undefined ? {} : { startTime: start }), conditions };
}

function conditionsOf(
  { status }: Job,
  before: readonly JobCondition[] = [],
  verdict: Verdict | undefined,
  settled: boolean,
  nowMs: number,
): readonly JobCondition[] {
  if (!verdict) return before;
  const { type, reason, message } = verdict;
  const met = has(status, type) ? before : setCondition(before, type, 'True', reason, message, nowMs);
  const final = type === 'FailureTarget' ? 'Failed' : 'Complete';
  return settled ? setCondition(met, final, 'True', reason, message, nowMs) : met;
}

function suspensionEvents({ spec, status }: Job): JobPlan['events'] {
  const noted = status.conditions?.find(({ type }) => type === 'Suspended')?.status === 'True';
  if (finishedCondition(status) || noted === (spec.suspend === true)) return [];
  if (spec.suspend) return [{ type: 'Normal', reason: 'Suspended', message: 'Job suspended' }];
  return [{ type: 'Normal', reason: 'Resumed', message: 'Job resumed' }];
}

function endEvent({ type, reason, message }: Verdict): JobPlan['events'][number] {
  if (type === 'FailureTarget') return { type: 'Warning', reason, message };
  return { type: 'Normal', reason: 'Completed', message: 'Job completed' };
}

function decisionsOf(
  job: Job,
  verdict: Verdict | undefined,
  managed: Managed | undefined,
  { succeeded, failed }: { readonly succeeded: number; readonly failed: number },
): readonly Decision[] {
  const about = refOf(job);
  const { completions, backoffLimit = 6 } = job.spec;
  if (verdict) {
    const { reason, message } = verdict;
    return [{ about, verdict: 'acts', reason, message: `${about.name} ends: ${message}.` }];
  }
  if (managed?.waitMs !== undefined) {
    const message = `${about.name} creates no Pod for now: ${failed} failed, and it waits longer after each failure.`;
    const rule = { object: about, field: 'spec.backoffLimit' };
    return [{ about, verdict: 'waits', reason: 'PodFailureBackOff', message, rule }];
  }
  if (job.spec.suspend) {
    const rule = { object: about, field: 'spec.suspend' };
    return [{ about, verdict: 'refuses', reason: 'Suspended', message: `${about.name} is suspended.`, rule }];
  }
  const goal = completions === undefined ? 'one Pod' : `${completions} Pod${completions === 1 ? '' : 's'}`;
  const message = `${about.name} runs until ${goal} succeeded: ${succeeded} did, ${failed} of at most ${backoffLimit} failed.`;
  const rule = { object: about, field: 'spec.completions' };
  return [{ about, verdict: managed?.create ? 'acts' : 'waits', reason: 'PodsRunning', message, rule }];
}

/** When a finished Job is to be removed (epoch ms); undefined when it stays. Models ttlafterfinished timeLeft. */
export function expiryMs({ spec, status }: Job): number | undefined {
  const finished = finishedCondition(status)?.lastTransitionTime;
  const finishedMs = finished ? parseTime(finished) : undefined;
  if (finishedMs === undefined || spec.ttlSecondsAfterFinished === undefined) return undefined;
  return finishedMs + spec.ttlSecondsAfterFinished * 1000;
}
