import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../api/object.ts';
import type { PersistentVolumeClaim } from '../api/types.ts';
import { buildClaim, buildPod, buildVolume, metadata } from '../testing/builders.ts';
import { readerOver } from '../testing/objects.ts';
import { planClaim } from './volume-binder-claim.ts';
import { planVolume } from './volume-binder-volume.ts';

function storageClass(name: string, more: object = {}): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: metadata(name),
    provisioner: 'example.org/disk',
    ...more,
  } as KubeObject;
}

const plan = (claim: PersistentVolumeClaim, ...objects: readonly KubeObject[]) => planClaim(claim, readerOver(objects));
const sized = (name: string, storage: string) => buildVolume(name, { spec: { capacity: { storage } } });

describe('planClaim', () => {
  it('takes the smallest volume that is large enough', () => {
    const result = plan(buildClaim('data'), sized('large', '5Gi'), sized('small', '500Mi'), sized('right', '2Gi'));
    expect(result.type === 'bind' && result.volume.metadata.name).toBe('right');
  });

  it('prefers a volume that was made for the claim', () => {
    const claim = buildClaim('data');
    const mine = buildVolume('mine', {
      spec: { capacity: { storage: '9Gi' }, claimRef: { namespace: 'default', name: 'data' } },
    });
    const result = plan(claim, sized('right', '1Gi'), mine);
    expect(result.type === 'bind' && result.volume.metadata.name).toBe('mine');
  });

  it.each<[string, PersistentVolumeClaim, readonly KubeObject[], string | undefined]>([
    [
      'no class',
      buildClaim('data', { spec: { storageClassName: '' } }),
      [],
      'Normal FailedBinding no persistent volumes available for this claim and no storage class is set',
    ],
    [
      'an unknown class',
      buildClaim('data', { spec: { storageClassName: 'fast' } }),
      [],
      'Warning ProvisioningFailed storageclass.storage.k8s.io "fast" not found',
    ],
    [
      'a class without provisioner',
      buildClaim('data', { spec: { storageClassName: 'local' } }),
      [storageClass('local', { provisioner: 'kubernetes.io/no-provisioner' })],
      'Warning ProvisioningFailed no volume plugin matched name: kubernetes.io/no-provisioner',
    ],
    [
      'a class that waits, without a Pod',
      buildClaim('data', { spec: { storageClassName: 'wait' } }),
      [storageClass('wait', { volumeBindingMode: 'WaitForFirstConsumer' })],
      'Normal WaitForFirstConsumer waiting for first consumer to be created before binding',
    ],
    [
      'a class that waits, with Pods',
      buildClaim('data', { spec: { storageClassName: 'wait' } }),
      [
        storageClass('wait', { volumeBindingMode: 'WaitForFirstConsumer' }),
        ...['a', 'b'].map((name) =>
          buildPod(name, { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } }),
        ),
      ],
      'Normal WaitForPodScheduled waiting for pods a,b to be scheduled',
    ],
    ['a volume that does not exist', buildClaim('data', { spec: { volumeName: 'pv' } }), [], undefined],
    [
      'a volume that is too small',
      buildClaim('data', { spec: { volumeName: 'pv' } }),
      [sized('pv', '1Mi')],
      'Warning VolumeMismatch Cannot bind to requested volume "pv": requested PV is too small',
    ],
    [
      'a volume of somebody else',
      buildClaim('data', { spec: { volumeName: 'pv' } }),
      [buildVolume('pv', { spec: { claimRef: { namespace: 'default', name: 'other', uid: 'x' } } })],
      'Warning FailedBinding volume "pv" already bound to a different claim.',
    ],
  ])('waits with %s', (_title, claim, objects, event) => {
    const result = plan(claim, ...objects);
    expect(result.type).toBe('wait');
    expect(result.event && `${result.event.type} ${result.event.reason} ${result.event.message}`).toBe(event);
    expect(result.decisions).toHaveLength(1);
  });

  it('gives a claim without class the default class, also one that came later', () => {
    const isDefault = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };
    const classes = [storageClass('plain'), storageClass('standard', { metadata: metadata('standard', isDefault) })];
    expect(plan(buildClaim('data'), ...classes)).toMatchObject({ type: 'assignClass', className: 'standard' });
  });

  it('asks an external provisioner once a class is known', () => {
    const claim = buildClaim('data', { spec: { storageClassName: 'fast' } });
    expect(plan(claim, storageClass('fast'))).toMatchObject({ type: 'provision', provisioner: 'example.org/disk' });
  });

  it('loses a claim whose volume is gone, once', () => {
    const meta = { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } };
    const claim = buildClaim('data', { meta, spec: { volumeName: 'pv' }, phase: 'Bound' });
    expect(plan(claim)).toMatchObject({ type: 'lose', event: { reason: 'ClaimLost' } });
    expect(plan({ ...claim, status: { phase: 'Lost' } }).type).toBe('done');
  });
});

describe('planVolume', () => {
  const claimRef = { namespace: 'default', name: 'data', uid: 'old' };

  it('is Available until a claim has it', () => {
    expect(planVolume(buildVolume('pv'), readerOver([])).phase).toBe('Available');
    const reserved = buildVolume('pv', { spec: { claimRef: { namespace: 'default', name: 'data' } } });
    expect(planVolume(reserved, readerOver([])).phase).toBe('Available');
  });

  it('is Released when its claim is gone, also when there is a new one of that name', () => {
    const volume = buildVolume('pv', { spec: { claimRef, persistentVolumeReclaimPolicy: 'Retain' }, phase: 'Bound' });
    expect(planVolume(volume, readerOver([buildClaim('data')])).phase).toBe('Released');
  });

  it('fails to be deleted when nobody can', () => {
    const volume = buildVolume('pv', { spec: { claimRef, persistentVolumeReclaimPolicy: 'Delete' } });
    expect(planVolume(volume, readerOver([]))).toMatchObject({
      phase: 'Failed',
      event: { reason: 'VolumeFailedDelete' },
    });
    const annotations = { 'pv.kubernetes.io/provisioned-by': 'example.org/disk' };
    const provisioned = { ...volume, metadata: { ...volume.metadata, annotations } };
    expect(planVolume(provisioned, readerOver([])).phase).toBe('Released');
  });
});
