import { describe, expect, it } from 'vitest';
import type { Pod, StatefulSet } from '../../api/types.ts';
import { newClaims } from './claims.ts';
import { identityMatches, newPod, parsePodName, storageMatches, withIdentity } from './identity.ts';

const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'shop', uid: 'u' },
  spec: {
    serviceName: 'web-svc',
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' }, annotations: { a: 'b' } },
      spec: {
        hostname: 'mine',
        subdomain: 'mine',
        containers: [{ name: 'c', image: 'i' }],
        volumes: [
          { name: 'www', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
    volumeClaimTemplates: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'www', labels: { tier: 'gold' } },
        spec: { accessModes: ['ReadWriteOnce'] },
        status: { phase: 'Pending' },
      },
    ],
  },
} as unknown as StatefulSet;

const live = (name: string, change: (pod: Pod) => Pod = (pod) => pod): Pod =>
  change(newPod(set, set.spec.template, parsePodName(name).ordinal, 'web-abc') as unknown as Pod);

it.each([
  ['web-0', 'web', 0],
  ['my-web-12', 'my-web', 12],
  ['web-007', 'web', 7],
  ['web', '', -1],
  ['web-', '', -1],
  ['web-1a', '', -1],
  ['web-2147483647', 'web', 2_147_483_647],
  ['web-2147483648', '', -1],
])('parses %s', (name, parent, ordinal) => {
  expect(parsePodName(name)).toEqual({ parent, ordinal });
});

describe('newPod', () => {
  it('gives the Pod its name, its labels, its DNS name and its claims', () => {
    expect(newPod(set, set.spec.template, 3, 'web-abc')).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web-3',
        generateName: 'web-',
        namespace: 'shop',
        labels: {
          app: 'web',
          'statefulset.kubernetes.io/pod-name': 'web-3',
          'apps.kubernetes.io/pod-index': '3',
          'controller-revision-hash': 'web-abc',
        },
        annotations: { a: 'b' },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'StatefulSet',
            name: 'web',
            uid: 'u',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        hostname: 'web-3',
        subdomain: 'web-svc',
        containers: [{ name: 'c', image: 'i' }],
        volumes: [
          { name: 'www', persistentVolumeClaim: { claimName: 'www-web-3' } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    });
  });

  it('has no subdomain without a serviceName', () => {
    const { serviceName: _, ...spec } = set.spec;
    expect(newPod({ ...set, spec }, spec.template, 0, 'r').spec).not.toHaveProperty('subdomain');
  });
});

it('names and labels claims', () => {
  expect(newClaims(set, 3)[0]).toMatchObject({
    metadata: { name: 'www-web-3', namespace: 'shop', labels: { tier: 'gold', app: 'web' } },
    spec: { accessModes: ['ReadWriteOnce'] },
  });
});

describe('what a live Pod must still have', () => {
  it('is the pod-name label; index and revision labels may change', () => {
    const relabelled = (labels: Record<string, string>) =>
      live('web-1', (pod) => ({
        ...pod,
        metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...labels } },
      }));
    expect(identityMatches(set, live('web-1'))).toBe(true);
    expect(identityMatches(set, relabelled({ 'apps.kubernetes.io/pod-index': '9' }))).toBe(true);
    const broken = relabelled({ 'statefulset.kubernetes.io/pod-name': 'x' });
    expect(identityMatches(set, broken)).toBe(false);
    expect(identityMatches(set, withIdentity(broken))).toBe(true);
  });

  it('are its own claims', () => {
    const moved = live('web-1', (pod) => ({ ...pod, spec: { ...pod.spec, volumes: live('web-2').spec.volumes! } }));
    expect(storageMatches(set, live('web-1'))).toBe(true);
    expect(storageMatches(set, moved)).toBe(false);
  });
});
