/**
 * A Pod that runs already when its node is seen for the first time, on the word of its status: its containers go on as
 * they are. Files, logs and processes of the time before are not known.
 */

import type { Container, ContainerStateTerminated, ContainerStatus, Pod } from '../api/types.ts';
import { withFields } from '../lib/sharing.ts';
import { parseTime } from '../lib/time.ts';
import { bareContainerId, isSidecar } from './container-status.ts';
import type {
  ContainerRole,
  ContainerRuntime,
  PodRuntime,
  ProbeRuntime,
  SeenContainer,
  Termination,
} from './runtime-state.ts';

/** What runs of the Pod; undefined for one that its node has not touched. */
export function adoptPod(pod: Pod, nowMs: number): PodRuntime | undefined {
  const { startTime, podIP, podIPs = [], hostIP } = pod.status;
  if (!pod.spec.nodeName || startTime === undefined) return undefined;
  const acceptedAtMs = parseTime(startTime) ?? nowMs;
  const ip = podIP ?? (pod.spec.hostNetwork ? hostIP : undefined);
  const otherIps = podIPs.map((entry) => entry.ip ?? '').filter((other) => other !== '' && other !== ip);
  const { initContainers = [], containers } = pod.spec;
  return {
    pod,
    acceptedAtMs,
    mounts: { done: ip !== undefined, attempts: 0, sinceMs: nowMs },
    ...(ip === undefined
      ? {}
      : { sandbox: { readyAtMs: acceptedAtMs, ip, ...(otherIps.length > 0 ? { otherIps } : {}) } }),
    containers: [
      ...initContainers.map((spec) =>
        adoptContainer(spec, isSidecar(spec) ? 'sidecar' : 'init', pod.status.initContainerStatuses, nowMs),
      ),
      ...containers.map((spec) => adoptContainer(spec, 'main', pod.status.containerStatuses, nowMs)),
    ],
  };
}

function adoptContainer(
  spec: Container,
  role: ContainerRole,
  statuses: readonly ContainerStatus[] = [],
  nowMs: number,
): ContainerRuntime {
  const status = statuses.find(({ name }) => name === spec.name);
  const fresh = { name: spec.name, role, restartCount: 0, probes: {}, started: false, ready: false };
  if (!status) return { ...fresh, step: 'waiting' };
  const { state = {}, lastState, restartCount = 0 } = status;
  const previous = terminationOf(lastState?.terminated);
  const run = {
    ...fresh,
    restartCount,
    ...(status.containerID ? { containerId: bareContainerId(status.containerID)!, image: spec.image ?? '' } : {}),
    seen: seenOf(status),
  };
  if (state.running) {
    const startedAtMs = parseTime(state.running.startedAt ?? '') ?? nowMs;
    const started = status.started ?? true;
    return {
      ...run,
      step: 'running',
      startedAtMs,
      answersAtMs: startedAtMs,
      started,
      ready: status.ready,
      probes: adoptProbes(spec, startedAtMs, { started, ready: status.ready }),
      ...(previous ? { previous } : {}),
    };
  }
  const exited = terminationOf(state.terminated) ?? previous;
  const waiting = state.waiting?.reason;
  const message = state.waiting?.message;
  const isKnown = waiting !== undefined && !['ContainerCreating', 'PodInitializing'].includes(waiting);
  const delayMs = backOffMs(message ?? '');
  return {
    ...run,
    step: exited ? 'exited' : 'waiting',
    ...(isKnown ? { waiting: { reason: waiting, ...(message === undefined ? {} : { message }) } } : {}),
    ...(exited ? { exited } : {}),
    ...(state.terminated && previous ? { previous } : {}),
    ...(waiting === 'CrashLoopBackOff'
      ? { crashBackOff: { delayMs, updatedMs: nowMs }, retryAtMs: nowMs + delayMs }
      : {}),
  };
}

/** `back-off 1m20s restarting failed container=…`; the first delay where it does not say. */
function backOffMs(message: string): number {
  const [, minutes = '0', seconds] = /back-off (?:(\d+)m)?(\d+)s/.exec(message) ?? [];
  return seconds === undefined ? 10_000 : (Number(minutes) * 60 + Number(seconds)) * 1000;
}

function seenOf(status: ContainerStatus): SeenContainer {
  const { containerID, image, imageID, user, volumeMounts, resources, allocatedResources } = status;
  return withFields<SeenContainer>(
    {},
    { containerID, image, imageID, user, volumeMounts, resources, allocatedResources },
  );
}

function terminationOf(state: ContainerStateTerminated | undefined): Termination | undefined {
  if (!state) return undefined;
  const startedAtMs = parseTime(state.startedAt ?? '');
  const finishedAtMs = parseTime(state.finishedAt ?? '');
  return {
    exitCode: state.exitCode,
    reason: state.reason ?? 'Error',
    ...(state.message === undefined ? {} : { message: state.message }),
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(finishedAtMs === undefined ? {} : { finishedAtMs }),
    ...(state.containerID === undefined ? {} : { containerId: bareContainerId(state.containerID)! }),
    own: true,
  };
}

/** Probes that have passed say nothing until they would fail; the others go on at their next tick. */
function adoptProbes(
  spec: Container,
  startedAtMs: number,
  { started, ready }: { readonly started: boolean; readonly ready: boolean },
): ContainerRuntime['probes'] {
  const tick = (delaySeconds = 0): number => startedAtMs + delaySeconds * 1000;
  const passed = (firstMs: number): ProbeRuntime => ({ firstMs, result: 'success', run: 1, lastOutcome: 'success' });
  const open = (firstMs: number, result: ProbeRuntime['result']): ProbeRuntime => ({
    firstMs,
    nextMs: firstMs,
    result,
    run: 0,
  });
  const { startupProbe, readinessProbe, livenessProbe } = spec;
  return {
    ...(startupProbe
      ? {
          startup: started
            ? passed(tick(startupProbe.initialDelaySeconds))
            : open(tick(startupProbe.initialDelaySeconds), 'unknown'),
        }
      : {}),
    ...(readinessProbe
      ? {
          readiness: ready
            ? passed(tick(readinessProbe.initialDelaySeconds))
            : open(tick(readinessProbe.initialDelaySeconds), 'failure'),
        }
      : {}),
    ...(livenessProbe
      ? {
          liveness: started
            ? passed(tick(livenessProbe.initialDelaySeconds))
            : open(tick(livenessProbe.initialDelaySeconds), 'success'),
        }
      : {}),
  };
}
