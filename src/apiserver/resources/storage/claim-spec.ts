/** Validation of a claim's spec, also inside templates. Models pkg/apis/core/validation ValidatePersistentVolumeClaimSpec. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import { formatQuantity, quantityOf } from '../../../api/quantity.ts';
import type { PersistentVolumeClaimSpec, TypedObjectReference } from '../../../api/types.ts';
import { checkDnsLabel, checkDnsSubdomain, checkOptionalEnum, positiveError } from '../checks.ts';
import { checkLabelSelector } from '../label-selector.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
/** How a volume may be presented. */
export const volumeModes = ['Block', 'Filesystem'];

/** Errors of `accessModes` that are there. */
export function checkAccessModes(modes: readonly string[], path: string): FieldError[] {
  const errors = modes.flatMap((mode) => (accessModes.includes(mode) ? [] : [notSupported(path, mode, accessModes)]));
  const known = modes.filter((mode) => accessModes.includes(mode));
  const mixed = known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod');
  return mixed ? [...errors, forbiddenField(path, 'may not use ReadWriteOncePod with other access modes')] : errors;
}

/** Errors of an amount that must be more than nothing. */
export function checkPositiveQuantity(amount: string, path: string): FieldError[] {
  const quantity = quantityOf(amount);
  return quantity.nano <= 0n ? [invalid(path, formatQuantity(quantity), positiveError)] : [];
}

function checkDataSource(source: TypedObjectReference, path: string): FieldError[] {
  const { name, kind = '', apiGroup = '', namespace } = source;
  const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...(name ? [] : [required(`${path}.name`)]),
    ...(kind ? [] : [required(`${path}.kind`)]),
    ...(!apiGroup && kind !== 'PersistentVolumeClaim' ? [invalid(path, kind, detail)] : []),
    ...(apiGroup ? checkDnsSubdomain(apiGroup, `${path}.apiGroup`) : []),
    ...(namespace ? checkDnsLabel(namespace, `${path}.namespace`) : []),
  ];
}

function checkDataSources({ dataSource, dataSourceRef }: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const errors = [
    ...(dataSource ? checkDataSource(dataSource, `${path}.dataSource`) : []),
    ...(dataSourceRef ? checkDataSource(dataSourceRef, `${path}.dataSourceRef`) : []),
  ];
  if (!dataSource || !dataSourceRef) return errors;
  const value = `${path}.dataSource`;
  if (dataSourceRef.namespace) {
    return [...errors, invalid(path, value, 'may not be specified when dataSourceRef.namespace is specified')];
  }
  const same =
    dataSource.apiGroup === dataSourceRef.apiGroup &&
    dataSource.kind === dataSourceRef.kind &&
    dataSource.name === dataSourceRef.name;
  return same ? errors : [...errors, invalid(path, value, 'must match dataSourceRef')];
}

/** Errors of a claim's spec. */
export function checkClaimSpec(spec: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const { accessModes: modes = [], resources, storageClassName, volumeMode, volumeAttributesClassName } = spec;
  const storage = resources?.requests?.['storage'];
  const storagePath = `${path}.resources[storage]`;
  return [
    ...(modes.length === 0 ? [required(`${path}.accessModes`, 'at least 1 access mode is required')] : []),
    ...checkLabelSelector(spec.selector, `${path}.selector`),
    ...checkAccessModes(modes, `${path}.accessModes`),
    ...(storage === undefined ? [required(storagePath)] : checkPositiveQuantity(storage, storagePath)),
    ...(storageClassName ? checkDnsSubdomain(storageClassName, `${path}.storageClassName`) : []),
    ...checkOptionalEnum(volumeMode, `${path}.volumeMode`, volumeModes),
    ...checkDataSources(spec, path),
    ...(volumeAttributesClassName
      ? checkDnsSubdomain(volumeAttributesClassName, `${path}.volumeAttributesClassName`)
      : []),
  ];
}
