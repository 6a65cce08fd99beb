/** Starting one container: crash back-off, image, configuration, creation, postStart. Models kuberuntime startContainer. */

import type { Container, LifecycleHandler } from '../api/types.ts';
import { formatGoDuration } from '../lib/go-duration.ts';
import { backOffUntil, raiseBackOff } from './backoff.ts';
import { configError } from './container-config.ts';
import { finishExit, planStop } from './container-end.ts';
import { runHook, runMain } from './container-process.ts';
import { ensureImage, finishPull } from './image-pull.ts';
import { imageKind } from './images/image-kind.ts';
import { commandLineOf, processOf } from './images/process.ts';
import { programNames } from './images/program-sets.ts';
import { hexOf, parseImageReference } from './images/reference.ts';
import { firstProbes } from './probes.ts';
import { draw, isMeantToEnd, note, podFault, runtimeOf, setContainer, specOf, type PodWork } from './pod-work.ts';
import type { ContainerRuntime } from './runtime-state.ts';
import { isTrustedProgram, processOutcome } from './trusted-program.ts';

/** How long a container lives that the fault `crash` is set for. */
const crashAfterMs = 700;
const configRetryMs = 12_000;
/** A hook that never ends holds the container back for ever, or nearly. */
const endlessMs = 1e12;

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
  else setContainer(work, name, { step: 'running', stepEndsMs: undefined });
}

function begin(work: PodWork, name: string, spec: Container): void {
  const { nowMs, pod } = work.input;
  const container = runtimeOf(work, name);
  const restartCount = container.containerId === undefined ? 0 : container.restartCount + 1;
  const containerId = hexOf(`${pod.metadata.uid}/${name}/${restartCount}`, 64);
  const previous = container.exited ?? container.previous;
  const fresh = { containerId, restartCount, image: spec.image, startedAtMs: nowMs, previous, exited: undefined };
  setContainer(work, name, { ...fresh, waiting: undefined, stepEndsMs: undefined, stop: undefined, exit: undefined });
  forgetOldRuns(work, name, restartCount);
  const started = hasMainToRun(spec) ? runMain(work, spec) : undefined;
  const isTrusted = isTrustedProgram(work, spec);
  if (started?.error !== undefined && !isTrusted) return failStart(work, name, started.error);
  note(work, 'Normal', 'Started', 'Container started', container);
  const { endsWith, answersAfterMs } = processOf(spec);
  const doomed = container.role === 'main' && podFault(work, 'crash', name);
  const hook = spec.lifecycle?.postStart;
  const answersAtMs = nowMs + draw(work, answersAfterMs);
  const isOver = isMeantToEnd(work, container) && isUnknownProgram(spec);
  setContainer(work, name, {
    step: 'running',
    ...(endsWith === undefined ? {} : { exit: { atMs: nowMs, exitCode: endsWith, reason: 'Completed', own: true } }),
    ...(started?.state ? processOutcome(work, spec, started.state) : {}),
    ...(started?.error !== undefined && container.role === 'init'
      ? { exit: { atMs: nowMs, exitCode: 0, reason: 'Completed', own: true } }
      : {}),
    ...(isOver ? { exit: { atMs: answersAtMs, exitCode: 0, reason: 'Completed', own: true } } : {}),
    ...(doomed ? { exit: { atMs: nowMs + crashAfterMs, exitCode: 1, reason: 'Error' } } : {}),
    answersAtMs,
    probes: firstProbes(work, spec),
    started: spec.startupProbe === undefined,
    ready: spec.startupProbe === undefined && spec.readinessProbe === undefined,
  });
  if (hook) beginPostStart(work, name, spec, hook);
}

/** True when what runs is the own program of an image that nobody knows. */
function isUnknownProgram(spec: Container): boolean {
  const image = spec.image ?? '';
  const { path = image, tag = 'latest' } = parseImageReference(image) ?? {};
  return commandLineOf(spec) === undefined && programNames(path, tag).kind === 'other';
}

/** Servers that lay out their data before they start. */
const serversWithData = ['mysql', 'mariadb', 'cassandra'];

/** False when the main process is just the image's own server, of which nothing has to be run to know it. */
function hasMainToRun(spec: Container): boolean {
  const image = spec.image ?? '';
  return (
    commandLineOf(spec) !== undefined || serversWithData.includes(imageKind(parseImageReference(image)?.path ?? image))
  );
}

/** Files and log of the run before stay for `logs --previous`; older ones go. */
function forgetOldRuns(work: PodWork, name: string, restartCount: number): void {
  const { storage, podKey } = work.input;
  if (restartCount >= 2) storage.drop(`pod/${podKey}/container/${name}/${restartCount - 2}/`);
}

function failStart(work: PodWork, name: string, error: string): void {
  note(work, 'Warning', 'Failed', `Error: ${error}`, runtimeOf(work, name));
  finishExit(work, name, { atMs: work.input.nowMs, exitCode: 128, reason: 'StartError', message: error, own: true });
  setContainer(work, name, { waiting: { reason: 'RunContainerError', message: error } });
}

/** While the hook runs, the container runs but is not reported; when it fails, the container is killed. */
function beginPostStart(work: PodWork, name: string, spec: Container, hook: LifecycleHandler): void {
  const { takesMs, ok } = runHook(work, spec, hook);
  if (ok) {
    setContainer(work, name, { step: 'post-start', stepEndsMs: work.input.nowMs + Math.min(takesMs, endlessMs) });
    return;
  }
  const container = runtimeOf(work, name);
  note(work, 'Warning', 'FailedPostStartHook', 'PostStartHook failed', container);
  note(work, 'Normal', 'Killing', 'FailedPostStartHook', container);
  planStop(work, name, spec, work.input.pod.spec.terminationGracePeriodSeconds ?? 30);
}
