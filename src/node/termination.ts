/** Ending a Pod: preStop, SIGTERM, grace period, SIGKILL, sidecars last, terminal phase, removal. Models kuberuntime KillPod and pod_workers.go. */

import type { Pod } from '../api/types.ts';
import { isBeingStarted } from './container-start.ts';
import { planStop } from './container-end.ts';
import { containerOf, decide, draw, note, runtimeOf, setContainer, specOf, wakeAt, type PodWork } from './pod-work.ts';
import type { ContainerRuntime, PodRuntime } from './runtime-state.ts';
import { isTerminalPhase } from './status.ts';

/** The grace period now in force for a Pod that is deleted or gone; undefined when it is neither. */
function graceSecondsOf(pod: Pod, gone: boolean): number | undefined {
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  const wanted = pod.spec.terminationGracePeriodSeconds ?? 30;
  if (deletionTimestamp !== undefined) return Math.max(deletionGracePeriodSeconds ?? wanted, 1);
  return gone ? Math.max(wanted, 1) : undefined;
}

/** Notices that the Pod is to end: it was deleted, its object is gone, or its deadline has passed, or somebody declared it ended. */
export function noticeTermination(work: PodWork): void {
  const { pod, gone, nowMs } = work.input;
  const { termination, acceptedAtMs } = work.runtime;
  const graceSeconds = graceSecondsOf(pod, gone);
  if (graceSeconds !== undefined) {
    const shorter = termination !== undefined && graceSeconds < termination.graceSeconds;
    if (termination === undefined) work.runtime = { ...work.runtime, termination: { sinceMs: nowMs, graceSeconds } };
    else if (shorter) work.runtime = { ...work.runtime, termination: { ...termination, graceSeconds } };
    return;
  }
  if (termination || allStopped(work.runtime)) return;
  if (isTerminalPhase(pod.status.phase)) {
    const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
    work.runtime = { ...work.runtime, termination: { sinceMs: nowMs, graceSeconds: grace } };
    return;
  }
  const deadline = pod.spec.activeDeadlineSeconds;
  if (deadline === undefined) return;
  const deadlineMs = acceptedAtMs + deadline * 1000;
  if (nowMs < deadlineMs) {
    wakeAt(work, deadlineMs);
    return;
  }
  const message = 'Pod was active on the node longer than the specified deadline';
  note(work, 'Normal', 'DeadlineExceeded', message);
  work.runtime = {
    ...work.runtime,
    termination: {
      sinceMs: nowMs,
      graceSeconds: pod.spec.terminationGracePeriodSeconds ?? 30,
      reason: 'DeadlineExceeded',
      message,
    },
  };
}

/** No container runs or is being started. */
export function allStopped(runtime: PodRuntime): boolean {
  return runtime.containers.every(({ step }) => step === 'exited' || step === 'waiting');
}

/** Takes the next steps of a termination that was noticed. */
export function continueTermination(work: PodWork): void {
  cancelStarts(work);
  const { graceSeconds = 30, sinceMs = work.input.nowMs } = work.runtime.termination ?? {};
  const remaining = Math.max(graceSeconds - (work.input.nowMs - sinceMs) / 1000, 0);
  const running = work.runtime.containers.filter(({ step }) => step === 'running');
  const first = running.filter(({ role }) => role !== 'sidecar');
  // Sidecars stop one after the other in reverse order, once the others have ended.
  const stopping = first.length > 0 ? first : running.slice(-1);
  for (const container of stopping) stop(work, container, first.length > 0 ? graceSeconds : remaining);
  explain(work, running);
}

function stop(work: PodWork, container: ContainerRuntime, graceSeconds: number): void {
  if (!container.stop) note(work, 'Normal', 'Killing', `Stopping container ${container.name}`, container);
  planStop(work, container.name, specOf(work.input.pod, container), graceSeconds);
}

/** What was being pulled or started is given up. */
function cancelStarts(work: PodWork): void {
  for (const container of work.runtime.containers) {
    if (!isBeingStarted(container)) continue;
    if (container.step === 'post-start') setContainer(work, container.name, { step: 'running', stepEndsMs: undefined });
    else {
      const step = container.exited ? 'exited' : 'waiting';
      setContainer(work, container.name, { step, stepEndsMs: undefined, pull: undefined });
    }
  }
}

function explain(work: PodWork, running: readonly ContainerRuntime[]): void {
  for (const { name } of running) {
    const { stop: under } = runtimeOf(work, name);
    if (!under) continue;
    const hook = work.input.nowMs < under.termAtMs ? 'its preStop hook runs' : 'it was sent SIGTERM';
    const message = `${containerOf(work, name)} is being stopped: ${hook}; at the end of the grace period it is killed.`;
    decide(work, 'waits', 'GracePeriodRunning', message, { untilMs: under.killAtMs });
  }
}

/**
 * After the last container ended: cleans up, and tells when the object may be removed. True when a DELETE with grace
 * period 0 is due.
 */
export function finishTermination(work: PodWork): boolean {
  const { nowMs, timings, pod, gone } = work.input;
  if (work.runtime.removeAtMs === undefined) {
    work.runtime = { ...work.runtime, removeAtMs: nowMs + draw(work, timings.podRemovalMs) };
  }
  const removeAtMs = work.runtime.removeAtMs ?? nowMs;
  if (nowMs < removeAtMs) {
    wakeAt(work, removeAtMs);
    return false;
  }
  return !gone && pod.metadata.deletionTimestamp !== undefined;
}
