/** A reader over a handful of objects, for tests of pure functions that read the cluster. */

import { objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName, rowByKind } from '../api/scheme.ts';

/** Objects by kind, found as stored ones are. Missing metadata is filled in. */
export function readerOver(objects: readonly object[]): ClusterReader {
  const stores = new Map<string, KubeObject[]>();
  for (const object of objects as readonly KubeObject[]) {
    const row = rowByKind(object.apiVersion, object.kind);
    const resource = row ? resourceName(row) : object.kind;
    stores.set(resource, [...(stores.get(resource) ?? []), object]);
  }
  const listAny = (resource: string, namespace?: string): readonly KubeObject[] =>
    (stores.get(resource) ?? []).filter(({ metadata }) => !namespace || metadata.namespace === namespace);
  const getAny = (resource: string, namespace: string | undefined, name: string): KubeObject | undefined =>
    listAny(resource).find((object) => objectKey(object) === (namespace ? `${namespace}/${name}` : name));
  return { get: getAny, list: listAny, getAny, listAny } as unknown as ClusterReader;
}

export function namespaceNamed(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

export function serviceNamed(name: string, spec: object, namespace = 'default'): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
}

export interface EndpointDraft {
  readonly ip: string;
  readonly hostname?: string;
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

/** A slice of `service` with one port (none when `port` is 0). */
export function sliceOf(
  service: string,
  endpoints: readonly EndpointDraft[],
  port = { name: 'web', port: 80 },
  namespace = 'default',
): object {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${service}-abcde`, namespace, labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: port.port === 0 ? [] : [{ ...port, protocol: 'TCP' }],
    endpoints: endpoints.map(({ ip, hostname, ready = true, serving = ready, terminating = false }) => ({
      addresses: [ip],
      conditions: { ready, serving, terminating },
      ...(hostname === undefined ? {} : { hostname }),
    })),
  };
}
