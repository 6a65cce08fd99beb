/** Rules of PersistentVolumeClaims. Models pkg/apis/core and pkg/registry/core/persistentvolumeclaim strategy.go. */

import type { PersistentVolumeClaim } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { setClaimSpecDefaults } from './pod-spec/volume-defaults.ts';
import { addFinalizer } from './protection-finalizer.ts';
import { schemeRow } from './scheme-row.ts';
import { defaultStorageClass } from './storage/default-class.ts';

/** Default storage class, then the finalizer that protects a claim in use. */
function admit(claim: PersistentVolumeClaim, context: RuleContext, old?: PersistentVolumeClaim): PersistentVolumeClaim {
  if (old) return claim;
  const named =
    claim.spec.storageClassName === undefined ? defaultStorageClass(context.reader)?.metadata.name : undefined;
  const classed = named === undefined ? claim : { ...claim, spec: { ...claim.spec, storageClassName: named } };
  return addFinalizer(classed, 'kubernetes.io/pvc-protection');
}

export const persistentVolumeClaimDefinition: ResourceDefinition<PersistentVolumeClaim> = {
  row: schemeRow('persistentvolumeclaims'),
  setDefaults: (claim) =>
    withFields(claim, {
      spec: setClaimSpecDefaults(claim.spec ?? {}),
      status: withDefaults(claim.status ?? {}, { phase: 'Pending' }),
    }),
  admit,
  prepareForCreate: (claim) => ({ ...claim, status: { phase: 'Pending' } }),
  prepareForUpdate: (claim, old) => withFields(claim, { status: old.status }),
  prepareForStatusUpdate: (claim, old) => withFields(claim, { spec: old.spec }),
  validate: () => [],
  validateUpdate: () => [],
};
