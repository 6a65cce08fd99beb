/** What a Pod looks like from outside: one word, a tone for its colour, a shape for its mark, and its countdowns. */

import { podSummary } from '../api/pod-summary.ts';
import type { ContainerStatus, Pod } from '../api/types.ts';
import { parseTime } from '../lib/time.ts';
import { spanText } from './clock-text.ts';

/** How a state is coloured and marked; `held` etc. are said in words. */
export type StateTone = 'ready' | 'waiting' | 'pending' | 'failing' | 'ending' | 'done';

export interface PodState {
  /** The STATUS word of `kubectl get pods`. */
  readonly status: string;
  /** The word on the card: `Ready` for a running Pod whose Ready condition is True, otherwise the status. */
  readonly word: string;
  readonly tone: StateTone;
  readonly ready: boolean;
  /** Ready containers of all, `1/2`. */
  readonly readyContainers: string;
  readonly restarts: number;
}

export interface Countdown {
  /** What ends with it; it is read in front of the time that is left. */
  readonly label: 'next try in' | 'grace ends in' | 'available in';
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What is said when nothing is left. */
const overWords: Readonly<Record<Countdown['label'], string>> = {
  'next try in': 'next try now',
  'grace ends in': 'grace period is over',
  'available in': 'available now',
};

/** `next try in 24 s`. */
export function countdownText({ label, untilMs }: Countdown, atMs: number): string {
  const leftSeconds = Math.ceil((untilMs - atMs) / 1000);
  return leftSeconds > 0 ? `${label} ${spanText(leftSeconds * 1000)}` : overWords[label];
}

/** True when the Pod's Ready condition is True. */
export function isPodReady(pod: Pod): boolean {
  return (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}

const pendingWords = new Set(['Pending', 'ContainerCreating', 'PodInitializing', 'SchedulingGated', '']);

function toneOf(pod: Pod, status: string, ready: boolean): StateTone {
  if (pod.metadata.deletionTimestamp !== undefined) return 'ending';
  if (status === 'Running') return ready ? 'ready' : 'waiting';
  if (pendingWords.has(status) || /^Init:\d+\/\d+$/.test(status)) return 'pending';
  if (status === 'Completed' || status === 'Succeeded') return 'done';
  if (status === 'NotReady') return 'waiting';
  return 'failing';
}

const known = new WeakMap<Pod, PodState>();

/** The state of a Pod object; the same object always gives the same state. */
export function podState(pod: Pod): PodState {
  const before = known.get(pod);
  if (before) return before;
  const { status, ready, total, restarts } = podSummary(pod, 0);
  const isReady = isPodReady(pod);
  const tone = toneOf(pod, status, isReady);
  const state: PodState = {
    status,
    word: tone === 'ready' ? 'Ready' : status || 'Pending',
    tone,
    ready: isReady,
    readyContainers: `${ready}/${total}`,
    restarts,
  };
  known.set(pod, state);
  return state;
}

function allStatuses(pod: Pod): readonly ContainerStatus[] {
  return [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
}

/** The container that is in trouble, with what is known about it. */
function troubled(pod: Pod): ContainerStatus | undefined {
  return allStatuses(pod).find(({ state }) => {
    const reason = state?.waiting?.reason;
    return (reason !== undefined && !pendingWords.has(reason)) || (state?.terminated?.exitCode ?? 0) !== 0;
  });
}

function failureDetail(container: ContainerStatus): string {
  const ended = container.state?.terminated ?? container.lastState?.terminated;
  const waiting = container.state?.waiting;
  if (ended) return `${container.name}: ${ended.reason ?? 'exited'}, exit code ${ended.exitCode}`;
  return waiting?.message ?? waiting?.reason ?? container.name;
}

/** The scheduler's reason without what the card says anyway, and without what it says of preemption. */
function schedulingText(message: string | undefined): string {
  const reasons =
    /^0\/\d+ nodes are available: (.+?)\.?(?: (?:no new claims to deallocate, )?preemption: .*| not found)?$/s.exec(
      message ?? '',
    )?.[1];
  return reasons ?? message ?? 'not scheduled yet';
}

/** One line about what the Pod is busy with or suffers from; empty when its word says it all. */
export function podDetail(pod: Pod, state: PodState): string {
  if (state.tone === 'failing') {
    const container = troubled(pod);
    return container ? failureDetail(container) : (pod.status.message ?? '');
  }
  if (state.tone === 'pending') {
    const scheduled = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
    if (scheduled?.status === 'False') return schedulingText(scheduled.message);
    return pod.spec.nodeName ? '' : 'not scheduled yet';
  }
  if (state.tone === 'waiting') {
    const probing = pod.spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined);
    return probing ? 'readiness probe has not succeeded' : 'containers are not ready';
  }
  return '';
}

const durationText = /back-off (?:(\d+)m)?(?:(\d+)s)?/;

function backOffOf(pod: Pod): Countdown | undefined {
  for (const { state, lastState } of allStatuses(pod)) {
    if (state?.waiting?.reason !== 'CrashLoopBackOff') continue;
    const match = durationText.exec(state.waiting.message ?? '');
    const fromMs = parseTime(lastState?.terminated?.finishedAt ?? '');
    if (!match || fromMs === undefined) continue;
    const seconds = Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
    return { label: 'next try in', fromMs, untilMs: fromMs + seconds * 1000 };
  }
  return undefined;
}

/** The grace period of a deletion, or the time until a crashed container is started again. */
export function podCountdown(pod: Pod): Countdown | undefined {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  if (deletionTimestamp === undefined) return backOffOf(pod);
  const untilMs = parseTime(deletionTimestamp);
  if (untilMs === undefined || deletionGracePeriodSeconds === 0) return undefined;
  return { label: 'grace ends in', fromMs: untilMs - deletionGracePeriodSeconds * 1000, untilMs };
}
