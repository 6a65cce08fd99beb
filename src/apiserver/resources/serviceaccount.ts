/** Rules of ServiceAccounts. Models pkg/apis/core and pkg/registry/core/serviceaccount. */

import type { KubeObject } from '../../api/object.ts';
import type { ServiceAccount } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

export const serviceAccountDefinition: ResourceDefinition<ServiceAccount & KubeObject> = {
  row: schemeRow('serviceaccounts'),
  validate: () => [],
  validateUpdate: () => [],
};
