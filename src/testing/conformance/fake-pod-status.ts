/** What the recordings' stand-in kubelet writes to a Pod's status, one transition at a time (conformance README, "The fake kubelet"). */

import type { Container, ContainerState, ContainerStatus, Pod, PodCondition, PodStatus } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';

export type PodTransition =
  | 'creating'
  | 'running'
  | 'ready'
  | 'notReady'
  | 'crash'
  | 'errImagePull'
  | 'imagePullBackOff'
  | 'failed'
  | 'succeeded';

export interface TransitionOptions {
  readonly nowMs: number;
  /** Addresses of the Pod and its node. */
  readonly podIP: string;
  readonly hostIP: string;
  readonly reason?: string;
  readonly message?: string;
}

const phases: Readonly<Record<PodTransition, string>> = {
  creating: 'Pending',
  errImagePull: 'Pending',
  imagePullBackOff: 'Pending',
  running: 'Running',
  ready: 'Running',
  notReady: 'Running',
  crash: 'Running',
  failed: 'Failed',
  succeeded: 'Succeeded',
};

const waitingReasons: Partial<Readonly<Record<PodTransition, string>>> = {
  creating: 'ContainerCreating',
  errImagePull: 'ErrImagePull',
  imagePullBackOff: 'ImagePullBackOff',
  crash: 'CrashLoopBackOff',
};

/** The status of `pod` after the transition. */
export function statusAfter(pod: Pod, transition: PodTransition, options: TransitionOptions): PodStatus {
  const { nowMs, podIP, hostIP, reason, message } = options;
  const phase = phases[transition];
  const before = pod.status;
  return {
    ...before,
    observedGeneration: pod.metadata.generation ?? 1,
    phase,
    conditions: conditionsAfter(pod, transition, nowMs),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(transition !== 'creating' ? { podIP: before.podIP ?? podIP, podIPs: before.podIPs ?? [{ ip: podIP }] } : {}),
    startTime: before.startTime ?? formatTime(nowMs),
    containerStatuses: pod.spec.containers.map((container) => containerAfter(pod, container, transition, nowMs)),
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  };
}

function containerAfter(pod: Pod, container: Container, transition: PodTransition, nowMs: number): ContainerStatus {
  const before = pod.status.containerStatuses?.find(({ name }) => name === container.name);
  const running = phases[transition] === 'Running' && transition !== 'crash';
  const crashed = transition === 'crash';
  // A container that crashes before it was seen running has no id yet.
  const known = crashed ? before?.containerID !== undefined : running || phases[transition] !== 'Pending';
  return {
    name: container.name,
    image: container.image ?? '',
    imageID: known ? 'sha256:0000' : '',
    ...(known ? { containerID: 'containerd://0000' } : {}),
    ready: transition === 'ready',
    restartCount: (before?.restartCount ?? 0) + (crashed ? 1 : 0),
    started: running,
    state: stateAfter(before?.state, transition, nowMs),
    lastState: crashed ? { terminated: termination(1, 'Error', nowMs) } : (before?.lastState ?? {}),
  };
}

function stateAfter(before: ContainerState | undefined, transition: PodTransition, nowMs: number): ContainerState {
  const waiting = waitingReasons[transition];
  if (waiting) return { waiting: { reason: waiting } };
  if (transition === 'failed') return { terminated: termination(1, 'Error', nowMs) };
  if (transition === 'succeeded') return { terminated: termination(0, 'Completed', nowMs) };
  return { running: before?.running ?? { startedAt: formatTime(nowMs) } };
}

function termination(exitCode: number, reason: string, nowMs: number): NonNullable<ContainerState['terminated']> {
  const now = formatTime(nowMs);
  return { exitCode, reason, startedAt: now, finishedAt: now };
}

function conditionsAfter(pod: Pod, transition: PodTransition, nowMs: number): readonly PodCondition[] {
  const ready = transition === 'ready';
  const ended = phases[transition] === 'Failed' || phases[transition] === 'Succeeded';
  const unready = {
    reason: ended ? (transition === 'failed' ? 'PodFailed' : 'PodCompleted') : 'ContainersNotReady',
    ...(ended
      ? {}
      : { message: `containers with unready status: [${pod.spec.containers.map(({ name }) => name).join(' ')}]` }),
  };
  const readiness = ready ? { status: 'True' } : { status: 'False', ...unready };
  const findings: readonly (Pick<PodCondition, 'type' | 'status'> & Partial<PodCondition>)[] = [
    { type: 'PodReadyToStartContainers', status: transition === 'creating' || ended ? 'False' : 'True' },
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', ...readiness },
    { type: 'ContainersReady', ...readiness },
    { type: 'PodScheduled', status: 'True' },
  ];
  const before = pod.status.conditions ?? [];
  const foreign = before.filter(({ type }) => !findings.some((finding) => finding.type === type));
  const ours = findings.map((finding): PodCondition => {
    const old = before.find(({ type }) => type === finding.type);
    const same = old?.status === finding.status && old.lastTransitionTime;
    return {
      lastProbeTime: null as unknown as string,
      ...finding,
      observedGeneration: pod.metadata.generation ?? 1,
      lastTransitionTime: same || formatTime(nowMs),
    };
  });
  return [...foreign, ...ours];
}
