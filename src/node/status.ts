/** The status that a kubelet reports of a Pod. Models pkg/kubelet kubelet_pods.go generateAPIPodStatus and getPhase. */

import type { Container, ContainerStatus, Pod, PodStatus } from '../api/types.ts';
import { formatTime } from '../lib/time.ts';
import { podConditions } from './conditions.ts';
import { anyMainStarted, containerStatusOf, isSidecar, noTime } from './container-status.ts';
import type { PodRuntime } from './runtime-state.ts';

export interface StatusInput {
  readonly pod: Pod;
  readonly runtime: PodRuntime;
  readonly hostIP: string;
  /** All containers have ended for good: the phase becomes Succeeded or Failed. */
  readonly terminal: boolean;
  readonly nowMs: number;
}

/** The whole status to be stored. Conditions that belong to others are kept. */
export function podStatusOf(input: StatusInput): PodStatus {
  const { pod, runtime, hostIP, nowMs } = input;
  const initContainers = pod.spec.initContainers ?? [];
  let init = initContainers.map((container) => containerStatusOf(pod, container, runtime));
  let main = pod.spec.containers.map((container) => containerStatusOf(pod, container, runtime));
  let phase = phaseOf(pod, init, main, input.terminal);
  if (isTerminalPhase(pod.status.phase)) phase = pod.status.phase!;
  if (runtime.termination?.reason !== undefined) phase = 'Failed';
  if (input.terminal) {
    if (hasInitialized(initContainers, init, main)) main = main.map(unlocated);
    init = unlocatedInit(init);
    if (!isTerminalPhase(phase)) phase = 'Failed';
  }
  const ip = pod.spec.hostNetwork ? hostIP : podIpOf(runtime, nowMs);
  const reason = runtime.termination?.reason ?? pod.status.reason;
  const message = runtime.termination?.message ?? pod.status.message;
  const sorted = main.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    ...kept(pod.status),
    ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }),
    phase,
    conditions: podConditions({ pod, init, main, phase, sandboxReady: sandboxReady(runtime, nowMs), nowMs }),
    ...(message === undefined ? {} : { message }),
    ...(reason === undefined ? {} : { reason }),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(ip === undefined
      ? {}
      : { podIP: ip, podIPs: [ip, ...(runtime.sandbox?.otherIps ?? [])].map((one) => ({ ip: one })) }),
    startTime: pod.status.startTime ?? formatTime(runtime.acceptedAtMs),
    ...(init.length > 0 ? { initContainerStatuses: init } : {}),
    containerStatuses: sorted,
  };
}

/** What of the stored status is not the kubelet's to say. */
function kept(status: PodStatus): Partial<PodStatus> {
  const { qosClass, nominatedNodeName, resourceClaimStatuses, resize } = status;
  return {
    ...(qosClass === undefined ? {} : { qosClass }),
    ...(nominatedNodeName === undefined ? {} : { nominatedNodeName }),
    ...(resourceClaimStatuses === undefined ? {} : { resourceClaimStatuses }),
    ...(resize === undefined ? {} : { resize }),
  };
}

function sandboxReady(runtime: PodRuntime, nowMs: number): boolean {
  if (!runtime.sandbox || nowMs < runtime.sandbox.readyAtMs) return false;
  return runtime.termination === undefined || !runtime.containers.every((container) => container.step === 'exited');
}

function podIpOf(runtime: PodRuntime, nowMs: number): string | undefined {
  return runtime.sandbox && nowMs >= runtime.sandbox.readyAtMs ? runtime.sandbox.ip : undefined;
}

export function isTerminalPhase(phase: string | undefined): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Models kubelet_pods.go getPhase. */
export function phaseOf(
  pod: Pod,
  init: readonly ContainerStatus[],
  main: readonly ContainerStatus[],
  terminal: boolean,
): string {
  const restartPolicy = pod.spec.restartPolicy ?? 'Always';
  const { pending, failed } = initProgress(pod, init);
  const count = { running: 0, waiting: 0, stopped: 0, succeeded: 0 };
  (pod.spec.initContainers ?? []).forEach((container, index) => {
    const status = init[index]!;
    if (!isSidecar(container)) return;
    if (status.state?.running) count.running++;
    else if (status.state?.waiting && !status.lastState?.terminated) count.waiting++;
  });
  for (const status of main) {
    if (status.state?.running) count.running++;
    else if (status.state?.terminated) {
      count.stopped++;
      if (status.state.terminated.exitCode === 0) count.succeeded++;
    } else if (status.lastState?.terminated) count.stopped++;
    else count.waiting++;
  }
  if (failed && restartPolicy === 'Never') return 'Failed';
  if ((pending && !anyMainStarted(main)) || count.waiting > 0) return 'Pending';
  if (count.running > 0) return 'Running';
  if (count.stopped === 0) return 'Pending';
  if (terminal) return count.stopped === count.succeeded ? 'Succeeded' : 'Failed';
  if (restartPolicy === 'Always') return 'Running';
  if (count.stopped === count.succeeded) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/** Whether init containers are still to be run, and whether one has failed. */
function initProgress(pod: Pod, init: readonly ContainerStatus[]): { pending: boolean; failed: boolean } {
  let pending = false;
  let failed = false;
  (pod.spec.initContainers ?? []).forEach((container, index) => {
    const { state, lastState, started } = init[index]!;
    if (isSidecar(container)) {
      if (state?.running ? started !== true : state?.waiting && !lastState?.terminated) pending = true;
      return;
    }
    const ended = state?.terminated ?? (state?.waiting ? lastState?.terminated : undefined);
    if (!ended) pending = true;
    else if (ended.exitCode !== 0) failed = true;
  });
  return { pending, failed };
}

const lost = {
  terminated: {
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
    startedAt: noTime,
    finishedAt: noTime,
  },
};

function unlocated(status: ContainerStatus): ContainerStatus {
  return status.state?.terminated ? status : { ...status, state: lost };
}

/** All but the last init containers that never ran count as failed. Models status_manager.go initializedContainers. */
function unlocatedInit(init: readonly ContainerStatus[]): ContainerStatus[] {
  const last = init.findLastIndex(({ state, lastState }) => !state?.waiting || lastState?.terminated);
  return init.map((status, index) => (index <= Math.max(last, 0) ? unlocated(status) : status));
}

/** Models status_manager.go hasPodInitialized. */
function hasInitialized(
  specs: readonly Container[],
  init: readonly ContainerStatus[],
  main: readonly ContainerStatus[],
): boolean {
  if (init.length === 0 || anyMainStarted(main)) return true;
  const status = init.at(-1)!;
  if (isSidecar(specs.at(-1)!)) return status.state?.running !== undefined && status.started === true;
  return status.state?.terminated?.exitCode === 0 || status.lastState?.terminated?.exitCode === 0;
}
