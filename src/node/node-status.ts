/** What a kubelet says about its node: registration, Lease, conditions. Models pkg/kubelet kubelet_node_status.go and nodestatus/setters.go. */

import type { SyncContext } from '../api/controller.ts';
import type { Lease, Node, NodeCondition } from '../api/types.ts';
import { createRequest, patchRequest, updateRequest } from '../client/request.ts';
import { formatMicroTime, formatTime, parseTime } from '../lib/time.ts';

const leaseNamespace = 'kube-node-lease';
const leaseDurationSeconds = 40;
export const kubeletVersion = 'v1.36.2';

export interface NodeSpecification {
  readonly name: string;
  /** Number in addresses: 192.168.0.<10 + index>, Pods in 10.244.<index>.0/24. */
  readonly index: number;
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly ephemeralStorage?: string;
  /** `topology.kubernetes.io/zone`. */
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The Node object that a kubelet registers, to be created through the API. */
export function nodeRegistration(specification: NodeSpecification, nowMs: number): object {
  const { name, index, zone } = specification;
  const resources = {
    cpu: specification.cpu ?? '4',
    'ephemeral-storage': specification.ephemeralStorage ?? '50Gi',
    memory: specification.memory ?? '8Gi',
    pods: specification.pods ?? '110',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
        ...specification.labels,
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: {},
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: healthyConditions(undefined, nowMs),
      addresses: [
        { type: 'InternalIP', address: `192.168.0.${10 + index}` },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
      nodeInfo: {
        machineID: '00000000000000000000000000000000',
        systemUUID: '00000000-0000-0000-0000-000000000000',
        bootID: '00000000-0000-0000-0000-000000000000',
        kernelVersion: '6.1.0-40-amd64',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        containerRuntimeVersion: 'containerd://2.1.4',
        kubeletVersion,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}

const healthy: readonly Pick<NodeCondition, 'type' | 'status' | 'reason' | 'message'>[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

/** The conditions of a node that is well. Transition times change only with the status. */
export function healthyConditions(
  before: readonly NodeCondition[] | undefined,
  nowMs: number,
): readonly NodeCondition[] {
  const now = formatTime(nowMs);
  return healthy.map((condition) => {
    const old = before?.find(({ type }) => type === condition.type);
    const same = old?.status === condition.status && old.lastTransitionTime;
    return { ...condition, lastHeartbeatTime: now, lastTransitionTime: same || now };
  });
}

/** Renews the node's Lease, or creates it. Models component-helpers/apimachinery/lease controller. */
export function renewLease(node: Node, context: SyncContext): void {
  const { name, uid } = node.metadata;
  const renewTime = formatMicroTime(context.nowMs);
  const path = { resource: 'leases.coordination.k8s.io', namespace: leaseNamespace };
  const lease = context.reader.get('leases.coordination.k8s.io', leaseNamespace, name);
  if (lease) {
    const renewed: Lease = { ...lease, spec: { ...lease.spec, renewTime } };
    context.request(updateRequest({ ...path, name }, renewed));
    return;
  }
  const created = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: leaseNamespace, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
    spec: { holderIdentity: name, leaseDurationSeconds, renewTime },
  };
  context.request(createRequest(path, created));
}

/** Reports the node's conditions when they differ from what is stored, or when it has been silent for long. */
export function reportNodeStatus(node: Node, context: SyncContext): void {
  const before = node.status.conditions;
  const stored = (type: string): NodeCondition | undefined => before?.find((condition) => condition.type === type);
  const differs = healthy.some(
    ({ type, status, reason }) => stored(type)?.status !== status || stored(type)?.reason !== reason,
  );
  const reportedMs = parseTime(stored('Ready')?.lastHeartbeatTime ?? '') ?? 0;
  if (!differs && context.nowMs - reportedMs < context.timings.nodeStatusReportMs) return;
  const conditions = healthyConditions(before, context.nowMs).map((condition) => ({ ...condition }));
  const { name } = node.metadata;
  context.request(
    patchRequest({ resource: 'nodes', name, subresource: 'status' }, 'strategic', { status: { conditions } }),
  );
  if (stored('Ready')?.status === 'True') return;
  // Events about nodes carry the node's name as uid.
  const about = { kind: 'Node', name, uid: name };
  const message = `Node ${name} status is now: NodeReady`;
  context.recordEvent({ about, type: 'Normal', reason: 'NodeReady', message, component: 'kubelet', host: name });
}
