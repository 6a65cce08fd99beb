/**
 * The one-line summary of a Pod that tables, descriptions and the picture show: READY, STATUS, RESTARTS.
 * Models pkg/printers/internalversion/printers.go printPod.
 */

import { humanDuration } from '../lib/human-duration.ts';
import { parseTime } from '../lib/time.ts';
import type { Container, ContainerStateTerminated, ContainerStatus, Pod } from './types.ts';

export interface PodSummary {
  /** Ready containers, sidecars included. */
  readonly ready: number;
  /** Containers that should run: containers and sidecars. */
  readonly total: number;
  /** The STATUS word, for example `Running`, `Init:0/2`, `CrashLoopBackOff`, `Terminating`. */
  readonly status: string;
  readonly restarts: number;
  /** How long ago a container last ended before a restart, for example `12s`; only when `restarts` > 0 and it is known. */
  readonly lastRestartAgo?: string;
}

/** Restarts counted so far, with the moment of the latest of them. */
interface Restarts {
  readonly count: number;
  readonly lastMs: number | undefined;
}

const noRestarts: Restarts = { count: 0, lastMs: undefined };

function addRestarts(restarts: Restarts, status: ContainerStatus): Restarts {
  const finishedAt = status.lastState?.terminated?.finishedAt;
  const finishedMs = finishedAt ? parseTime(finishedAt) : undefined;
  const later = finishedMs !== undefined && (restarts.lastMs === undefined || finishedMs > restarts.lastMs);
  return { count: restarts.count + status.restartCount, lastMs: later ? finishedMs : restarts.lastMs };
}

/** True for a sidecar: an init container that is restarted for as long as the Pod lives. */
export function isSidecar(container: Pick<Container, 'restartPolicy'> | undefined): boolean {
  return container?.restartPolicy === 'Always';
}

function terminatedWord(terminated: ContainerStateTerminated): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

interface InitProgress {
  /** What holds up the initialisation; absent when all init containers are through. */
  readonly status?: string;
  readonly readySidecars: number;
  readonly restarts: Restarts;
  readonly sidecarRestarts: Restarts;
}

function initProgress(pod: Pod): InitProgress {
  const specs = new Map((pod.spec.initContainers ?? []).map((container) => [container.name, container]));
  let progress: InitProgress = { readySidecars: 0, restarts: noRestarts, sidecarRestarts: noRestarts };
  for (const [index, container] of (pod.status.initContainerStatuses ?? []).entries()) {
    const sidecar = isSidecar(specs.get(container.name));
    progress = {
      ...progress,
      restarts: addRestarts(progress.restarts, container),
      sidecarRestarts: sidecar ? addRestarts(progress.sidecarRestarts, container) : progress.sidecarRestarts,
    };
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && container.started) {
      if (container.ready) progress = { ...progress, readySidecars: progress.readySidecars + 1 };
      continue;
    }
    if (terminated) return { ...progress, status: `Init:${terminatedWord(terminated)}` };
    if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      return { ...progress, status: `Init:${waiting.reason}` };
    }
    return { ...progress, status: `Init:${index}/${specs.size}` };
  }
  return progress;
}

function hasCondition(pod: Pod, type: string): boolean {
  return (pod.status.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

/** What the status field says before any container is looked at. */
function baseStatus(pod: Pod): string {
  const gated = (pod.status.conditions ?? []).some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : pod.status.reason || (pod.status.phase ?? '');
}

interface ContainersState {
  readonly status: string;
  readonly ready: number;
  readonly restarts: Restarts;
}

/** Looks at the main containers; of those that are in trouble the first one gives the word. */
function containersState(pod: Pod, start: ContainersState): ContainersState {
  let { status, ready, restarts } = start;
  let hasRunning = false;
  for (const container of [...(pod.status.containerStatuses ?? [])].reverse()) {
    restarts = addRestarts(restarts, container);
    const { waiting, terminated, running } = container.state ?? {};
    if (waiting?.reason) status = waiting.reason;
    else if (terminated) status = terminatedWord(terminated);
    else if (container.ready && running) {
      hasRunning = true;
      ready++;
    }
  }
  if (status === 'Completed' && hasRunning) status = hasCondition(pod, 'Ready') ? 'Running' : 'NotReady';
  return { status, ready, restarts };
}

function deletionStatus(pod: Pod): string | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  if (pod.status.reason === 'NodeLost') return 'Unknown';
  const terminal = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';
  return terminal ? undefined : 'Terminating';
}

/** READY, STATUS and RESTARTS of a Pod as `kubectl get pods` shows them at `nowMs` (epoch ms). */
export function podSummary(pod: Pod, nowMs: number): PodSummary {
  const init = initProgress(pod);
  let state: ContainersState = {
    status: init.status ?? baseStatus(pod),
    ready: init.readySidecars,
    restarts: init.restarts,
  };
  if (init.status === undefined || hasCondition(pod, 'Initialized')) {
    state = containersState(pod, { ...state, restarts: init.sidecarRestarts });
  }
  const { count, lastMs } = state.restarts;
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar).length;
  return {
    ready: state.ready,
    total: pod.spec.containers.length + sidecars,
    status: deletionStatus(pod) ?? state.status,
    restarts: count,
    ...(count > 0 && lastMs !== undefined ? { lastRestartAgo: humanDuration(nowMs - lastMs) } : {}),
  };
}
