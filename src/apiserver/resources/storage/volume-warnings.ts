/** Warnings about PersistentVolumes. Models pkg/api/persistentvolume GetWarningsForPersistentVolume. */

import type { PersistentVolume, PersistentVolumeSpec } from '../../../api/types.ts';
import { nodeSelectorWarnings } from '../pod-spec/node-label-warnings.ts';
import { betaClassWarnings } from './claim-warnings.ts';

const mountOptionsKey = 'volume.beta.kubernetes.io/mount-options';
const recycling =
  'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';

const deprecatedSources: readonly (readonly [keyof PersistentVolumeSpec, string, string])[] = [
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

/** Texts about a volume. */
export function volumeWarnings({ spec, metadata }: PersistentVolume): readonly string[] {
  const hasOptions = metadata.annotations?.[mountOptionsKey] !== undefined;
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return [
    ...betaClassWarnings(metadata.annotations),
    ...(hasOptions
      ? [`metadata.annotations[${mountOptionsKey}]: deprecated since v1.31; use "mountOptions" attribute instead`]
      : []),
    ...(spec.persistentVolumeReclaimPolicy === 'Recycle' ? [`spec.persistentVolumeReclaimPolicy: ${recycling}`] : []),
    ...nodeSelectorWarnings(terms, 'spec.nodeAffinity.required.nodeSelectorTerms'),
    ...deprecatedSources.flatMap(([field, name, message]) =>
      spec[field] === undefined ? [] : [`spec.${name}: ${message}`],
    ),
  ];
}
