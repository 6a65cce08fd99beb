/** The cluster as a visitor finds it: namespaces, worker nodes, StorageClasses, the API's own Service and cluster DNS. */

import type { ApiRequest } from '../api/request.ts';
import { createRequest } from '../client/request.ts';

export interface NodeOptions {
  readonly name: string;
  readonly zone?: string;
  /** Quantities; default 4 CPUs, 8Gi of memory, 110 Pods. */
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  /** IP address of the node; default 192.168.0.<10 + number>. */
  readonly address?: string;
}

export interface StorageClassOptions {
  readonly name: string;
  readonly isDefault?: boolean;
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  readonly allowVolumeExpansion?: boolean;
  readonly provisioner?: string;
}

export const defaultProvisioner = 'playground.local/dynamic';

export const defaultStorageClasses: readonly StorageClassOptions[] = [
  { name: 'standard', isDefault: true },
  { name: 'my-storage-class' },
];

interface BootstrapRequest {
  readonly request: ApiRequest;
  readonly actor: string;
}

const admin = 'kubeadm';

/** Names `node-1` … `node-<count>`, spread over three zones. */
export function defaultNodes(count: number): readonly NodeOptions[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `node-${index + 1}`,
    zone: `zone-${'abc'[index % 3]}`,
  }));
}

/** The requests that build it, in order. */
export function bootstrapRequests(
  nodes: readonly NodeOptions[],
  storageClasses: readonly StorageClassOptions[],
): readonly BootstrapRequest[] {
  const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
    actor: admin,
    request: createRequest({ resource: 'namespaces' }, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  }));
  return [
    ...namespaces,
    ...storageClasses.map(storageClassRequest),
    ...nodes.map(nodeRequest),
    ...nodes.map(nodeLeaseRequest),
    ...systemServices(),
  ];
}

function storageClassRequest(options: StorageClassOptions): BootstrapRequest {
  const { name, isDefault, volumeBindingMode, allowVolumeExpansion, provisioner } = options;
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  const body = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, ...(isDefault ? { annotations } : {}) },
    provisioner: provisioner ?? defaultProvisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: volumeBindingMode ?? 'Immediate',
    ...(allowVolumeExpansion ? { allowVolumeExpansion } : {}),
  };
  return { actor: admin, request: createRequest({ resource: 'storageclasses.storage.k8s.io' }, body) };
}

function nodeRequest(options: NodeOptions, index: number): BootstrapRequest {
  const { name, zone, cpu = '4', memory = '8Gi', pods = '110' } = options;
  const amounts = { cpu, memory, pods, 'ephemeral-storage': '50Gi' };
  const body = {
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
        ...(zone ? { 'topology.kubernetes.io/zone': zone } : {}),
      },
    },
    spec: { podCIDR: `10.244.${index + 1}.0/24`, podCIDRs: [`10.244.${index + 1}.0/24`] },
    status: {
      capacity: amounts,
      allocatable: amounts,
      addresses: [
        { type: 'InternalIP', address: options.address ?? `192.168.0.${11 + index}` },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.12.0',
        kubeProxyVersion: '',
        kubeletVersion: 'v1.36.2',
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'Playground Linux',
        systemUUID: '',
      },
    },
  };
  return { actor: 'kubelet', request: createRequest({ resource: 'nodes' }, body) };
}

function nodeLeaseRequest({ name }: NodeOptions): BootstrapRequest {
  const body = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: 'kube-node-lease' },
    spec: { holderIdentity: name, leaseDurationSeconds: 40 },
  };
  const path = { resource: 'leases.coordination.k8s.io', namespace: 'kube-node-lease' };
  return { actor: 'kubelet', request: createRequest(path, body) };
}

function systemServices(): readonly BootstrapRequest[] {
  const kubernetes = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }] },
  };
  const dns = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: {
      clusterIP: '10.96.0.10',
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  };
  return [kubernetes, dns].map((body) => ({
    actor: admin,
    request: createRequest({ resource: 'services', namespace: body.metadata.namespace }, body),
  }));
}
