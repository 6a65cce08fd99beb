/** When the kubelet has to look at a container again, and what it waits for, in words. */

import { isBeingStarted } from './container-start.ts';
import { explainImageWait, pullIsDoomed, wakeForPull } from './image-pull.ts';
import { decide, podFault, specOf, wakeAt, type PodWork } from './pod-work.ts';
import type { ContainerRuntime } from './runtime-state.ts';
import { isLooping, type ProcessState } from './shell/process.ts';

/** An end of a container that is further away than this does not keep the cluster from being settled. */
const farMs = 60_000;

/** The next run will end as the last one did. */
function isDoomed(work: PodWork, container: ContainerRuntime): boolean {
  if (container.role === 'main' && podFault(work, 'crash', container.name)) return true;
  const spec = specOf(work.input.pod, container);
  if (container.image !== undefined && container.image !== spec.image) return false;
  return container.exited?.own === true;
}

/** Asks for the plan's next look at the container. What only repeats itself is background. */
export function wakeForContainer(work: PodWork, container: ContainerRuntime): void {
  const { nowMs } = work.input;
  if (isBeingStarted(container)) {
    if (container.stepEndsMs !== undefined) wakeAt(work, container.stepEndsMs);
    return;
  }
  if (container.step === 'running') {
    if (container.exit) wakeAt(work, container.exit.atMs, endsUnnoticed(work, container));
    const { process } = container;
    if (process?.wakeAtMs !== undefined) wakeAt(work, process.wakeAtMs, sleepsUnnoticed(work, container, process));
    return;
  }
  const { retryAtMs, waiting } = container;
  if (retryAtMs === undefined || retryAtMs <= nowMs || work.runtime.termination) return;
  const spec = specOf(work.input.pod, container);
  if (waiting?.reason.includes('Image')) wakeForPull(work, container, spec.image ?? '');
  else if (waiting?.reason === 'CrashLoopBackOff')
    wakeAt(work, retryAtMs, isDoomed(work, container) || pullIsDoomed(work, spec.image ?? ''));
  else wakeAt(work, retryAtMs, waiting !== undefined);
}

/** Its end is far away, or just one more of its kind. */
function endsUnnoticed(work: PodWork, container: ContainerRuntime): boolean {
  if (container.stop || !container.exit) return false;
  if (container.role === 'init') return container.restartCount > 0 && container.exit.exitCode !== 0;
  return container.restartCount > 1 || container.exit.atMs - work.input.nowMs > farMs;
}

/** A loop goes on for ever, unless it is one that an init container waits in. */
function sleepsUnnoticed(work: PodWork, container: ContainerRuntime, process: ProcessState): boolean {
  const { nowMs } = work.input;
  if ((process.wakeAtMs ?? nowMs) - nowMs > farMs || container.restartCount > 1) return true;
  return isLooping(process) && (container.role !== 'init' || nowMs - (container.startedAtMs ?? nowMs) > farMs);
}

/** Says why a container does not run. */
export function explainContainer(work: PodWork, container: ContainerRuntime): void {
  const { name, waiting, retryAtMs, exited } = container;
  const spec = specOf(work.input.pod, container);
  explainImageWait(work, container, spec.image ?? '');
  if (container.step === 'starting' || container.step === 'post-start') {
    decide(work, 'waits', 'StartingContainer', `container ${name} is being started.`);
  }
  const until = retryAtMs === undefined ? {} : { untilMs: retryAtMs };
  if (waiting?.reason === 'CrashLoopBackOff') {
    const code = exited ? ` (its last run ended with exit code ${exited.exitCode})` : '';
    decide(work, 'waits', 'CrashLoopBackOff', `container ${name} is restarted after a back-off${code}.`, until);
  } else if (waiting?.reason === 'CreateContainerConfigError') {
    decide(work, 'waits', waiting.reason, `container ${name} cannot be created: ${waiting.message ?? ''}.`, until);
  }
}
