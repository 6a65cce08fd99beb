/** Objects that every cluster has, of kinds that are not simulated otherwise: they can be read, not changed. */

import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ResourceName } from '../api/scheme.ts';

/** The objects of a resource by name. Models pkg/registry/core/componentstatus. */
export function builtInObjects(resource: ResourceName): readonly KubeObject[] {
  return resource === 'componentstatuses' ? componentStatuses : [];
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
