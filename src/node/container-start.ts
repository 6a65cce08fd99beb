/** Starting one container: crash back-off, image, configuration, creation, postStart. Models kuberuntime startContainer. */

import type { Container } from '../api/types.ts';
import { formatGoDuration } from '../lib/go-duration.ts';
import { backOffUntil, raiseBackOff } from './backoff.ts';
import { configError } from './container-config.ts';
import { finishExit, planStop } from './container-end.ts';
import { ensureImage, finishPull } from './image-pull.ts';
import { hookOutcome } from './images/hook.ts';
import { processOf } from './images/process.ts';
import { hexOf } from './images/reference.ts';
import { firstProbes } from './probes.ts';
import { draw, note, podFault, runtimeOf, setContainer, specOf, type PodWork } from './pod-work.ts';
import type { ContainerRuntime } from './runtime-state.ts';

/** How long a container lives that the fault `crash` is set for. */
const crashAfterMs = 700;
const configRetryMs = 12_000;

/** True while the kubelet is at work on the container: nothing else is started or reported meanwhile. */
export function isBeingStarted(container: ContainerRuntime): boolean {
  return container.step === 'pulling' || container.step === 'starting' || container.step === 'post-start';
}

/** One attempt to start a container that does not run; what came of it is in its runtime. */
export function startContainer(work: PodWork, name: string): void {
  const container = runtimeOf(work, name);
  const spec = specOf(work.input.pod, container);
  const { nowMs } = work.input;
  if (container.retryAtMs !== undefined && nowMs < container.retryAtMs) return;
  if (waitsForCrashBackOff(work, container)) return;
  if (ensureImage(work, runtimeOf(work, name), spec) === 'present') createContainer(work, name, spec);
}

/** Models kuberuntime_manager.go doBackOff: counted from the container's finish; the first restart is immediate. */
function waitsForCrashBackOff(work: PodWork, container: ContainerRuntime): boolean {
  const { nowMs, timings, pod } = work.input;
  const finishedMs = container.exited?.finishedAtMs;
  if (finishedMs === undefined || container.image !== specOf(pod, container).image) return false;
  const untilMs = backOffUntil(container.crashBackOff, finishedMs, nowMs, timings.crashBackoffMs);
  if (untilMs !== undefined) {
    const { name, namespace, uid } = pod.metadata;
    const delay = formatGoDuration(container.crashBackOff!.delayMs);
    const podName = `${name}_${namespace ?? ''}(${uid})`;
    const event = `Back-off restarting failed container ${container.name} in pod ${podName}`;
    note(work, 'Warning', 'BackOff', event, container);
    const message = `back-off ${delay} restarting failed container=${container.name} pod=${podName}`;
    setContainer(work, container.name, { waiting: { reason: 'CrashLoopBackOff', message }, retryAtMs: untilMs });
    return true;
  }
  if (container.waiting?.reason !== 'ErrImagePull' && container.waiting?.reason !== 'ImagePullBackOff') {
    const crashBackOff = raiseBackOff(container.crashBackOff, finishedMs, nowMs, timings.crashBackoffMs);
    setContainer(work, container.name, { crashBackOff });
  }
  return false;
}

function createContainer(work: PodWork, name: string, spec: Container): void {
  const { nowMs, timings, pod, reader } = work.input;
  const container = runtimeOf(work, name);
  const problem = configError(pod, spec, reader);
  if (problem !== undefined) {
    note(work, 'Warning', 'Failed', `Error: ${problem}`, container);
    setContainer(work, name, {
      step: container.exited ? 'exited' : 'waiting',
      stepEndsMs: undefined,
      waiting: { reason: 'CreateContainerConfigError', message: problem },
      retryAtMs: nowMs + configRetryMs,
    });
    return;
  }
  note(work, 'Normal', 'Created', 'Container created', container);
  setContainer(work, name, {
    step: 'starting',
    stepEndsMs: nowMs + draw(work, timings.containerStartMs),
    retryAtMs: undefined,
  });
}

/** Brings a container that is being started on to its next step, when that is due. */
export function continueStart(work: PodWork, name: string): void {
  const container = runtimeOf(work, name);
  if (!isBeingStarted(container) || container.stepEndsMs === undefined || work.input.nowMs < container.stepEndsMs)
    return;
  const spec = specOf(work.input.pod, container);
  if (container.step === 'pulling') {
    if (finishPull(work, name, spec)) createContainer(work, name, spec);
  } else if (container.step === 'starting') begin(work, name, spec);
  else finishPostStart(work, name, spec);
}

function begin(work: PodWork, name: string, spec: Container): void {
  const { nowMs, pod } = work.input;
  const container = runtimeOf(work, name);
  const process = processOf(spec);
  const restartCount = container.containerId === undefined ? 0 : container.restartCount + 1;
  const containerId = hexOf(`${pod.metadata.uid}/${name}/${restartCount}`, 64);
  const run = {
    containerId,
    restartCount,
    image: spec.image,
    waiting: undefined,
    stepEndsMs: undefined,
    startedAtMs: nowMs,
  };
  const previous = container.exited ?? container.previous;
  if (process.startError !== undefined) {
    note(work, 'Warning', 'Failed', `Error: ${process.startError}`, container);
    setContainer(work, name, { ...run, previous, exited: undefined });
    finishExit(work, name, { atMs: nowMs, exitCode: 128, reason: 'StartError', message: process.startError });
    return;
  }
  note(work, 'Normal', 'Started', 'Container started', container);
  const doomed = container.role === 'main' && podFault(work, 'crash', name);
  const ends = doomed ? { afterMs: crashAfterMs, exitCode: 1 } : process.ends;
  const exit = ends && {
    atMs: nowMs + ends.afterMs,
    exitCode: ends.exitCode,
    reason: ends.exitCode === 0 ? 'Completed' : 'Error',
  };
  const hook = spec.lifecycle?.postStart;
  const postStartMs = hook ? hookOutcome(hook).takesMs : 0;
  setContainer(work, name, {
    ...run,
    step: hook ? 'post-start' : 'running',
    stepEndsMs: hook ? nowMs + postStartMs : undefined,
    previous,
    exited: undefined,
    exit,
    stop: undefined,
    answersAtMs: nowMs + draw(work, process.answersAfterMs),
    probes: firstProbes(work, spec),
    started: spec.startupProbe === undefined,
    ready: spec.startupProbe === undefined && spec.readinessProbe === undefined,
  });
}

function finishPostStart(work: PodWork, name: string, spec: Container): void {
  const container = runtimeOf(work, name);
  setContainer(work, name, { step: 'running', stepEndsMs: undefined });
  if (!spec.lifecycle?.postStart || hookOutcome(spec.lifecycle.postStart).ok) return;
  note(work, 'Warning', 'FailedPostStartHook', 'PostStartHook failed', container);
  note(work, 'Normal', 'Killing', 'FailedPostStartHook', container);
  planStop(work, name, spec, work.input.pod.spec.terminationGracePeriodSeconds ?? 30);
}
