/** Cluster DNS behind caches that remember "no such name": what a Pod sees while the fault is in force. */

import { deniedUntilMs } from '../api/negative-cache.ts';
import type { KubeObject } from '../api/object.ts';
import type { ClusterReader, KnownResource, ResourceTypes } from '../api/reader.ts';
import type { Endpoint, EndpointSlice } from '../api/types.ts';

const slices = 'endpointslices.discovery.k8s.io';

/** A reader in which headless Services do not publish Pods that became Ready a moment ago. Nothing else is changed. */
export function withNegativeCache(reader: ClusterReader, nowMs: number): ClusterReader {
  const isDenied = (namespace: string, { targetRef, conditions }: Endpoint): boolean => {
    if (targetRef?.kind !== 'Pod' || conditions?.ready === false) return false;
    const pod = reader.get('pods', namespace, targetRef.name ?? '');
    return pod !== undefined && (deniedUntilMs(pod) ?? 0) > nowMs;
  };
  const seen = (slice: EndpointSlice & KubeObject): EndpointSlice & KubeObject => {
    const { namespace = '', labels } = slice.metadata;
    const service = reader.get('services', namespace, labels?.['kubernetes.io/service-name'] ?? '');
    if (service?.spec.clusterIP !== 'None' || service.spec.publishNotReadyAddresses) return slice;
    const endpoints = slice.endpoints ?? [];
    const left = endpoints.filter((endpoint) => !isDenied(namespace, endpoint));
    return left.length === endpoints.length ? slice : { ...slice, endpoints: left };
  };
  return {
    get: (resource, namespace, name) => reader.get(resource, namespace, name),
    getAny: (resource, namespace, name) => reader.getAny(resource, namespace, name),
    listAny: (resource, namespace) => reader.listAny(resource, namespace),
    list: <R extends KnownResource>(resource: R, namespace?: string): readonly ResourceTypes[R][] => {
      const list = reader.list(resource, namespace);
      if (resource !== slices) return list;
      return (list as readonly (EndpointSlice & KubeObject)[]).map(
        seen,
      ) as readonly KubeObject[] as readonly ResourceTypes[R][];
    },
  };
}
