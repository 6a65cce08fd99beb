/** How StorageClasses are printed. Models printers.go printStorageClass. */

import { isDefaultClass } from '../../api/storage-text.ts';
import type { StorageClass } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const storageClassColumns: readonly TableColumn<StorageClass>[] = [
  {
    ...nameColumn,
    cell: ({ metadata }) => (isDefaultClass(metadata.annotations) ? `${metadata.name} (default)` : metadata.name),
  },
  {
    name: 'Provisioner',
    type: 'string',
    description: 'provisioner indicates the type of the provisioner.',
    cell: ({ provisioner }) => provisioner,
  },
  {
    name: 'ReclaimPolicy',
    type: 'string',
    description:
      'reclaimPolicy controls the reclaimPolicy for dynamically provisioned PersistentVolumes of this storage class. Defaults to Delete.',
    cell: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete',
  },
  {
    name: 'VolumeBindingMode',
    type: 'string',
    description:
      'volumeBindingMode indicates how PersistentVolumeClaims should be provisioned and bound.  When unset, VolumeBindingImmediate is used. This field is only honored by servers that enable the VolumeScheduling feature.',
    cell: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate',
  },
  {
    name: 'AllowVolumeExpansion',
    type: 'string',
    description: 'allowVolumeExpansion shows whether the storage class allow volume expand.',
    cell: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false,
  },
  ageColumn,
];
