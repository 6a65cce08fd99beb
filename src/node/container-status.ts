/** The reported status of one container. Models pkg/kubelet kubelet_pods.go convertToAPIContainerStatuses. */

import { assert } from '../lib/assert.ts';
import type { Container, ContainerState, ContainerStateTerminated, ContainerStatus, Pod } from '../api/types.ts';
import { formatTime } from '../lib/time.ts';
import { fullImageName, imageIdOf, parseImageReference } from './images/reference.ts';
import type { ContainerRuntime, PodRuntime, SeenContainer, Termination } from './runtime-state.ts';

/** An unset time in a field that is always written: Go's zero `metav1.Time` becomes `null`. */
export const noTime = null as unknown as string;

/** True for an init container that keeps running beside the main ones. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/** Models kubecontainer.HasAnyRegularContainerStarted. */
export function anyMainStarted(main: readonly ContainerStatus[]): boolean {
  return main.some(({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated);
}

/** The status of `container`, which must be one of the Pod's init or main containers. */
export function containerStatusOf(pod: Pod, container: Container, pods: PodRuntime): ContainerStatus {
  const runtime = pods.containers.find(({ name }) => name === container.name);
  assert(runtime, `container ${container.name} has no runtime state`);
  const ran = runtime.containerId !== undefined;
  const reference = ran ? parseImageReference(runtime.image ?? '') : undefined;
  const state = stateOf(pod, runtime);
  const last = lastOf(runtime, state);
  const status: ContainerStatus = {
    name: container.name,
    state,
    lastState: last ? { terminated: terminatedState(last) } : {},
    ready: readyOf(runtime),
    restartCount: runtime.restartCount,
    image: reference ? fullImageName(reference) : (container.image ?? ''),
    imageID: reference ? imageIdOf(reference) : '',
    ...(ran ? { containerID: `containerd://${runtime.containerId}` } : {}),
    started: runtime.step === 'running' && runtime.started,
    ...resourcesOf(container, runtime),
    ...mountsOf(container),
    ...(runtime.step === 'running' ? { user: userOf(pod, container) } : {}),
  };
  const { seen } = runtime;
  return seen && bareContainerId(seen.containerID) === runtime.containerId ? asSeen(status, seen) : status;
}

/** `containerd://1a2b…` without what runs it. */
export function bareContainerId(id: string | undefined): string | undefined {
  return id?.replace(/^[\w-]+:\/\//, '');
}

/** A run that began in another cluster keeps what was said of it there. */
function asSeen(status: ContainerStatus, seen: SeenContainer): ContainerStatus {
  const { name, state, lastState, ready, restartCount, image, imageID, started } = status;
  return {
    name,
    ...(state ? { state } : {}),
    ...(lastState ? { lastState } : {}),
    ready,
    restartCount,
    image,
    imageID,
    ...(started === undefined ? {} : { started }),
    ...seen,
  };
}

function stateOf(pod: Pod, runtime: ContainerRuntime): ContainerState {
  if (runtime.step === 'running') {
    return { running: { startedAt: formatTime(runtime.startedAtMs!) } };
  }
  if (runtime.waiting) {
    const { reason, message } = runtime.waiting;
    return { waiting: { ...(message === undefined ? {} : { message }), reason } };
  }
  if (runtime.exited) return { terminated: terminatedState(runtime.exited) };
  const hasInit = (pod.spec.initContainers ?? []).length > 0;
  return { waiting: { reason: hasInit ? 'PodInitializing' : 'ContainerCreating' } };
}

/** A run that ended is the last state as soon as the container waits to be started again, or runs again. */
function lastOf(runtime: ContainerRuntime, state: ContainerState): Termination | undefined {
  return state.terminated ? runtime.previous : (runtime.exited ?? runtime.previous);
}

function terminatedState(ended: Termination): ContainerStateTerminated {
  return {
    exitCode: ended.exitCode,
    reason: ended.reason,
    ...(ended.message === undefined ? {} : { message: ended.message }),
    startedAt: ended.startedAtMs === undefined ? noTime : formatTime(ended.startedAtMs),
    finishedAt: ended.finishedAtMs === undefined ? noTime : formatTime(ended.finishedAtMs),
    ...(ended.containerId === undefined ? {} : { containerID: `containerd://${ended.containerId}` }),
  };
}

/** An init container is ready once it has succeeded. Models prober_manager.go UpdatePodStatus. */
function readyOf(runtime: ContainerRuntime): boolean {
  if (runtime.role === 'init') return runtime.step === 'exited' && runtime.exited?.exitCode === 0;
  return runtime.step === 'running' && runtime.ready;
}

function resourcesOf(container: Container, runtime: ContainerRuntime): Partial<ContainerStatus> {
  if (runtime.step !== 'running') return {};
  const { limits, requests } = container.resources ?? {};
  return {
    ...(requests ? { allocatedResources: requests } : {}),
    resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
  };
}

function mountsOf(container: Container): Partial<ContainerStatus> {
  const mounts = container.volumeMounts ?? [];
  if (mounts.length === 0) return {};
  return {
    volumeMounts: mounts.map(({ name, mountPath, readOnly }) => ({
      name,
      mountPath,
      ...(readOnly ? { readOnly, recursiveReadOnly: 'Disabled' } : {}),
    })),
  };
}

function userOf(pod: Pod, container: Container): NonNullable<ContainerStatus['user']> {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  const gid = own.runAsGroup ?? shared.runAsGroup ?? 0;
  const groups = [gid, ...(shared.supplementalGroups ?? []), ...(shared.fsGroup === undefined ? [] : [shared.fsGroup])];
  return { linux: { uid: own.runAsUser ?? shared.runAsUser ?? 0, gid, supplementalGroups: [...new Set(groups)] } };
}
