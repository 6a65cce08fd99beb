/**
 * The cluster as one scheduling cycle sees it: nodes with the Pods on them and what these take. Pods that are about to
 * be bound (nominated while their volumes are made) count as being there.
 * Models pkg/scheduler/backend/cache snapshot.go and framework NodeInfo.
 */

import type { ClusterReader } from '../../api/reader.ts';
import type { Node, Pod, PodSpec } from '../../api/types.ts';
import { amountsOf, podRequests, type Amounts } from './requests.ts';

export interface NodeInfo {
  readonly node: Node;
  readonly pods: readonly Pod[];
  readonly allocatable: Amounts;
  readonly requested: Amounts;
  /** What scores reckon with: see PodRequests.assumed. */
  readonly assumed: Amounts;
  /** Host ports in use. */
  readonly hostPorts: readonly HostPort[];
}

export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

export interface Snapshot {
  readonly nodes: readonly NodeInfo[];
  readonly byName: ReadonlyMap<string, NodeInfo>;
  /** Pods on nodes that have required or preferred (anti-)affinity to other Pods. */
  readonly podsWithAffinity: readonly { readonly pod: Pod; readonly node: Node }[];
}

interface MutableNodeInfo extends NodeInfo {
  readonly pods: Pod[];
  readonly requested: Map<string, number>;
  readonly assumed: Map<string, number>;
  readonly hostPorts: HostPort[];
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

/** The last snapshot with the lists it was made from: retries that change nothing share it. */
let latest: { readonly nodes: readonly Node[]; readonly pods: readonly Pod[]; readonly snapshot: Snapshot } | undefined;

/** The snapshot of what is stored now. O(nodes + Pods), or nothing when neither changed since the last call. */
export function takeSnapshot(reader: ClusterReader): Snapshot {
  const nodes = reader.list('nodes');
  const pods = reader.list('pods');
  if (latest?.nodes === nodes && latest.pods === pods) return latest.snapshot;
  const snapshot = buildSnapshot(nodes, pods);
  latest = { nodes, pods, snapshot };
  return snapshot;
}

/** Nodes with the Pods on them. */
export function buildSnapshot(nodes: readonly Node[], pods: readonly Pod[]): Snapshot {
  const byName = new Map<string, MutableNodeInfo>();
  for (const node of nodes) {
    byName.set(node.metadata.name, {
      node,
      pods: [],
      allocatable: allocatableOf(node),
      requested: new Map(),
      assumed: new Map(),
      hostPorts: [],
    });
  }
  const podsWithAffinity: { pod: Pod; node: Node }[] = [];
  for (const pod of pods) {
    const nodeName = nodeNameOf(pod);
    const info = nodeName === undefined ? undefined : byName.get(nodeName);
    if (!info || isTerminal(pod)) continue;
    const requests = podRequests(pod);
    info.pods.push(pod);
    addAmounts(info.requested, requests.amounts);
    addAmounts(info.assumed, requests.assumed);
    const ports = hostPortsOf(pod);
    if (ports.length > 0) info.hostPorts.push(...ports);
    const { affinity } = pod.spec;
    if (affinity?.podAffinity || affinity?.podAntiAffinity) podsWithAffinity.push({ pod, node: info.node });
  }
  return { nodes: [...byName.values()], byName, podsWithAffinity };
}
