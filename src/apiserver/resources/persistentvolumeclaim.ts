/** Rules of PersistentVolumeClaims. Models pkg/apis/core and pkg/registry/core/persistentvolumeclaim strategy.go. */

import type { PersistentVolumeClaim } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import { checkClaimLimits } from '../admission/limit-ranger.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { setClaimSpecDefaults } from './pod-spec/volume-defaults.ts';
import { addFinalizer } from './protection-finalizer.ts';
import { schemeRow } from './scheme-row.ts';
import { betaClassKey, claimWarnings } from './storage/claim-warnings.ts';
import { admitClaimResize } from './storage/claim-resize.ts';
import { defaultStorageClass } from './storage/default-class.ts';
import { validateClaim, validateClaimStatus, validateClaimUpdate } from './storage/validate-claim.ts';

/** On create: the default storage class, then the finalizer that protects a claim in use. */
function admit(claim: PersistentVolumeClaim, context: RuleContext, old?: PersistentVolumeClaim): PersistentVolumeClaim {
  if (old) return claim;
  const hasClass =
    claim.spec.storageClassName !== undefined || claim.metadata.annotations?.[betaClassKey] !== undefined;
  const storageClassName = hasClass ? claim.spec.storageClassName : defaultStorageClass(context.reader)?.metadata.name;
  const classed = withFields(claim, { spec: withFields(claim.spec, { storageClassName }) });
  return addFinalizer(classed, 'kubernetes.io/pvc-protection');
}

/** A data source given in one of its two fields stands in both. Models NormalizeDataSources. */
function normalizeDataSources(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const { dataSource, dataSourceRef } = claim.spec;
  if (dataSource && !dataSourceRef) {
    return { ...claim, spec: { ...claim.spec, dataSourceRef: dataSource } };
  }
  if (!dataSource && dataSourceRef && !dataSourceRef.namespace) {
    return { ...claim, spec: { ...claim.spec, dataSource: dataSourceRef } };
  }
  return claim;
}

export const persistentVolumeClaimDefinition: ResourceDefinition<PersistentVolumeClaim> = {
  row: schemeRow('persistentvolumeclaims'),
  setDefaults: (claim) =>
    withFields(claim, {
      spec: setClaimSpecDefaults(claim.spec ?? {}),
      status: withDefaults(claim.status ?? {}, { phase: 'Pending' }),
    }),
  admit,
  checkAdmission(claim, context, old) {
    checkClaimLimits(claim, context);
    if (old) admitClaimResize(claim, old, context);
  },
  prepareForCreate: (claim) => normalizeDataSources({ ...claim, status: { phase: 'Pending' } }),
  prepareForUpdate: (claim, old) => normalizeDataSources(withFields(claim, { status: old.status })),
  prepareForStatusUpdate: (claim, old) => withFields(claim, { spec: old.spec }),
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  validateStatusUpdate: validateClaimStatus,
  warnings: claimWarnings,
};
