/** Rules of ReplicaSets. Models pkg/apis/apps v1/defaults.go, validation and pkg/registry/apps/replicaset strategy.go. */

import { invalid, type FieldError } from '../../api/field-error.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkNonnegative } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { setPodTemplateDefaults } from './pod-spec/defaults.ts';
import { podTemplateWarnings } from './pod-spec/warnings.ts';
import { checkSameSelector, checkSelectorAndTemplate, podNameWarnings } from './replica-template.ts';
import { schemeRow } from './scheme-row.ts';

function validate({ spec }: ReplicaSet): readonly FieldError[] {
  return [
    ...checkNonnegative(spec.replicas, 'spec.replicas'),
    ...checkNonnegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...checkSelectorAndTemplate(spec),
  ];
}

/** Models ValidateReplicaSetStatus. */
function validateStatus({ status }: ReplicaSet): readonly FieldError[] {
  const { replicas, fullyLabeledReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  const counts = { fullyLabeledReplicas, readyReplicas, availableReplicas };
  const above = (field: string, count: number, limit: string): FieldError =>
    invalid(`status.${field}`, count, `cannot be greater than status.${limit}`);
  return [
    ...checkNonnegative(replicas, 'status.replicas'),
    ...Object.entries(counts).flatMap(([field, count]) => checkNonnegative(count, `status.${field}`)),
    ...checkNonnegative(status.terminatingReplicas, 'status.terminatingReplicas'),
    ...checkNonnegative(status.observedGeneration, 'status.observedGeneration'),
    ...Object.entries(counts).flatMap(([field, count]) => (count > replicas ? [above(field, count, 'replicas')] : [])),
    ...(availableReplicas > readyReplicas ? [above('availableReplicas', availableReplicas, 'readyReplicas')] : []),
  ];
}

export const replicaSetDefinition: ResourceDefinition<ReplicaSet> = {
  row: schemeRow('replicasets.apps'),
  setDefaults: (set) =>
    withFields(set, {
      spec: withFields(withDefaults(set.spec ?? ({} as ReplicaSetSpec), { replicas: 1 }), {
        template: setPodTemplateDefaults(set.spec?.template),
      }),
      status: withFields(set.status ?? { replicas: 0 }, { replicas: set.status?.replicas ?? 0 }),
    }),
  prepareForCreate: (set) => ({ ...firstGeneration(set), status: { replicas: 0 } }),
  prepareForUpdate: (set, old) => nextGeneration(withFields(set, { status: old.status }), old),
  prepareForStatusUpdate: (set, old) => withFields(set, { spec: old.spec }),
  validate,
  validateUpdate: (set, old) =>
    set.spec === old.spec ? [] : [...validate(set), ...checkSameSelector(set.spec, old.spec)],
  validateStatusUpdate: validateStatus,
  warnings: (set, old) => [
    ...(old ? [] : podNameWarnings(set)),
    ...(set.metadata.generation === old?.metadata.generation || !set.spec.template
      ? []
      : podTemplateWarnings(set.spec.template, 'spec.template')),
  ],
};
