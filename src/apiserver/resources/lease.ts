/** Rules of Leases. Models pkg/apis/coordination/validation and pkg/registry/coordination/lease. */

import { invalid, type FieldError } from '../../api/field-error.ts';
import type { Lease } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkNonnegative } from './checks.ts';
import { schemeRow } from './scheme-row.ts';

function validate({ spec }: Lease): readonly FieldError[] {
  const { leaseDurationSeconds: duration, leaseTransitions } = spec;
  return [
    ...(duration !== undefined && duration <= 0
      ? [invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')]
      : []),
    ...checkNonnegative(leaseTransitions, 'spec.leaseTransitions'),
  ];
}

export const leaseDefinition: ResourceDefinition<Lease> = {
  row: schemeRow('leases.coordination.k8s.io'),
  setDefaults: (lease) => withFields(lease, { spec: lease.spec ?? {} }),
  validate,
  validateUpdate: validate,
  allowUnconditionalUpdate: false,
  allowCreateOnUpdate: true,
};
