/** Validation of claims. Models pkg/apis/core/validation ValidatePersistentVolumeClaimUpdate and its kin. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import { compareQuantities, quantityOf, quantityValue } from '../../../api/quantity.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../../api/types.ts';
import { immutableError } from '../checks.ts';
import { betaClassKey } from './claim-warnings.ts';
import { internalDiff } from '../internal-form.ts';
import { semanticallyEqual } from '../semantic-equality.ts';
import { checkClaimSpec } from './claim-spec.ts';

/** Errors of a new claim. */
export function validateClaim(claim: PersistentVolumeClaim): readonly FieldError[] {
  return checkClaimSpec(claim.spec, 'spec');
}

/** Both specs with what may change made equal. */
function maskMutableFields(
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): readonly [PersistentVolumeClaimSpec, PersistentVolumeClaimSpec] {
  const { spec, status } = claim;
  const annotation = old.metadata.annotations?.[betaClassKey];
  const bound = spec.volumeName && !old.spec.volumeName;
  const before = bound ? { ...old.spec, volumeName: spec.volumeName } : old.spec;
  const classAdded = spec.storageClassName !== undefined && old.spec.storageClassName === undefined;
  const masked: { -readonly [K in keyof PersistentVolumeClaimSpec]: PersistentVolumeClaimSpec[K] } = { ...spec };
  if (classAdded && (annotation === undefined || annotation === spec.storageClassName)) delete masked.storageClassName;
  if (status.phase === 'Bound') {
    const requests = spec.resources?.requests;
    const storage = old.spec.resources?.requests?.['storage'];
    if (requests && storage !== undefined) masked.resources = { ...spec.resources, requests: { ...requests, storage } };
    const { volumeAttributesClassName } = old.spec;
    if (spec.volumeAttributesClassName !== undefined && volumeAttributesClassName !== undefined) {
      masked.volumeAttributesClassName = volumeAttributesClassName;
    } else if (spec.volumeAttributesClassName !== undefined) {
      delete masked.volumeAttributesClassName;
    }
  }
  return [masked, before];
}

function checkShrinking({ spec }: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const size = quantityOf(spec.resources?.requests?.['storage']);
  const before = quantityOf(old.spec.resources?.requests?.['storage']);
  const capacity = quantityOf(old.status.capacity?.['storage']);
  if (compareQuantities(size, before) >= 0 || compareQuantities(size, capacity) > 0) return [];
  return [forbiddenField('spec.resources.requests.storage', 'field can not be less than status.capacity')];
}

function checkAttributesClass({ spec }: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const path = 'spec.volumeAttributesClassName';
  if (old.spec.volumeAttributesClassName === undefined) return [];
  if (spec.volumeAttributesClassName === undefined) {
    return [forbiddenField(path, 'update from non-nil value to nil is forbidden')];
  }
  if (spec.volumeAttributesClassName || !old.spec.volumeAttributesClassName) return [];
  return [forbiddenField(path, 'update from non-nil value to an empty string is forbidden')];
}

/** Errors of a changed claim. */
export function validateClaimUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly FieldError[] {
  const annotation = claim.metadata.annotations?.[betaClassKey] ?? '';
  const annotationChanged = annotation !== (old.metadata.annotations?.[betaClassKey] ?? '');
  const annotationErrors = annotationChanged
    ? [invalid(`metadata.annotations.${betaClassKey}`, annotation, immutableError)]
    : [];
  if (claim.spec === old.spec) return annotationErrors;
  const [masked, before] = maskMutableFields(claim, old);
  const rule =
    'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  const errors = [...validateClaim(claim), ...annotationErrors];
  if (!semanticallyEqual(masked, before)) {
    const difference = internalDiff('PersistentVolumeClaimSpec', before, masked);
    errors.push(forbiddenField('spec', `${rule}\n${difference}`));
  }
  errors.push(...checkShrinking(claim, old));
  if (claim.spec.volumeMode !== old.spec.volumeMode) {
    errors.push(invalid('volumeMode', claim.spec.volumeMode ?? null, immutableError));
  }
  return [...errors, ...checkAttributesClass(claim, old)];
}

const resizeStates = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
];

/** Errors of a written status. */
export function validateClaimStatus({ spec, status }: PersistentVolumeClaim): readonly FieldError[] {
  const negative = ([name, amount]: readonly [string, string], path: string): FieldError[] => {
    const value = quantityValue(quantityOf(amount));
    return value < 0n ? [invalid(`${path}[${name}]`, Number(value), 'must be a valid resource quantity')] : [];
  };
  return [
    ...(spec.accessModes?.length ? [] : [required('Spec.accessModes')]),
    ...Object.entries(status.capacity ?? {}).flatMap((entry) => negative(entry, 'status.capacity')),
    ...Object.entries(status.allocatedResourceStatuses ?? {}).flatMap(([name, state]) =>
      resizeStates.includes(state) ? [] : [notSupported('status.allocatedResourceStatus', name, resizeStates)],
    ),
    ...Object.entries(status.allocatedResources ?? {}).flatMap((entry) => negative(entry, 'status.allocatedResources')),
  ];
}
