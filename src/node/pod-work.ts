/** The sheet on which one plan for one Pod is worked out: its parts in their next state, and what comes of them. */

import type { EventDraft } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { JsonValue } from '../api/json.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { DurationRange, Timings } from '../api/timings.ts';
import type { Container, Pod } from '../api/types.ts';
import { faultKey, type PodFault } from '../api/faults.ts';
import { isJsonObject } from '../api/json.ts';
import { assert } from '../lib/assert.ts';
import type { Random } from '../lib/random.ts';
import { withFields } from '../lib/sharing.ts';
import type {
  CachedImage,
  ContainerRuntime,
  NodeRuntime,
  PodRuntime,
  TrustedProbe,
  TrustedProgram,
} from './runtime-state.ts';
import type { NodeStorage } from './storage.ts';

/** Everything that a plan may look at. */
export interface PodPlanInput {
  /** The stored Pod, or the last one seen when its object is gone. */
  readonly pod: Pod;
  /** The object does not exist any more. */
  readonly gone: boolean;
  /** Absent when the kubelet sees the Pod for the first time. */
  readonly runtime: PodRuntime | undefined;
  readonly podKey: string;
  readonly nodeName: string;
  readonly hostIP: string;
  readonly node: NodeRuntime;
  cachedImage(image: string): CachedImage | undefined;
  fault(key: string): JsonValue | undefined;
  readonly reader: ClusterReader;
  /** Files and logs; what the plan writes is only set aside in it. */
  readonly storage: NodeStorage;
  /** Probes of the Pod's namespace that are taken to succeed. */
  readonly trustedProbes?: readonly TrustedProbe[];
  /** Programs of the Pod's namespace that are taken to do their work. */
  readonly trustedPrograms?: readonly TrustedProgram[];
  /** What runs of another Pod. */
  runtimeOf(podKey: string): PodRuntime | undefined;
  readonly nowMs: number;
  readonly random: Random;
  readonly timings: Timings;
}

/** The sheet. Its fields are replaced as the plan goes on; the values in them are never changed in place. */
export interface PodWork {
  readonly input: PodPlanInput;
  runtime: PodRuntime;
  node: NodeRuntime;
  /** Images that came (or will have come) to the node. */
  readonly pulled: Map<string, CachedImage>;
  readonly events: EventDraft[];
  readonly decisions: Decision[];
  wakeMs: number | undefined;
  /** Something other than housekeeping is due. */
  foreground: boolean;
}

/** Asks for a plan at `atMs`. Background: nothing that matters will happen then. */
export function wakeAt(work: PodWork, atMs: number, background = false): void {
  if (work.wakeMs === undefined || atMs < work.wakeMs) work.wakeMs = atMs;
  if (!background) work.foreground = true;
}

/** A duration drawn from a range. */
export function draw(work: PodWork, range: DurationRange): number {
  return work.input.random.integer(range.minMs, range.maxMs);
}

/** Its work is done when it ends: an init container, or one of a Pod that is not restarted for ever. */
export function isMeantToEnd({ input }: PodWork, { role }: ContainerRuntime): boolean {
  return role === 'init' || (role === 'main' && (input.pod.spec.restartPolicy ?? 'Always') !== 'Always');
}

export function runtimeOf(work: PodWork, name: string): ContainerRuntime {
  const runtime = work.runtime.containers.find((container) => container.name === name);
  assert(runtime, `container ${name} has no runtime state`);
  return runtime;
}

/** Replaces fields of one container; undefined removes a field. */
export function setContainer(
  work: PodWork,
  name: string,
  fields: { readonly [K in keyof ContainerRuntime]?: ContainerRuntime[K] | undefined },
): void {
  const containers = work.runtime.containers.map((container) =>
    container.name === name ? withFields(container, fields) : container,
  );
  work.runtime = { ...work.runtime, containers };
}

/** The spec of a container; undefined once it left the Pod's spec. */
export function specOf(pod: Pod, runtime: ContainerRuntime): Container {
  const list = runtime.role === 'main' ? pod.spec.containers : (pod.spec.initContainers ?? []);
  const spec = list.find(({ name }) => name === runtime.name);
  assert(spec, `container ${runtime.name} is not in the spec`);
  return spec;
}

/** Records an event about the Pod, or about one of its containers. */
export function note(
  work: PodWork,
  type: EventDraft['type'],
  reason: string,
  message: string,
  container?: ContainerRuntime,
): void {
  const { pod, nodeName } = work.input;
  const fieldPath = container
    ? { fieldPath: `spec.${container.role === 'main' ? 'containers' : 'initContainers'}{${container.name}}` }
    : {};
  const about = {
    kind: 'Pod',
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    uid: pod.metadata.uid,
    apiVersion: 'v1',
    resourceVersion: pod.metadata.resourceVersion,
    ...fieldPath,
  };
  work.events.push({ about, type, reason, message, component: 'kubelet', host: nodeName });
}

/** `container nginx of web-0`. */
export function containerOf(work: PodWork, container: string): string {
  return `container ${container} of ${work.input.pod.metadata.name}`;
}

/** The field of a container in the Pod's spec, as the rule of a decision. */
export function containerRule(
  work: PodWork,
  container: ContainerRuntime,
  field: string,
): NonNullable<Decision['rule']> {
  const { name, namespace } = work.input.pod.metadata;
  const list = container.role === 'main' ? 'containers' : 'initContainers';
  return {
    object: { kind: 'Pod', ...(namespace === undefined ? {} : { namespace }), name },
    field: `spec.${list}[${container.name}].${field}`,
  };
}

/** Explains why the Pod is as it is; the message names it. */
export function decide(
  work: PodWork,
  verdict: Decision['verdict'],
  reason: string,
  message: string,
  more: Pick<Decision, 'blockedBy' | 'rule' | 'untilMs'> = {},
): void {
  const { name, namespace } = work.input.pod.metadata;
  const about = { kind: 'Pod', ...(namespace === undefined ? {} : { namespace }), name };
  work.decisions.push({ about, verdict, reason, message, ...more });
}

/** Whether a fault of the Pod is in force, and concerns that container. */
export function podFault(work: PodWork, type: PodFault['type'], container: string): boolean {
  const { name, namespace = '' } = work.input.pod.metadata;
  const value = work.input.fault(faultKey({ type, namespace, pod: name }));
  if (value === undefined) return false;
  const only = isJsonObject(value) ? value['container'] : undefined;
  return only === undefined || only === container;
}
