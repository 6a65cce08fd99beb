/**
 * What runs on the nodes, as plain data: the container runtime's and the kubelet's own knowledge. It lives in the
 * kubelet's memory and not in the Pod objects, so that containers go on running when their Pod object is gone.
 */

import type { Memory } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import type { Container, ContainerStatus, Pod, Probe } from '../api/types.ts';
import type { BackOffEntry } from './backoff.ts';
import type { ProcessState } from './shell/process.ts';

/** `main`: of `spec.containers`; `sidecar`: an init container that is restarted always. */
export type ContainerRole = 'init' | 'sidecar' | 'main';

/** How a run of a container ended. */
export interface Termination {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  /** Absent when it is unknown whether it ever ran. */
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly containerId?: string;
  /** The process ended without being told to: the next run will end likewise. */
  readonly own?: boolean;
}

/** The end of a run that is known beforehand: its process ends by itself, or it was told to stop. */
export interface PlannedExit {
  readonly atMs: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  /** The process ended without being told to. */
  readonly own?: boolean;
}

/** A container being stopped. */
export interface StopInProgress {
  readonly sinceMs: number;
  /** When SIGTERM is sent: after the preStop hook. */
  readonly termAtMs: number;
  /** When SIGKILL is sent. */
  readonly killAtMs: number;
}

/** Counters of one probe. */
export interface ProbeRuntime {
  /** The first tick; later ones follow at whole periods after it. */
  readonly firstMs: number;
  /** The next tick; absent while its outcome cannot change anything. */
  readonly nextMs?: number;
  readonly result: 'unknown' | 'success' | 'failure';
  /** Consecutive outcomes of the same kind. */
  readonly run: number;
  readonly lastOutcome?: 'success' | 'failure';
  /** What the last failure said. */
  readonly output?: string;
}

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

export interface PullInProgress {
  readonly startedMs: number;
  /** When the node's puller came to it. */
  readonly servedMs: number;
  /** Why it is going to fail. */
  readonly error?: string;
}

export interface ContainerRuntime {
  readonly name: string;
  readonly role: ContainerRole;
  /**
   * `waiting`: never ran; `pulling`, `starting`, `post-start`: under way until `stepEndsMs`; `exited`: ended, and
   * perhaps waiting to be started again (then with `waiting`).
   */
  readonly step: 'waiting' | 'pulling' | 'starting' | 'post-start' | 'running' | 'exited';
  readonly stepEndsMs?: number;
  /** Why it does not start: what the kubelet's reason cache has. */
  readonly waiting?: { readonly reason: string; readonly message?: string };
  /** When the kubelet tries again what `waiting` speaks of. */
  readonly retryAtMs?: number;
  readonly pull?: PullInProgress;
  readonly pullBackOff?: BackOffEntry;
  readonly crashBackOff?: BackOffEntry;
  /** The image of the present (or last) run, as written in the spec. */
  readonly image?: string;
  readonly containerId?: string;
  readonly restartCount: number;
  readonly startedAtMs?: number;
  /** When the process of the present run begins to answer. */
  readonly answersAtMs?: number;
  /** How the present run will end, when that is known. */
  readonly exit?: PlannedExit;
  readonly stop?: StopInProgress;
  /** The process of the present run, when it is a command line of the spec. */
  readonly process?: ProcessState;
  /** How the last run ended. */
  readonly exited?: Termination;
  /** How the run before the present one ended. */
  readonly previous?: Termination;
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeRuntime>>>;
  /** The startup probe has passed (or there is none). */
  readonly started: boolean;
  readonly ready: boolean;
  /** Of a run that began in another cluster: what its own node said of it and this one cannot know. */
  readonly seen?: SeenContainer;
}

/** Parts of a container's status that the container runtime makes up. */
export type SeenContainer = Partial<
  Pick<
    ContainerStatus,
    'containerID' | 'image' | 'imageID' | 'user' | 'volumeMounts' | 'resources' | 'allocatedResources'
  >
>;

export interface PodRuntime {
  /** The Pod as the kubelet saw it last. */
  readonly pod: Pod;
  /** When the kubelet first saw it: `status.startTime`. */
  readonly acceptedAtMs: number;
  readonly mounts: {
    readonly done: boolean;
    readonly attempts: number;
    readonly retryAtMs?: number;
    readonly problem?: string;
    readonly sinceMs: number;
  };
  /** Sandbox and network. */
  readonly sandbox?: { readonly readyAtMs: number; readonly ip: string; readonly otherIps?: readonly string[] };
  /** Init containers first, in the order of the spec. */
  readonly containers: readonly ContainerRuntime[];
  /** Set once the Pod is to end: by deletion, by its deadline, or because its object is gone. */
  readonly termination?: {
    readonly sinceMs: number;
    readonly graceSeconds: number;
    /** `status.reason` and `status.message` of a Pod that the kubelet ends itself. */
    readonly reason?: string;
    readonly message?: string;
  };
  /** When everything on the node is cleaned up after the last container ended. */
  readonly removeAtMs?: number;
}

export interface NodeRuntime {
  /** Number of the node in addresses: 10.244.<index>.0/24. */
  readonly index: number;
  /** Number of the last Pod address given. */
  readonly lastAddress: number;
  /** When the node's image puller (one pull at a time) is free. */
  readonly pullerFreeMs: number;
}

/** An image on a node; it is usable from `readyAtMs` on. */
export interface CachedImage {
  readonly readyAtMs: number;
}

/** A probe of containers of one name in a namespace that is taken to succeed, because it did before they were known here. */
export interface TrustedProbe {
  readonly container: string;
  readonly kind: ProbeKind;
  readonly probe: Probe;
}

/** The programs of containers of one name in a namespace that are taken to do their work, because they did before. */
export interface TrustedProgram extends Pick<Container, 'command' | 'args' | 'lifecycle'> {
  readonly container: string;
}

/** The key of a namespace's trusted programs in the kubelet's memory. */
export const trustedProgramsKey = (namespace: string): string => `trusted-programs/${namespace}`;

/** The key of a namespace's trusted probes in the kubelet's memory. */
export const trustedProbesKey = (namespace: string): string => `trusted-probes/${namespace}`;

/** Typed access to the kubelet's memory. */
export interface NodeMemory {
  pod(key: string): PodRuntime | undefined;
  setPod(key: string, runtime: PodRuntime | undefined): void;
  /** Keys of the Pods that run on a node. */
  podKeys(node: string): readonly string[];
  node(name: string): NodeRuntime | undefined;
  setNode(name: string, runtime: NodeRuntime): void;
  /** Names of the nodes seen so far. */
  nodeNames(): readonly string[];
  image(node: string, image: string): CachedImage | undefined;
  setImage(node: string, image: string, cached: CachedImage): void;
  trustedProbes(namespace: string): readonly TrustedProbe[];
  trustedPrograms(namespace: string): readonly TrustedProgram[];
}

/** Views a controller's memory as what runs on the nodes. */
export function nodeMemoryOn(memory: Memory): NodeMemory {
  const read = <T>(key: string): T | undefined => memory.get(key) as T | undefined;
  const write = (key: string, value: object): void => memory.set(key, value as JsonValue);
  return {
    pod: (key) => read<PodRuntime>(`pod/${key}`),
    setPod: (key, runtime) => {
      if (runtime) write(`pod/${key}`, runtime);
      else memory.delete(`pod/${key}`);
    },
    podKeys: (node) => memory.keys(`pod/${node}/`).map((key) => key.slice('pod/'.length)),
    node: (name) => read<NodeRuntime>(`node/${name}`),
    setNode: (name, runtime) => write(`node/${name}`, runtime),
    nodeNames: () => memory.keys('node/').map((key) => key.slice('node/'.length)),
    image: (node, image) => read<CachedImage>(`image/${node}/${image}`),
    setImage: (node, image, cached) => write(`image/${node}/${image}`, cached),
    trustedPrograms: (namespace) => read<readonly TrustedProgram[]>(trustedProgramsKey(namespace)) ?? [],
    trustedProbes: (namespace) => read<readonly TrustedProbe[]>(trustedProbesKey(namespace)) ?? [],
  };
}
