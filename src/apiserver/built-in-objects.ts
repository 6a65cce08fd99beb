/** Objects that every cluster has, of kinds that are not simulated otherwise: they can be read, not changed. */

import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ResourceName } from '../api/scheme.ts';

/** The objects of a resource by name. Models pkg/registry/scheduling/rest and pkg/registry/core/componentstatus. */
export function builtInObjects(resource: ResourceName, reader: ClusterReader): readonly KubeObject[] {
  if (resource === 'priorityclasses.scheduling.k8s.io') return priorityClasses(reader);
  return resource === 'componentstatuses' ? componentStatuses : [];
}

function priorityClasses(reader: ClusterReader): readonly KubeObject[] {
  // They are as old as the cluster.
  const since = reader.getAny('namespaces', undefined, 'kube-system')?.metadata.creationTimestamp;
  const priorityClass = (name: string, uid: string, value: number, description: string): KubeObject =>
    builtIn({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, uid, resourceVersion: '1', generation: 1, ...(since ? { creationTimestamp: since } : {}) },
      value,
      description,
      preemptionPolicy: 'PreemptLowerPriority',
    });
  return [
    priorityClass(
      'system-cluster-critical',
      '3f0c7a52-6e0b-4c3e-9a55-0d5b7a1f2c01',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ),
    priorityClass(
      'system-node-critical',
      '3f0c7a52-6e0b-4c3e-9a55-0d5b7a1f2c02',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ),
  ];
}

/** Asking the components at their default ports fails where they do not listen there, as in this cluster. */
const unreachable = (name: string, port: number): KubeObject => {
  const address = `127.0.0.1:${port}`;
  const message = `Get "https://${address}/healthz": dial tcp ${address}: connect: connection refused`;
  return componentStatus(name, 'False', message);
};

const componentStatus = (name: string, status: string, message: string): KubeObject =>
  builtIn({
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: { name },
    conditions: [{ type: 'Healthy', status, message }],
  });

const builtIn = (object: JsonObject): KubeObject => object as unknown as KubeObject;

const componentStatuses: readonly KubeObject[] = [
  unreachable('controller-manager', 10257),
  unreachable('scheduler', 10259),
  componentStatus('etcd-0', 'True', 'ok'),
];
