/** Small stored objects for tests of pure functions, and a reader over a list of them. */

import type { KubeObject } from '../api/object.ts';
import { objectKey } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName, rowByKind } from '../api/scheme.ts';
import type { Node, ObjectMeta, PersistentVolume, PersistentVolumeClaim, Pod, PodSpec } from '../api/types.ts';

let nextUid = 1;

/** Metadata as the API server fills it; uids count up. */
export function metadata(name: string, more: Partial<ObjectMeta> = {}): ObjectMeta {
  const uid = `uid-${nextUid++}`;
  return { name, uid, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z', ...more };
}

export function buildNode(
  name: string,
  more: { labels?: Record<string, string>; spec?: Node['spec']; allocatable?: Record<string, string> } = {},
): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: metadata(name, { labels: { 'kubernetes.io/hostname': name, ...more.labels } }),
    spec: more.spec ?? {},
    status: {
      allocatable: more.allocatable ?? { cpu: '4', memory: '8Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

export function buildPod(
  name: string,
  more: { meta?: Partial<ObjectMeta>; spec?: Partial<PodSpec>; status?: Pod['status'] } = {},
): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(name, { namespace: 'default', ...more.meta }),
    spec: { containers: [{ name: 'main', image: 'nginx' }], ...more.spec },
    status: { phase: 'Pending', ...more.status },
  };
}

export function buildClaim(
  name: string,
  more: { meta?: Partial<ObjectMeta>; spec?: Partial<PersistentVolumeClaim['spec']>; phase?: string } = {},
): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(name, { namespace: 'default', ...more.meta }),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more.spec },
    status: { phase: more.phase ?? 'Pending' },
  };
}

export function buildVolume(
  name: string,
  more: { meta?: Partial<ObjectMeta>; spec?: Partial<PersistentVolume['spec']>; phase?: string } = {},
): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: metadata(name, more.meta),
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...more.spec },
    status: { phase: more.phase ?? 'Available' },
  };
}

/** A reader that shows exactly these objects. */
export function readerOver(objects: readonly KubeObject[]): ClusterReader {
  const byResource = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const resource = resourceName(rowByKind(object.apiVersion, object.kind)!);
    byResource.set(resource, [...(byResource.get(resource) ?? []), object]);
  }
  const listAny = (resource: string, namespace?: string): readonly KubeObject[] =>
    (byResource.get(resource) ?? [])
      .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
      .sort((a, b) => (objectKey(a) < objectKey(b) ? -1 : 1));
  const getAny = (resource: string, namespace: string | undefined, name: string): KubeObject | undefined =>
    listAny(resource, namespace).find(({ metadata }) => metadata.name === name);
  return { listAny, getAny, list: listAny, get: getAny } as ClusterReader;
}
