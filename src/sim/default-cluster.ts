/** The cluster as a visitor finds it: namespaces, worker nodes, StorageClasses, the API's own Service and cluster DNS. */

import type { ApiRequest } from '../api/request.ts';
import { createRequest } from '../client/request.ts';
import { nodeRegistration, type NodeSpecification } from '../node/node-status.ts';

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
export function defaultNodes(count: number): readonly NodeSpecification[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `node-${index + 1}`,
    index: index + 1,
    zone: `zone-${'abc'[index % 3]}`,
  }));
}

/** The requests that build it, in order. */
export function bootstrapRequests(
  nodes: readonly NodeSpecification[],
  storageClasses: readonly StorageClassOptions[],
  nowMs: number,
): readonly BootstrapRequest[] {
  const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
    actor: admin,
    request: createRequest({ resource: 'namespaces' }, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  }));
  return [
    ...namespaces,
    ...storageClasses.map(storageClassRequest),
    ...nodes.map((node) => nodeRequest(node, nowMs)),
    ...nodes.map(nodeLeaseRequest),
    ...systemServices(),
    ...systemPriorityClasses(),
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

function nodeRequest(options: NodeSpecification, nowMs: number): BootstrapRequest {
  return { actor: 'kubelet', request: createRequest({ resource: 'nodes' }, nodeRegistration(options, nowMs)) };
}

function nodeLeaseRequest({ name }: NodeSpecification): BootstrapRequest {
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
  const services = [kubernetes, dns].map((body) => ({
    actor: admin,
    request: createRequest({ resource: 'services', namespace: body.metadata.namespace }, body),
  }));
  return [...services, ...apiServerEndpoints()];
}

const apiServerAddress = '192.168.0.10';

/** Where the `kubernetes` Service leads: the API server writes both objects itself. Models pkg/controlplane/reconcilers. */
function apiServerEndpoints(): readonly BootstrapRequest[] {
  const actor = 'kube-apiserver';
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const ports = [{ name: 'https', port: 6443, protocol: 'TCP' }];
  const endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip: apiServerAddress }], ports }],
  };
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [apiServerAddress], conditions: { ready: true } }],
    ports,
  };
  return [
    { actor, request: createRequest({ resource: 'endpoints', namespace: 'default' }, endpoints) },
    { actor, request: createRequest({ resource: 'endpointslices.discovery.k8s.io', namespace: 'default' }, slice) },
  ];
}

/** The two classes of Pods that a cluster depends on. Models pkg/registry/scheduling/rest. */
function systemPriorityClasses(): readonly BootstrapRequest[] {
  const priorityClass = (name: string, value: number, description: string): BootstrapRequest => ({
    actor: 'kube-apiserver',
    request: createRequest(
      { resource: 'priorityclasses.scheduling.k8s.io' },
      { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, description },
    ),
  });
  return [
    priorityClass(
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ),
    priorityClass(
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ),
  ];
}
