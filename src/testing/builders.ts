/** Small stored objects for tests of pure functions. */

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
