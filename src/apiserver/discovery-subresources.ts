/** Which subresources discovery lists of each resource. */

import type { ApiResource } from '../api/api-resources.ts';
import { resourceName } from '../api/scheme.ts';

export interface SubresourceEntry {
  readonly name: string;
  /** Group and version of its kind where they are not the resource's own. */
  readonly group?: string;
  readonly version?: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

const readWrite = ['get', 'patch', 'update'];
const proxyVerbs = ['create', 'delete', 'get', 'patch', 'update'];
const connect = ['create', 'get'];
const scale: SubresourceEntry = { name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: readWrite };

const others: Readonly<Record<string, readonly SubresourceEntry[]>> = {
  namespaces: [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }],
  nodes: [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: proxyVerbs }],
  pods: [
    { name: 'attach', kind: 'PodAttachOptions', verbs: connect },
    { name: 'binding', kind: 'Binding', verbs: ['create'] },
    { name: 'ephemeralcontainers', kind: 'Pod', verbs: readWrite },
    { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
    { name: 'exec', kind: 'PodExecOptions', verbs: connect },
    { name: 'log', kind: 'Pod', verbs: ['get'] },
    { name: 'portforward', kind: 'PodPortForwardOptions', verbs: connect },
    { name: 'proxy', kind: 'PodProxyOptions', verbs: proxyVerbs },
    { name: 'resize', kind: 'Pod', verbs: readWrite },
  ],
  replicationcontrollers: [scale],
  serviceaccounts: [
    { name: 'token', group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
  ],
  services: [{ name: 'proxy', kind: 'ServiceProxyOptions', verbs: proxyVerbs }],
  'deployments.apps': [scale],
  'replicasets.apps': [scale],
  'statefulsets.apps': [scale],
  'certificatesigningrequests.certificates.k8s.io': [
    { name: 'approval', kind: 'CertificateSigningRequest', verbs: readWrite },
  ],
};

const withStatus: ReadonlySet<string> = new Set([
  'namespaces',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'services',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'apiservices.apiregistration.k8s.io',
  'daemonsets.apps',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'horizontalpodautoscalers.autoscaling',
  'cronjobs.batch',
  'jobs.batch',
  'certificatesigningrequests.certificates.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io',
  'ingresses.networking.k8s.io',
  'servicecidrs.networking.k8s.io',
  'poddisruptionbudgets.policy',
  'resourceclaims.resource.k8s.io',
  'volumeattachments.storage.k8s.io',
]);

/** The subresources of a resource, sorted by name. */
export function subresourceEntries(resource: ApiResource): readonly SubresourceEntry[] {
  const name = resourceName(resource);
  if (resource.type === '') {
    const status = { name: 'status', kind: resource.kind, verbs: readWrite };
    return [status, scale].filter((entry) => resource.subresources.includes(entry.name));
  }
  const own = Object.hasOwn(others, name) ? others[name]! : [];
  const status = { name: 'status', kind: resource.kind, verbs: readWrite };
  return withStatus.has(name) ? [...own, status] : own;
}
