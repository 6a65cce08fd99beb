/**
 * Facts about claims, volumes and classes that the scheduler, the volume binder and the provisioner share: annotation
 * names, whether a claim is bound, which claims a Pod uses. Models component-helpers/storage/volume.
 */

import { controllerOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass, Volume } from '../api/types.ts';

export const bindCompletedAnnotation = 'pv.kubernetes.io/bind-completed';
export const boundByControllerAnnotation = 'pv.kubernetes.io/bound-by-controller';
export const provisionedByAnnotation = 'pv.kubernetes.io/provisioned-by';
export const selectedNodeAnnotation = 'volume.kubernetes.io/selected-node';
export const storageProvisionerAnnotation = 'volume.kubernetes.io/storage-provisioner';
export const betaStorageProvisionerAnnotation = 'volume.beta.kubernetes.io/storage-provisioner';
const betaClassAnnotation = 'volume.beta.kubernetes.io/storage-class';
const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class';
const betaDefaultClassAnnotation = 'storageclass.beta.kubernetes.io/is-default-class';

/** Provisioner of classes whose volumes are made by hand. */
export const noProvisioner = 'kubernetes.io/no-provisioner';

/** The class a claim or a volume names, `''` for none. Models GetPersistentVolumeClaimClass. */
export function classNameOf(object: PersistentVolumeClaim | PersistentVolume): string {
  return object.metadata.annotations?.[betaClassAnnotation] ?? object.spec.storageClassName ?? '';
}

/** True when the claim says anything about its class, be it that it wants none. */
export function hasClass(claim: PersistentVolumeClaim): boolean {
  return claim.metadata.annotations?.[betaClassAnnotation] !== undefined || claim.spec.storageClassName !== undefined;
}

export function storageClassOf(
  object: PersistentVolumeClaim | PersistentVolume,
  reader: ClusterReader,
): StorageClass | undefined {
  const name = classNameOf(object);
  return name ? reader.get('storageclasses.storage.k8s.io', undefined, name) : undefined;
}

/** The default class; of several the newest, then the first by name. Models storage/volume/util.GetDefaultClass. */
export function defaultStorageClass(reader: ClusterReader): StorageClass | undefined {
  const defaults = reader
    .list('storageclasses.storage.k8s.io')
    .filter(({ metadata: { annotations } }) =>
      [defaultClassAnnotation, betaDefaultClassAnnotation].some((name) => annotations?.[name] === 'true'),
    );
  return defaults.reduce<StorageClass | undefined>(
    (best, next) => (best && best.metadata.creationTimestamp >= next.metadata.creationTimestamp ? best : next),
    undefined,
  );
}

/** True when the binding of this claim waits for a Pod that uses it. Models IsDelayBindingMode. */
export function isDelayBinding(claim: PersistentVolumeClaim, reader: ClusterReader): boolean {
  return storageClassOf(claim, reader)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** True when binding has been completed on the claim's side. Models IsPVCFullyBound. */
export function isFullyBound(claim: PersistentVolumeClaim): boolean {
  return Boolean(claim.spec.volumeName) && claim.metadata.annotations?.[bindCompletedAnnotation] !== undefined;
}

/** True when the volume's claimRef means this claim (its uid may still be missing). Models IsVolumeBoundToClaim. */
export function isVolumeBoundToClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const ref = volume.spec.claimRef;
  if (!ref || ref.name !== claim.metadata.name || ref.namespace !== claim.metadata.namespace) return false;
  return !ref.uid || ref.uid === claim.metadata.uid;
}

/** A volume of a Pod that is a claim. */
export interface ClaimUse {
  readonly volume: string;
  readonly claimName: string;
  /** Made for this Pod alone (`ephemeral`). */
  readonly ephemeral: boolean;
}

const noUses: readonly ClaimUse[] = [];

/** Uses that follow from the list of volumes alone; those of `ephemeral` volumes depend on the Pod's name too. */
const known = new WeakMap<readonly Volume[], readonly ClaimUse[]>();

/** The claims a Pod mounts, in the order of its volumes. */
export function claimsOfPod(pod: Pod): readonly ClaimUse[] {
  const { volumes } = pod.spec;
  if (!volumes) return noUses;
  const found = known.get(volumes);
  if (found) return found;
  const uses: ClaimUse[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of volumes) {
    if (persistentVolumeClaim)
      uses.push({ volume: name, claimName: persistentVolumeClaim.claimName, ephemeral: false });
    else if (ephemeral) uses.push({ volume: name, claimName: `${pod.metadata.name}-${name}`, ephemeral: true });
  }
  if (!uses.some(({ ephemeral }) => ephemeral)) known.set(volumes, uses);
  return uses;
}

/** True when the claim of an `ephemeral` volume was made for this very Pod. */
export function isOwnedByPod(claim: PersistentVolumeClaim, pod: Pod): boolean {
  return controllerOf(claim)?.uid === pod.metadata.uid;
}
