/** Rules of StorageClasses. Models pkg/apis/storage/validation and pkg/registry/storage/storageclass strategy.go. */

import { duplicate, invalid, notSupported, required, tooLong, type FieldError } from '../../api/field-error.ts';
import { byteLength } from '../../api/names.ts';
import type { KubeObject } from '../../api/object.ts';
import type { StorageClass, TopologySelectorTerm } from '../../api/types.ts';
import { withDefaults } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkQualifiedName, immutableError, sortedMap } from './checks.ts';
import { labelWarnings } from './pod-spec/node-label-warnings.ts';
import { schemeRow } from './scheme-row.ts';
import { semanticallyEqual } from './semantic-equality.ts';

type StoredClass = StorageClass & KubeObject;

const mostParameters = 512;
const longestParameters = 256 * 1024;

function checkParameters(parameters: Readonly<Record<string, string>>): FieldError[] {
  const entries = Object.entries(parameters);
  const errors: FieldError[] = [];
  if (entries.length > mostParameters) errors.push(tooLong('provisioner.parameters', mostParameters));
  for (const [key] of entries) {
    if (key === '') errors.push(invalid('parameters', key, 'field can not be empty.'));
  }
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return bytes > longestParameters ? [...errors, tooLong('parameters', longestParameters)] : errors;
}

function checkTopologies(terms: readonly TopologySelectorTerm[]): FieldError[] {
  return terms.flatMap((term, index) => {
    const path = `allowedTopologies[${index}]`;
    const keys = new Set<string>();
    const errors = (term.matchLabelExpressions ?? []).flatMap(({ key = '', values: list }, at) => {
      const values = list ?? [];
      const expression = `${path}.matchLabelExpressions[${at}]`;
      const repeated = keys.has(key);
      keys.add(key);
      return [
        ...(values.length === 0 ? [required(`${expression}.values`)] : []),
        ...values.flatMap((value, position) =>
          values.indexOf(value) < position ? [duplicate(`${expression}.values[${position}]`, value)] : [],
        ),
        ...checkQualifiedName(key, `${expression}.key`),
        ...(repeated ? [duplicate(`${expression}.key`, key)] : []),
      ];
    });
    const same = terms.findIndex((other) => semanticallyEqual(other, term)) < index;
    return same ? [...errors, duplicate(`${path}.matchLabelExpressions`, '')] : errors;
  });
}

function validate(storageClass: StoredClass): readonly FieldError[] {
  const { provisioner, parameters, reclaimPolicy, volumeBindingMode: mode } = storageClass;
  const policies = ['Delete', 'Retain'];
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  return [
    ...(provisioner ? checkQualifiedName(provisioner.toLowerCase(), 'provisioner') : [required('provisioner')]),
    ...checkParameters(parameters ?? {}),
    ...(reclaimPolicy && !policies.includes(reclaimPolicy)
      ? [notSupported('reclaimPolicy', reclaimPolicy, policies)]
      : []),
    ...(mode === undefined ? [required('volumeBindingMode')] : []),
    ...(mode !== undefined && !modes.includes(mode) ? [notSupported('volumeBindingMode', mode, modes)] : []),
    ...checkTopologies(storageClass.allowedTopologies ?? []),
  ];
}

/** Only metadata, topologies, mount options and the permission to expand may change. */
function validateUpdate(storageClass: StoredClass, old: StoredClass): readonly FieldError[] {
  const errors: FieldError[] = [];
  const { parameters, provisioner, reclaimPolicy, volumeBindingMode } = storageClass;
  if (!semanticallyEqual(parameters ?? {}, old.parameters ?? {})) {
    errors.push(invalid('parameters', parameters ? sortedMap(parameters) : null, immutableError));
  }
  if (provisioner !== old.provisioner) errors.push(invalid('provisioner', provisioner, immutableError));
  if (reclaimPolicy !== old.reclaimPolicy) {
    errors.push(invalid('reclaimPolicy', reclaimPolicy ?? null, immutableError));
  }
  if (volumeBindingMode !== old.volumeBindingMode) {
    errors.push(invalid('volumeBindingMode', volumeBindingMode ?? null, immutableError));
  }
  return errors;
}

export const storageClassDefinition: ResourceDefinition<StoredClass> = {
  row: schemeRow('storageclasses.storage.k8s.io'),
  setDefaults: (storageClass) =>
    withDefaults<StoredClass>(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate,
  validateUpdate: (storageClass, old) => [...validate(storageClass), ...validateUpdate(storageClass, old)],
  warnings: ({ allowedTopologies = [] }) =>
    allowedTopologies.flatMap(({ matchLabelExpressions }, index) =>
      (matchLabelExpressions ?? []).flatMap(({ key }, at) =>
        labelWarnings(key, `allowedTopologies[${index}].matchLabelExpressions[${at}].key`),
      ),
    ),
};
