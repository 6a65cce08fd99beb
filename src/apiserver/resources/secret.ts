/** Rules of Secrets. Models pkg/apis/core and pkg/registry/core/secret. */

import type { KubeObject } from '../../api/object.ts';
import type { Secret } from '../../api/types.ts';
import { withDefaults } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

export const secretDefinition: ResourceDefinition<Secret & KubeObject> = {
  row: schemeRow('secrets'),
  setDefaults: (secret) => withDefaults<Secret & KubeObject>(secret, { type: 'Opaque' }),
  validate: () => [],
  validateUpdate: () => [],
  selectableFields: (secret) => ({ type: secret.type ?? '' }),
};
