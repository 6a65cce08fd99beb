/**
 * The cluster as one scheduling cycle sees it: nodes with the Pods on them and what these take. Pods that are about to
 * be bound (nominated while their volumes are made) count as being there.
 * Models pkg/scheduler/backend/cache snapshot.go and framework NodeInfo.
 */

import type { ClusterReader } from '../../api/reader.ts';
import type { Node, Pod, PodSpec } from '../../api/types.ts';
import { podsOnNode, unboundPods } from '../pod-index.ts';
import { amountsOf, podRequests, type Amounts } from './requests.ts';

export interface NodeInfo {
  readonly node: Node;
  /** Pods on the node, or about to be bound to it, that have not run to their end. */
  readonly pods: readonly Pod[];
  readonly podsWithAffinity: readonly Pod[];
  readonly allocatable: Amounts;
  readonly requested: Amounts;
  /** What scores reckon with: see PodRequests.assumed. */
  readonly assumed: Amounts;
  /** Host ports in use. */
  readonly hostPorts: readonly HostPort[];
  /** Numbers of Pods that were counted before, by what was counted: see topology-spread.ts. */
  readonly counts: Map<string, number>;
}

export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

export interface Snapshot {
  readonly nodes: readonly NodeInfo[];
  /** Pods on nodes that have required or preferred (anti-)affinity to other Pods. */
  readonly podsWithAffinity: readonly { readonly pod: Pod; readonly node: Node }[];
}

const allocatables = new WeakMap<object, Amounts>();

function allocatableOf(node: Node): Amounts {
  const list = node.status.allocatable ?? node.status.capacity;
  if (!list) return new Map();
  const found = allocatables.get(list);
  if (found) return found;
  const amounts = amountsOf(list);
  allocatables.set(list, amounts);
  return amounts;
}

const portsBySpec = new WeakMap<PodSpec, readonly HostPort[]>();

/** Host ports that a Pod wants. */
export function hostPortsOf(pod: Pod): readonly HostPort[] {
  const found = portsBySpec.get(pod.spec);
  if (found) return found;
  const ports = pod.spec.containers.flatMap((container) =>
    (container.ports ?? [])
      .filter((port) => (port.hostPort ?? 0) > 0)
      .map((port) => ({ ip: port.hostIP || '0.0.0.0', protocol: port.protocol ?? 'TCP', port: port.hostPort! })),
  );
  portsBySpec.set(pod.spec, ports);
  return ports;
}

function addAmounts(target: Map<string, number>, amounts: Amounts): void {
  for (const [name, amount] of amounts) target.set(name, (target.get(name) ?? 0) + amount);
}

/** True for a Pod whose containers have stopped for good: it no longer takes anything. */
export function isTerminal(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** The node that a Pod is on, or is about to be bound to. */
export function nodeNameOf(pod: Pod): string | undefined {
  return pod.spec.nodeName || pod.status.nominatedNodeName || undefined;
}

interface Known {
  readonly node: Node;
  readonly bound: readonly Pod[];
  readonly nominated: readonly Pod[];
  readonly info: NodeInfo;
}

/** Node infos by node, as long as neither the node nor its Pods change. */
const known = new WeakMap<Node, Known>();
const none: readonly Pod[] = [];

/**
 * The cluster as it is stored now. Only nodes whose Pods changed are summed up again. `counts` says which Pods that are
 * nominated but not bound take their place already; default: all.
 */
export function takeSnapshot(reader: ClusterReader, counts: (pod: Pod) => boolean = () => true): Snapshot {
  const nominated = new Map<string, Pod[]>();
  for (const pod of nominatedAmong(unboundPods(reader))) {
    if (!counts(pod)) continue;
    const nodeName = pod.status.nominatedNodeName!;
    nominated.set(nodeName, [...(nominated.get(nodeName) ?? []), pod]);
  }
  const nodes = reader.list('nodes').map((node) => {
    const { name } = node.metadata;
    return nodeInfoOf(node, podsOnNode(name, reader), nominated.get(name) ?? none);
  });
  return snapshotOf(nodes);
}

const nominatedByList = new WeakMap<readonly Pod[], readonly Pod[]>();

function nominatedAmong(unbound: readonly Pod[]): readonly Pod[] {
  const found = nominatedByList.get(unbound);
  if (found) return found;
  const pods = unbound.filter(({ status }) => status.nominatedNodeName);
  nominatedByList.set(unbound, pods);
  return pods;
}

function snapshotOf(nodes: readonly NodeInfo[]): Snapshot {
  const podsWithAffinity = nodes.flatMap(({ node, podsWithAffinity }) =>
    podsWithAffinity.map((pod) => ({ pod, node })),
  );
  return { nodes, podsWithAffinity };
}

/** The node and the cluster as they would be without some Pods of the node. */
export function withoutPods(
  { nodes }: Snapshot,
  info: NodeInfo,
  gone: ReadonlySet<Pod>,
): { readonly nodeWithout: NodeInfo; readonly snapshotWithout: Snapshot } {
  const rest = info.pods.filter((pod) => !gone.has(pod));
  const nodeWithout = sumUp(info.node, rest);
  return { nodeWithout, snapshotWithout: snapshotOf(nodes.map((node) => (node === info ? nodeWithout : node))) };
}

function nodeInfoOf(node: Node, bound: readonly Pod[], nominated: readonly Pod[]): NodeInfo {
  const found = known.get(node);
  const isSame =
    found?.bound === bound &&
    found.nominated.length === nominated.length &&
    nominated.every((pod, index) => pod === found.nominated[index]);
  if (isSame) return found.info;
  const info = sumUp(
    node,
    [...bound, ...nominated].filter((pod) => !isTerminal(pod)),
  );
  known.set(node, { node, bound, nominated, info });
  return info;
}

function sumUp(node: Node, pods: readonly Pod[]): NodeInfo {
  const requested = new Map<string, number>();
  const assumed = new Map<string, number>();
  const hostPorts: HostPort[] = [];
  for (const pod of pods) {
    const requests = podRequests(pod);
    addAmounts(requested, requests.amounts);
    addAmounts(assumed, requests.assumed);
    const ports = hostPortsOf(pod);
    if (ports.length > 0) hostPorts.push(...ports);
  }
  const podsWithAffinity = pods.filter(
    ({ spec: { affinity } }) => affinity?.podAffinity !== undefined || affinity?.podAntiAffinity !== undefined,
  );
  const allocatable = allocatableOf(node);
  return { node, pods, podsWithAffinity, allocatable, requested, assumed, hostPorts, counts: new Map() };
}
