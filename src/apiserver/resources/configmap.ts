/** Rules of ConfigMaps. Models pkg/apis/core and pkg/registry/core/configmap. */

import type { KubeObject } from '../../api/object.ts';
import type { ConfigMap } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

export const configMapDefinition: ResourceDefinition<ConfigMap & KubeObject> = {
  row: schemeRow('configmaps'),
  validate: () => [],
  validateUpdate: () => [],
};
