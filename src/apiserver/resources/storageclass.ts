/** Rules of StorageClasses. Models pkg/apis/storage and pkg/registry/storage/storageclass strategy.go. */

import type { KubeObject } from '../../api/object.ts';
import type { StorageClass } from '../../api/types.ts';
import { withDefaults } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

export const storageClassDefinition: ResourceDefinition<StorageClass & KubeObject> = {
  row: schemeRow('storageclasses.storage.k8s.io'),
  setDefaults: (storageClass) =>
    withDefaults<StorageClass & KubeObject>(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate: () => [],
  validateUpdate: () => [],
};
