/** Short texts about volumes that both the API server's tables and `kubectl describe` print. */

import type { PersistentVolume, PersistentVolumeClaim } from './types.ts';

const abbreviations: readonly (readonly [mode: string, short: string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** `RWO,ROX`: every mode once, in a fixed order. Models GetAccessModesAsString. */
export function accessModesText(modes: readonly string[] | undefined): string {
  return abbreviations
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

const legacyClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** The class of a claim or a volume, '' when it has none. Models GetPersistentVolumeClaimClass and GetPersistentVolumeClass. */
export function storageClassNameOf(
  object: Pick<PersistentVolumeClaim | PersistentVolume, 'metadata' | 'spec'>,
): string {
  return object.metadata.annotations?.[legacyClassAnnotation] ?? object.spec.storageClassName ?? '';
}

const defaultAnnotations = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** True for a StorageClass that is marked as the default one. Models storageutil.IsDefaultAnnotation. */
export function isDefaultClass(annotations: Readonly<Record<string, string>> | undefined): boolean {
  return defaultAnnotations.some((key) => annotations?.[key] === 'true');
}
