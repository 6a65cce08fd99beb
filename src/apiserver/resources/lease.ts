/** Rules of Leases. Models pkg/apis/coordination and pkg/registry/coordination/lease. */

import type { Lease } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';

export const leaseDefinition: ResourceDefinition<Lease> = {
  row: schemeRow('leases.coordination.k8s.io'),
  setDefaults: (lease) => withFields(lease, { spec: lease.spec ?? {} }),
  validate: () => [],
  validateUpdate: () => [],
  allowUnconditionalUpdate: false,
  allowCreateOnUpdate: true,
};
