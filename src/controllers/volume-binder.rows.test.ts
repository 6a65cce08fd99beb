import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

type Objects = readonly object[];

const claim = (spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const volume = (name: string, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    storageClassName: '',
    hostPath: { path: '/data' },
    ...spec,
  },
});
const storageClass = (name: string, more: object = {}): object => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'playground.local/dynamic',
  ...more,
});
const pod = (spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'user' },
  spec: {
    containers: [{ name: 'c', image: 'nginx' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    ...spec,
  },
});
const waiting = storageClass('late', { volumeBindingMode: 'WaitForFirstConsumer' });
const about = (text: string): string => text.replace(' PersistentVolumeClaim/data', '');

describe('what the events of a claim say', () => {
  it.each<[string, Objects, string]>([
    [
      'nobody needs it yet',
      [waiting, claim({ storageClassName: 'late' })],
      'Normal WaitForFirstConsumer: waiting for first consumer to be created before binding',
    ],
    [
      'a Pod needs it that has no node',
      [waiting, pod({ nodeSelector: { disk: 'none' } }), claim({ storageClassName: 'late' })],
      'Normal WaitForPodScheduled: waiting for pod user to be scheduled',
    ],
    [
      'its class does not exist',
      [claim({ storageClassName: 'nope' })],
      'Warning ProvisioningFailed: storageclass.storage.k8s.io "nope" not found',
    ],
    [
      'no class and no volume',
      [claim({ storageClassName: '' })],
      'Normal FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ],
    [
      'no volume is large enough',
      [volume('small', { capacity: { storage: '1Mi' } }), claim({ storageClassName: '' })],
      'Normal FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ],
    [
      'a class without provisioner',
      [
        storageClass('hand', { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'Immediate' }),
        claim({ storageClassName: 'hand' }),
      ],
      'Warning ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner',
    ],
    [
      'the volume that it names is taken',
      [
        volume('pv1', { claimRef: { namespace: 'default', name: 'other' } }),
        claim({ storageClassName: '', volumeName: 'pv1' }),
      ],
      'Warning FailedBinding: volume "pv1" already bound to a different claim.',
    ],
  ])('%s', (_what, objects, event) => {
    const cluster = scenario();
    cluster.create(...objects);
    cluster.run(20);
    const said = cluster.events().filter((text) => text.includes(' PersistentVolumeClaim/data:'));
    expect(new Set(said.map(about))).toEqual(new Set([event]));
    expect(cluster.get('persistentvolumeclaims', 'data')!.status.phase).toBe('Pending');
  });
});

describe('which volume a claim gets', () => {
  it.each<[string, Objects, object, string | undefined]>([
    [
      'the smallest that is large enough',
      [volume('a', { capacity: { storage: '5Gi' } }), volume('b', { capacity: { storage: '2Gi' } })],
      {},
      'b',
    ],
    [
      'the one that is kept for it, however large',
      [volume('a'), volume('b', { capacity: { storage: '9Gi' }, claimRef: { namespace: 'default', name: 'data' } })],
      {},
      'b',
    ],
    ['none of another class', [volume('a', { storageClassName: 'fast' })], {}, undefined],
    ['none of another mode', [volume('a', { volumeMode: 'Block' })], {}, undefined],
    ['none with fewer access modes', [volume('a')], { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }, undefined],
    ['none that its selector does not mean', [volume('a')], { selector: { matchLabels: { a: 'b' } } }, undefined],
    ['the one that it names', [volume('a'), volume('b')], { volumeName: 'b' }, 'b'],
  ])('%s', (_what, volumes, spec, expected) => {
    const cluster = scenario();
    cluster.create(...volumes);
    cluster.run(5);
    cluster.create(claim({ storageClassName: '', ...spec }));
    cluster.run(60);
    const { spec: bound, status, metadata } = cluster.get('persistentvolumeclaims', 'data')!;
    expect(status.phase === 'Bound' ? bound.volumeName : undefined).toBe(expected);
    if (expected === undefined) return;
    expect(metadata.annotations?.['pv.kubernetes.io/bind-completed']).toBe('yes');
    const { capacity } = cluster.get('persistentvolumes', expected)!.spec;
    expect(status.capacity).toEqual(capacity);
  });
});
