/** How runs of containers end: by themselves, or told to by preStop, SIGTERM and SIGKILL. Models kuberuntime killContainer. */

import type { Container } from '../api/types.ts';
import { hookOutcome } from './images/hook.ts';
import { processOf } from './images/process.ts';
import { draw, note, runtimeOf, setContainer, type PodWork } from './pod-work.ts';
import type { PlannedExit } from './runtime-state.ts';

/** What is left for SIGTERM when preStop has used up the grace period. */
const minimumGraceMs = 2000;
/** From a container's end to the kubelet noticing and acting on it. */
const noticeMs = { minMs: 300, maxMs: 900 };

/** Lets a run end now: the container is `exited`, and is not started again before the kubelet has taken notice. */
export function finishExit(work: PodWork, name: string, exit: PlannedExit): void {
  const container = runtimeOf(work, name);
  const { exitCode, reason, message, atMs } = exit;
  setContainer(work, name, {
    step: 'exited',
    exited: {
      exitCode,
      reason,
      ...(message === undefined ? {} : { message }),
      startedAtMs: container.startedAtMs ?? atMs,
      finishedAtMs: atMs,
      ...(container.containerId === undefined ? {} : { containerId: container.containerId }),
    },
    exit: undefined,
    stop: undefined,
    waiting: undefined,
    stepEndsMs: undefined,
    probes: {},
    started: false,
    ready: false,
    retryAtMs: work.input.nowMs + draw(work, noticeMs),
  });
}

/**
 * Begins to stop a running container: preStop, then SIGTERM, at the end of the grace period SIGKILL. A stop under way
 * is only ever made shorter.
 */
export function planStop(work: PodWork, name: string, spec: Container, graceSeconds: number): void {
  const { nowMs, timings } = work.input;
  const container = runtimeOf(work, name);
  const sinceMs = container.stop?.sinceMs ?? nowMs;
  const graceEndMs = nowMs + Math.max(graceSeconds, 1) * 1000;
  if (container.stop && container.stop.killAtMs <= graceEndMs) return;
  const hook = spec.lifecycle?.preStop;
  const outcome = hook && !container.stop ? hookOutcome(hook) : undefined;
  if (outcome && (!outcome.ok || nowMs + outcome.takesMs > graceEndMs)) {
    note(work, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', container);
  }
  const termAtMs = container.stop
    ? Math.min(container.stop.termAtMs, graceEndMs)
    : Math.min(nowMs + (outcome?.takesMs ?? 0), graceEndMs);
  const killAtMs = hook ? Math.max(graceEndMs, termAtMs + minimumGraceMs) : graceEndMs;
  const { termExitCode } = processOf(spec);
  const stopsAtMs = termAtMs + draw(work, timings.containerStopMs);
  const handled = termExitCode !== undefined && stopsAtMs < killAtMs;
  const told: PlannedExit = handled
    ? { atMs: stopsAtMs, exitCode: termExitCode, reason: termExitCode === 0 ? 'Completed' : 'Error' }
    : { atMs: killAtMs, exitCode: 137, reason: 'Error' };
  const own = container.exit;
  setContainer(work, name, {
    stop: { sinceMs, termAtMs, killAtMs },
    exit: own && !container.stop && own.atMs < told.atMs ? own : told,
  });
}
