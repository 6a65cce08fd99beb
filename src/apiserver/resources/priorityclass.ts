/** Rules of PriorityClasses. Models pkg/apis/scheduling/validation and plugin/pkg/admission/priority. */

import { forbiddenField, invalid, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import { forbidden, StatusError } from '../../api/status.ts';
import type { PriorityClass } from '../../api/types.ts';
import { withDefaults } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { checkEnum, immutableError } from './checks.ts';
import { firstGeneration } from './generation.ts';
import { schemeRow } from './scheme-row.ts';

type StoredClass = PriorityClass & KubeObject;

const row = schemeRow('priorityclasses.scheduling.k8s.io');
const highestUserDefinable = 1_000_000_000;
const preemptionPolicies = ['PreemptLowerPriority', 'Never'];

/** The two classes that every cluster has. Models pkg/apis/scheduling/v1 SystemPriorityClasses. */
export const systemPriorities: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** Why a name that is reserved cannot be used so. Models IsKnownSystemPriorityClass. */
function systemFault({ metadata: { name }, value = 0, globalDefault = false }: StoredClass): string | undefined {
  const wanted = systemPriorities.get(name);
  if (wanted === undefined) return `${name} is not a known system priority class`;
  if (value !== wanted) return `value of ${name} PriorityClass must be ${wanted}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function checkNameAndValue(priorityClass: StoredClass): FieldError[] {
  const { metadata, value = 0 } = priorityClass;
  if (metadata.name.startsWith('system-')) {
    const fault = systemFault(priorityClass);
    const reserved = "priority class names with 'system-' prefix are reserved for system use only";
    return fault === undefined ? [] : [forbiddenField('metadata.name', `${reserved}. error: ${fault}`)];
  }
  if (value <= highestUserDefinable) return [];
  return [forbiddenField('value', `maximum allowed value of a user defined priority is ${highestUserDefinable}`)];
}

function validate(priorityClass: StoredClass): readonly FieldError[] {
  const { preemptionPolicy } = priorityClass;
  return [
    ...checkNameAndValue(priorityClass),
    ...(preemptionPolicy === undefined ? [] : checkEnum(preemptionPolicy, 'preemptionPolicy', preemptionPolicies)),
  ];
}

function validateUpdate({ value, preemptionPolicy }: StoredClass, old: StoredClass): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (value !== old.value) errors.push(forbiddenField('value', 'may not be changed in an update.'));
  if (preemptionPolicy !== old.preemptionPolicy) {
    errors.push(invalid('preemptionPolicy', preemptionPolicy ?? null, immutableError));
  }
  return errors;
}

/** Only one class can be the default one. Models validatePriorityClass. */
function admit(priorityClass: StoredClass, { reader }: RuleContext): StoredClass {
  if (!priorityClass.globalDefault) return priorityClass;
  const { name } = priorityClass.metadata;
  const other = reader
    .list('priorityclasses.scheduling.k8s.io')
    .find((entry) => entry.globalDefault && entry.metadata.name !== name);
  if (!other) return priorityClass;
  const error = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`;
  throw new StatusError(forbidden(row, name, error));
}

export const priorityClassDefinition: ResourceDefinition<StoredClass> = {
  row,
  setDefaults: (priorityClass) =>
    withDefaults<StoredClass>(priorityClass, { value: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  admit,
  prepareForCreate: firstGeneration,
  validate,
  validateUpdate,
  beforeDelete({ metadata }) {
    if (!systemPriorities.has(metadata.name)) return;
    throw new StatusError(forbidden(row, metadata.name, 'this is a system priority class and cannot be deleted'));
  },
};
