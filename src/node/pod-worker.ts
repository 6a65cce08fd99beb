/**
 * The plan for one Pod on its node: what happens next, what is reported, what is said. Pure: all it knows is in its
 * input, all it does is in its result. Models pkg/kubelet kubelet.go SyncPod, SyncTerminatingPod and SyncTerminatedPod.
 */

import type { EventDraft } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { PodStatus } from '../api/types.ts';
import { finishExit, planStop } from './container-end.ts';
import { continueProcess } from './container-process.ts';
import { continueStart, isBeingStarted, startContainer } from './container-start.ts';
import { isSidecar } from './container-status.ts';
import { explainContainer, explainReadinessGates, wakeForContainer } from './container-wait.ts';
import {
  decide,
  note,
  podFault,
  runtimeOf,
  setContainer,
  specOf,
  wakeAt,
  type PodPlanInput,
  type PodWork,
} from './pod-work.ts';
import { prepareSandbox } from './pod-sandbox.ts';
import { explainProbes, runProbes } from './probes.ts';
import type { CachedImage, ContainerRuntime, NodeRuntime, PodRuntime } from './runtime-state.ts';
import { isTerminalPhase, podStatusOf } from './status.ts';
import { allStopped, continueTermination, finishTermination, noticeTermination } from './termination.ts';

export interface PodPlan {
  /** What runs afterwards; undefined when nothing is left of the Pod on its node. */
  readonly runtime: PodRuntime | undefined;
  readonly node: NodeRuntime;
  readonly pulled: ReadonlyMap<string, CachedImage>;
  /** The status to be stored, when it is time to report one. */
  readonly status: PodStatus | undefined;
  /** The object is to be deleted with grace period 0. */
  readonly remove: boolean;
  readonly events: readonly EventDraft[];
  readonly decisions: readonly Decision[];
  readonly wakeMs: number | undefined;
  readonly background: boolean;
}

/** Plans what the kubelet does with a Pod that is bound to its node (or still runs there). */
export function planPod(input: PodPlanInput): PodPlan {
  const work: PodWork = {
    input,
    runtime: input.runtime ? { ...input.runtime, pod: input.pod } : accept(input),
    node: input.node,
    pulled: new Map(),
    events: [],
    decisions: [],
    wakeMs: undefined,
    foreground: false,
  };
  noticeTermination(work);
  for (const { name } of work.runtime.containers) observe(work, name);
  let remove = false;
  let terminal = isTerminalPhase(input.pod.status.phase);
  if (work.runtime.termination) {
    continueTermination(work);
    if (allStopped(work.runtime)) {
      terminal = true;
      remove = finishTermination(work);
    }
  } else if (!terminal) {
    advance(work);
    terminal = isDone(work);
  }
  for (const container of work.runtime.containers) {
    wakeForContainer(work, container);
    if (container.step === 'running' && !container.stop) explainProbes(work, container);
  }
  if (!work.runtime.termination) explainReadinessGates(work);
  const forgotten = input.gone && terminal && allStopped(work.runtime);
  return {
    runtime: forgotten ? undefined : work.runtime,
    node: work.node,
    pulled: work.pulled,
    status: isReportDue(work) ? report(work, terminal) : undefined,
    remove,
    events: work.events,
    decisions: work.decisions,
    wakeMs: work.wakeMs,
    background: !work.foreground,
  };
}

function report(work: PodWork, terminal: boolean): PodStatus {
  const { pod, hostIP, nowMs } = work.input;
  return podStatusOf({ pod, runtime: work.runtime, hostIP, terminal: terminal && allStopped(work.runtime), nowMs });
}

/** While the kubelet is at work on a Pod it reports nothing: its worker comes to that when it is through. */
function isReportDue(work: PodWork): boolean {
  const { gone, runtime: before, pod } = work.input;
  if (gone) return false;
  if (!before) return !isTerminalPhase(pod.status.phase);
  const { termination, containers } = work.runtime;
  if (!termination) return !containers.some(isBeingStarted);
  return (
    allStopped(work.runtime) || !containers.some(({ exited }) => (exited?.finishedAtMs ?? 0) >= termination.sinceMs)
  );
}

function accept(input: PodPlanInput): PodRuntime {
  const { pod, nowMs } = input;
  const fresh = (name: string, role: ContainerRuntime['role']): ContainerRuntime => ({
    name,
    role,
    step: 'waiting',
    restartCount: 0,
    probes: {},
    started: false,
    ready: false,
  });
  return {
    pod,
    acceptedAtMs: nowMs,
    mounts: { done: false, attempts: 0, sinceMs: nowMs },
    containers: [
      ...(pod.spec.initContainers ?? []).map((spec) => fresh(spec.name, isSidecar(spec) ? 'sidecar' : 'init')),
      ...pod.spec.containers.map((spec) => fresh(spec.name, 'main')),
    ],
  };
}

/** Lets what is due at a container happen: steps of its start, its end, its probes. */
function observe(work: PodWork, name: string): void {
  continueStart(work, name);
  const container = runtimeOf(work, name);
  const { nowMs } = work.input;
  if (container.step !== 'running') return;
  if (container.process) continueProcess(work, specOf(work.input.pod, container));
  if (container.role === 'main' && !container.stop && podFault(work, 'crash', name)) hastenCrash(work, container);
  const { exit } = runtimeOf(work, name);
  if (exit && exit.atMs <= nowMs) finishExit(work, name, exit);
  else runProbes(work, name);
}

/** A crash that was asked for while the container already runs happens at once. */
function hastenCrash(work: PodWork, container: ContainerRuntime): void {
  const { nowMs } = work.input;
  if (container.exit && container.exit.atMs <= nowMs + 1000) return;
  setContainer(work, container.name, { exit: { atMs: nowMs, exitCode: 1, reason: 'Error' } });
}

/** Starts what is to be started next. */
function advance(work: PodWork): void {
  if (!prepareSandbox(work)) return;
  replaceChanged(work);
  if (!runInitContainers(work)) return;
  for (const { name, role } of work.runtime.containers) {
    if (role !== 'main') continue;
    if (needsStart(work, runtimeOf(work, name))) startContainer(work, name);
    const container = runtimeOf(work, name);
    if (container.step !== 'running') explainContainer(work, container);
    // One after the other: the next container is not touched before this one has been started.
    if (isBeingStarted(container)) return;
  }
}

/** A container whose image was changed in the spec is stopped, and started again with the new one. */
function replaceChanged(work: PodWork): void {
  for (const container of work.runtime.containers) {
    if (container.role === 'init' || container.step !== 'running' || container.stop) continue;
    const spec = specOf(work.input.pod, container);
    if (spec.image === container.image) continue;
    const { name } = container;
    note(work, 'Normal', 'Killing', `Container ${name} definition changed, will be restarted`, container);
    planStop(work, name, spec, work.input.pod.spec.terminationGracePeriodSeconds ?? 30);
  }
}

/** True when the main containers may start: all init containers have succeeded, all sidecars have started. */
function runInitContainers(work: PodWork): boolean {
  const begun = work.runtime.containers.some(({ role, containerId }) => role === 'main' && containerId !== undefined);
  for (const { name, role } of work.runtime.containers) {
    if (role === 'main') break;
    if (begun && role === 'init') continue;
    const container = runtimeOf(work, name);
    if (needsStart(work, container)) startContainer(work, name);
    const now = runtimeOf(work, name);
    const passed = role === 'sidecar' ? now.step === 'running' && now.started : now.exited?.exitCode === 0;
    if (passed) {
      if (wait(work, now)) return false;
      continue;
    }
    if (now.step === 'running') {
      decide(
        work,
        'waits',
        'InitContainerRunning',
        `${work.input.pod.metadata.name} initializes: init container ${name} is running.`,
      );
    } else explainContainer(work, now);
    if (!begun) return false;
  }
  return true;
}

/** The kubelet takes a moment to notice that an init container has ended. */
function wait(work: PodWork, container: ContainerRuntime): boolean {
  if (container.role !== 'init' || (container.retryAtMs ?? 0) <= work.input.nowMs) return false;
  wakeAt(work, container.retryAtMs!);
  return true;
}

/** Models kubecontainer.ShouldContainerBeRestarted. */
export function needsStart(work: PodWork, container: ContainerRuntime): boolean {
  if (container.step === 'waiting') return true;
  if (container.step !== 'exited' || !container.exited) return false;
  const spec = specOf(work.input.pod, container);
  if (container.role === 'sidecar') return true;
  if (container.image !== spec.image && container.role === 'main') return true;
  const { exitCode } = container.exited;
  if (container.role === 'init') return exitCode !== 0 && policyOf(work, container) !== 'Never';
  return policyOf(work, container) === 'Always' || (policyOf(work, container) === 'OnFailure' && exitCode !== 0);
}

function policyOf(work: PodWork, container: ContainerRuntime): string {
  const { pod } = work.input;
  return specOf(pod, container).restartPolicy ?? pod.spec.restartPolicy ?? 'Always';
}

/** Everything has ended for good; sidecars that are left over are stopped. */
function isDone(work: PodWork): boolean {
  const initFailed = work.runtime.containers.some(
    (container) =>
      container.role === 'init' &&
      container.step === 'exited' &&
      container.exited?.exitCode !== 0 &&
      !needsStart(work, container),
  );
  const main = work.runtime.containers.filter(({ role }) => role === 'main');
  if (!initFailed && main.some((container) => container.step !== 'exited' || needsStart(work, container))) return false;
  for (const container of work.runtime.containers) {
    if (container.role !== 'sidecar' || container.step !== 'running' || container.stop) continue;
    note(work, 'Normal', 'Killing', `Stopping container ${container.name}`, container);
    planStop(
      work,
      container.name,
      specOf(work.input.pod, container),
      work.input.pod.spec.terminationGracePeriodSeconds ?? 30,
    );
  }
  return allStopped(work.runtime);
}
