/** How PersistentVolumeClaims are printed. Models printers.go printPersistentVolumeClaim. */

import { accessModesText, storageClassNameOf } from '../../api/storage-text.ts';
import type { PersistentVolumeClaim } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const persistentVolumeClaimColumns: readonly TableColumn<PersistentVolumeClaim>[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    description: 'phase represents the current phase of PersistentVolumeClaim.',
    cell: ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status.phase ?? '')),
  },
  {
    name: 'Volume',
    type: 'string',
    description: 'volumeName is the binding reference to the PersistentVolume backing this claim.',
    cell: ({ spec }) => spec.volumeName ?? '',
  },
  {
    name: 'Capacity',
    type: 'string',
    description: 'capacity represents the actual resources of the underlying volume.',
    cell: ({ spec, status }) => (spec.volumeName ? (status.capacity?.storage ?? '0') : ''),
  },
  {
    name: 'Access Modes',
    type: 'string',
    description:
      'accessModes contains the actual access modes the volume backing the PVC has. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes-1',
    cell: ({ spec, status }) => (spec.volumeName ? accessModesText(status.accessModes) : ''),
  },
  { name: 'StorageClass', type: 'string', description: 'StorageClass of the pvc', cell: storageClassNameOf },
  {
    name: 'VolumeAttributesClass',
    type: 'string',
    description: 'VolumeAttributesClass of the pvc',
    cell: ({ spec }) => spec.volumeAttributesClassName ?? '<unset>',
  },
  ageColumn,
  {
    name: 'VolumeMode',
    type: 'string',
    description:
      'volumeMode defines what type of volume is required by the claim. Value of Filesystem is implied when not included in claim spec.',
    priority: 1,
    cell: ({ spec }) => spec.volumeMode ?? '<unset>',
  },
];
