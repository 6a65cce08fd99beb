/** A kubelet with a clock and a handful of objects around it, without API server: for tests of what runs on nodes. */

import type { StoreChange } from '../api/change.ts';
import type { EventDraft, Memory, SyncContext } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { defaultFeatureGates } from '../api/feature-gates.ts';
import { faultKey, faultValue, type Fault } from '../api/faults.ts';
import type { JsonValue } from '../api/json.ts';
import { objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { defaultTimings } from '../api/timings.ts';
import type { Container, Pod, PodSpec } from '../api/types.ts';
import { createRandom } from '../lib/random.ts';
import { formatTime } from '../lib/time.ts';
import { execInContainer, type ExecOutcome } from '../node/exec.ts';
import { kubelet } from '../node/kubelet.ts';
import { logText } from '../node/logs.ts';
import { nodeRegistration } from '../node/node-status.ts';
import type { ShellState } from '../node/shell/state.ts';

const startMs = 1_767_225_600_000;

export interface KubeletHarness {
  readonly nowMs: () => number;
  /** Stores an object and tells the kubelet. */
  put(resource: string, object: object, actor?: string): void;
  drop(resource: string, key: string): void;
  pod(name: string): Pod | undefined;
  setFault(fault: Fault, on?: boolean): void;
  /** Lets time pass. */
  run(forMs: number): void;
  /** Lets time pass until only background syncs are due. */
  settle(limitMs?: number): void;
  /** `Pulling`, `Pulled: …` … */
  readonly events: EventDraft[];
  /** Status writes of Pods as `phase/reason or state of the first container/ready`. */
  readonly writes: string[];
  decisions(): readonly Decision[];
  /** Runs a command in the Pod's first container (one word is split at blanks); throws what refuses it. */
  exec(pod: string, ...command: string[]): ExecOutcome;
  /** Types a line into an open shell there. */
  type(pod: string, line: string, shell: ShellState): ExecOutcome;
  log(pod: string, container: string): string;
}

interface Due {
  atMs: number;
  background: boolean;
}

/** One node `node-1` with a running kubelet. */
export function kubeletHarness(): KubeletHarness {
  let nowMs = startMs;
  let revision = 0;
  const stores = new Map<string, Map<string, KubeObject>>();
  const store = (resource: string): Map<string, KubeObject> => {
    if (!stores.has(resource)) stores.set(resource, new Map());
    return stores.get(resource)!;
  };
  const cells = new Map<string, JsonValue>();
  const memory: Memory = {
    get: (key) => cells.get(key),
    set: (key, value) => void cells.set(key, value),
    delete: (key) => void cells.delete(key),
    keys: (prefix = '') => [...cells.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
  };
  const listAny = (resource: string, namespace?: string): KubeObject[] =>
    [...store(resource).values()].filter(({ metadata }) => !namespace || metadata.namespace === namespace);
  const getAny = (resource: string, namespace: string | undefined, name: string): KubeObject | undefined =>
    store(resource).get(namespace ? `${namespace}/${name}` : name);
  const reader = { get: getAny, list: listAny, getAny, listAny } as unknown as ClusterReader;
  const faults = new Map<string, JsonValue>();
  const events: EventDraft[] = [];
  const writes: string[] = [];
  const decided = new Map<string, readonly Decision[]>();
  const queue = new Map<string, Due>();
  const random = createRandom(7);

  const enqueue = (wishes: ReturnType<typeof kubelet.keysFor>): void => {
    for (const wish of wishes)
      queue.set(typeof wish === 'string' ? wish : wish.key, { atMs: nowMs + 4, background: false });
  };
  const tell = (
    type: StoreChange['type'],
    resource: string,
    object: KubeObject,
    previous: KubeObject | undefined,
    actor: string,
  ): void => {
    const change = { revision: ++revision, atMs: nowMs, type, resource, key: objectKey(object), object, actor };
    enqueue(kubelet.keysFor(previous ? { ...change, previous } : change, reader));
  };
  const put = (resource: string, object: object, actor = 'test'): void => {
    const next = object as KubeObject;
    const previous = store(resource).get(objectKey(next));
    store(resource).set(objectKey(next), next);
    tell(previous ? 'MODIFIED' : 'ADDED', resource, next, previous, actor);
  };
  const drop = (resource: string, key: string): void => {
    const object = store(resource).get(key);
    if (!object) return;
    store(resource).delete(key);
    tell('DELETED', resource, object, object, 'test');
  };
  const request = ({ method, path, body }: ApiRequest): ApiResponse => {
    const [, namespace, name] = /\/namespaces\/([^/]+)\/pods\/([^/]+)/.exec(path) ?? [];
    if (method === 'DELETE') drop('pods', `${namespace}/${name}`);
    else if (name) {
      const pod = body as unknown as Pod;
      writes.push(describeStatus(pod));
      put('pods', { ...(getAny('pods', namespace, name) as Pod), status: pod.status }, kubelet.name);
    } else if (method === 'PUT' || method === 'POST') put('leases.coordination.k8s.io', body as object, kubelet.name);
    return { code: 200, body: {} };
  };
  const contextNow = (): SyncContext => ({
    reader,
    nowMs,
    random,
    timings: defaultTimings,
    featureGates: defaultFeatureGates,
    memory,
    fault: (key) => faults.get(key),
    request,
    recordEvent: (event) => void events.push(event),
  });
  const next = (): [string, Due] | undefined => [...queue].toSorted(([, a], [, b]) => a.atMs - b.atMs)[0];
  const syncNext = (key: string, due: Due): void => {
    nowMs = Math.max(nowMs, due.atMs);
    queue.delete(key);
    const result = kubelet.sync(key, contextNow());
    decided.set(key, result.decisions ?? []);
    if (result.requeueAfterMs === undefined) return;
    const atMs = nowMs + Math.max(1, result.requeueAfterMs);
    const open = queue.get(key);
    if (!open || open.atMs > atMs) queue.set(key, { atMs, background: result.background === true });
  };
  const run = (forMs: number): void => {
    const endMs = nowMs + forMs;
    for (let due = next(); due && due[1].atMs <= endMs; due = next()) syncNext(...due);
    nowMs = endMs;
  };
  const settle = (limitMs = 600_000): void => {
    const endMs = nowMs + limitMs;
    while ([...queue.values()].some(({ background }) => !background)) {
      const due = next()!;
      if (due[1].atMs > endMs) return;
      syncNext(...due);
    }
  };
  const exec = (name: string, command: readonly string[], shell?: ShellState): ExecOutcome => {
    const pod = getAny('pods', 'default', name) as Pod;
    const container = pod.spec.containers[0]?.name ?? '';
    const outcome = execInContainer({ pod, container, command, ...(shell ? { shell } : {}) }, contextNow());
    if ('code' in outcome) throw new Error(outcome.message);
    enqueue(outcome.wakes);
    return outcome;
  };
  put('nodes', withIdentity(nodeRegistration({ name: 'node-1', index: 1 }, startMs)));
  return {
    nowMs: () => nowMs,
    put,
    drop,
    pod: (name) => getAny('pods', 'default', name) as Pod | undefined,
    setFault: (fault, on = true) => {
      if (on) faults.set(faultKey(fault), faultValue(fault));
      else faults.delete(faultKey(fault));
      enqueue(kubelet.keysForFault?.(faultKey(fault), reader, memory) ?? []);
    },
    run,
    settle,
    events,
    writes,
    decisions: () => [...decided.values()].flat(),
    exec: (pod, ...command) => exec(pod, command.length === 1 ? command[0]!.split(' ') : command),
    type: (pod, line, shell) => exec(pod, [line], shell),
    log: (name, container) => {
      const log = logText(getAny('pods', 'default', name) as Pod, container, {}, contextNow());
      return 'text' in log ? log.text : log.message;
    },
  };
}

function describeStatus({ status }: Pod): string {
  const first = status.containerStatuses?.[0];
  const state = first?.state ?? {};
  const word = state.running ? 'running' : (state.waiting?.reason ?? state.terminated?.reason ?? '');
  const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status;
  return `${status.phase}/${word}/${ready}`;
}

function withIdentity(object: object, uid = ''): object {
  const { metadata } = object as KubeObject;
  return {
    ...object,
    metadata: {
      ...metadata,
      uid: uid || `uid-${metadata.name}`,
      resourceVersion: '1',
      creationTimestamp: formatTime(startMs),
    },
  };
}

/** A Pod in namespace default that was just bound to node-1. */
export function boundPod(
  name: string,
  containers: readonly Partial<Container>[],
  spec: Partial<PodSpec> = {},
  uid = '',
): object {
  return withIdentity(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', generation: 1, ...ownedBySet(name) },
      spec: {
        nodeName: 'node-1',
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        containers: containers.map((container, index) => ({
          name: index === 0 ? 'app' : `app-${index}`,
          image: 'nginx:1.27',
          imagePullPolicy: 'IfNotPresent',
          ...container,
        })),
        ...spec,
      },
      status: {
        phase: 'Pending',
        qosClass: 'BestEffort',
        conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: formatTime(startMs) }],
      },
    },
    uid,
  );
}

/** `mysql-0` belongs to a StatefulSet `mysql`. */
function ownedBySet(name: string): object {
  const set = /^(.*)-\d+$/.exec(name)?.[1];
  if (set === undefined) return {};
  return {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: set, uid: `uid-${set}`, controller: true }],
  };
}

/** The Pod after a DELETE request with its grace period. */
export function deletedPod(pod: Pod, graceSeconds: number, nowMs: number): object {
  const deletion = {
    deletionTimestamp: formatTime(nowMs + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
  };
  return { ...pod, metadata: { ...pod.metadata, ...deletion } };
}
