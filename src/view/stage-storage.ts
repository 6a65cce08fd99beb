/** Cards of claims, volumes and StorageClasses. */

import { refOf, type KubeObject, type ObjectRef } from '../api/object.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StatefulSet, StorageClass } from '../api/types.ts';
import type { ClaimCard, StorageClassCard, VolumeCard } from './stage-model.ts';

const shortModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function claimTone(claim: PersistentVolumeClaim): ClaimCard['tone'] {
  if (claim.metadata.deletionTimestamp !== undefined) return 'ending';
  const phase = claim.status.phase;
  return phase === 'Bound' ? 'bound' : phase === 'Lost' ? 'lost' : 'pending';
}

function claimNote(claim: PersistentVolumeClaim, pod: Pod | undefined, owner: ObjectRef | undefined): string {
  if (claim.metadata.deletionTimestamp !== undefined) {
    const isProtected = claim.metadata.finalizers?.includes('kubernetes.io/pvc-protection');
    return isProtected && pod ? `in use by ${pod.metadata.name}` : 'being deleted';
  }
  if (owner) return owner.kind === 'Pod' ? 'goes with Pod' : 'goes with set';
  return pod ? '' : 'kept';
}

/** A claim of a column; `pod` is the Pod that uses it, if there is one. */
export function claimCard(claim: PersistentVolumeClaim, pod: Pod | undefined): ClaimCard {
  const capacity = claim.status.capacity?.['storage'] ?? claim.spec.resources?.requests?.['storage'] ?? '';
  const modes = (claim.spec.accessModes ?? []).map((mode) => shortModes[mode] ?? mode).join(',');
  const reference = claim.metadata.ownerReferences?.find(({ kind }) => kind === 'StatefulSet' || kind === 'Pod');
  const { namespace = '' } = claim.metadata;
  const owner = reference && { kind: reference.kind, namespace, name: reference.name };
  return {
    ref: refOf(claim),
    name: claim.metadata.name,
    phase: claim.metadata.deletionTimestamp === undefined ? (claim.status.phase ?? 'Pending') : 'Terminating',
    size: [capacity, modes].filter(Boolean).join(' '),
    tone: claimTone(claim),
    note: claimNote(claim, pod, owner),
    owner,
    volume: claim.spec.volumeName,
    finalizers: claim.metadata.finalizers ?? [],
  };
}

export function volumeCard(volume: PersistentVolume): VolumeCard {
  const phase = volume.metadata.deletionTimestamp === undefined ? (volume.status.phase ?? '') : 'Terminating';
  const policy = volume.spec.persistentVolumeReclaimPolicy ?? '';
  return { ref: refOf(volume), name: volume.metadata.name, phase, note: policy };
}

/** What becomes of a set's claims, in words. */
function retentionText(set: StatefulSet): string {
  const policy = set.spec.persistentVolumeClaimRetentionPolicy;
  const scaled = policy?.whenScaled === 'Delete';
  const deleted = policy?.whenDeleted === 'Delete';
  if (scaled && deleted) return 'claims go with Pods and set';
  if (scaled) return 'claims go on scale-down';
  if (deleted) return 'claims go with the set';
  return 'claims are retained';
}

export function storageClassCard(
  name: string,
  storageClass: (StorageClass & KubeObject) | undefined,
  set: StatefulSet,
): StorageClassCard {
  const line = storageClass ? retentionText(set) : 'not found: claims stay Pending';
  return { ref: { kind: 'StorageClass', name }, name, exists: storageClass !== undefined, line };
}
