/** Rules of Deployments. Models pkg/apis/apps v1/defaults.go, validation and pkg/registry/apps/deployment strategy.go. */

import { forbiddenField, invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import { percentOf } from '../../api/int-or-string.ts';
import type { IntOrString } from '../../api/json.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment } from '../../api/types.ts';
import { withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkNonnegative } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { checkCount, checkPercentOrCount } from './int-or-percent.ts';
import { internalValue } from './internal-form.ts';
import { setPodTemplateDefaults } from './pod-spec/defaults.ts';
import { podTemplateWarnings } from './pod-spec/warnings.ts';
import { checkSameSelector, checkSelectorAndTemplate, podNameWarnings } from './replica-template.ts';
import { schemeRow } from './scheme-row.ts';
import { semanticallyEqual } from './semantic-equality.ts';

/** Models SetDefaults_Deployment. */
function setStrategyDefaults(strategy: DeploymentStrategy = {}): DeploymentStrategy {
  const typed = withDefaults(strategy, { type: 'RollingUpdate' });
  if (typed.type !== 'RollingUpdate') return typed;
  const rolling = withDefaults(typed.rollingUpdate ?? {}, { maxUnavailable: '25%', maxSurge: '25%' });
  return withFields(typed, { rollingUpdate: rolling });
}

function setDefaults(deployment: Deployment): Deployment {
  const spec = withDefaults(deployment.spec ?? ({} as DeploymentSpec), {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  return withFields(deployment, {
    spec: withFields(spec, {
      strategy: setStrategyDefaults(spec.strategy),
      template: setPodTemplateDefaults(spec.template),
    }),
    status: deployment.status ?? {},
  });
}

/** Models ValidateRollingUpdateDeployment. */
function checkRollingUpdate(rolling: RollingUpdateDeployment, path: string): FieldError[] {
  const { maxUnavailable = 0, maxSurge = 0 } = rolling;
  const isZero = (value: IntOrString): boolean => value === 0 || percentOf(value) === 0;
  const at = `${path}.maxUnavailable`;
  return [
    ...checkPercentOrCount(maxUnavailable, at),
    ...checkCount(maxSurge, `${path}.maxSurge`),
    ...(isZero(maxUnavailable) && isZero(maxSurge)
      ? [invalid(at, maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
      : []),
  ];
}

function checkStrategy(strategy: DeploymentStrategy, path: string): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const rolling = `${path}.rollingUpdate`;
  switch (type) {
    case 'Recreate':
      return rollingUpdate ? [forbiddenField(rolling, "may not be specified when strategy `type` is 'Recreate'")] : [];
    case 'RollingUpdate':
      if (!rollingUpdate) return [required(rolling, 'this should be defaulted and never be nil')];
      return checkRollingUpdate(rollingUpdate, rolling);
    default: {
      const value = internalValue('DeploymentStrategy', strategy);
      return [notSupported(path, value, ['Recreate', 'RollingUpdate'])];
    }
  }
}

/** Models ValidateDeploymentSpec. */
function validate({ spec }: Deployment): readonly FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec;
  const at = 'spec.progressDeadlineSeconds';
  return [
    ...checkNonnegative(spec.replicas, 'spec.replicas'),
    ...checkSelectorAndTemplate(spec),
    ...checkStrategy(spec.strategy ?? {}, 'spec.strategy'),
    ...checkNonnegative(minReadySeconds, 'spec.minReadySeconds'),
    ...checkNonnegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...checkNonnegative(deadline, at),
    ...(deadline !== undefined && deadline <= minReadySeconds
      ? [invalid(at, deadline, 'must be greater than minReadySeconds')]
      : []),
  ];
}

/** Models ValidateDeploymentStatus. */
function validateStatus({ status }: Deployment, old: Deployment): readonly FieldError[] {
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  const counts = { replicas, updatedReplicas, readyReplicas, availableReplicas };
  const above = (field: string, count: number, limit: string): FieldError =>
    invalid(`status.${field}`, count, `cannot be greater than ${limit}`);
  const errors = [
    ...checkNonnegative(status.observedGeneration, 'status.observedGeneration'),
    ...Object.entries(counts).flatMap(([field, count]) => checkNonnegative(count, `status.${field}`)),
    ...checkNonnegative(status.unavailableReplicas, 'status.unavailableReplicas'),
    ...checkNonnegative(status.terminatingReplicas, 'status.terminatingReplicas'),
    ...checkNonnegative(status.collisionCount, 'status.collisionCount'),
    ...Object.entries({ updatedReplicas, readyReplicas, availableReplicas }).flatMap(([field, count]) =>
      count > replicas ? [above(field, count, 'status.replicas')] : [],
    ),
    ...(availableReplicas > readyReplicas ? [above('availableReplicas', availableReplicas, 'readyReplicas')] : []),
  ];
  if ((status.collisionCount ?? 0) < (old.status.collisionCount ?? 0)) {
    errors.push(invalid('status.collisionCount', status.collisionCount ?? null, 'cannot be decremented'));
  }
  return errors;
}

export const deploymentDefinition: ResourceDefinition<Deployment> = {
  row: schemeRow('deployments.apps'),
  setDefaults,
  prepareForCreate: (deployment) => ({ ...firstGeneration(deployment), status: {} }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: (deployment, old) =>
    withFields(deployment, {
      spec: old.spec,
      metadata: withFields(deployment.metadata, { labels: old.metadata.labels }),
    }),
  validate,
  validateUpdate: (deployment, old) =>
    deployment.spec === old.spec ? [] : [...validate(deployment), ...checkSameSelector(deployment.spec, old.spec)],
  validateStatusUpdate: validateStatus,
  warnings: (deployment, old) => [
    ...(old ? [] : podNameWarnings(deployment)),
    ...(deployment.metadata.generation === old?.metadata.generation
      ? []
      : podTemplateWarnings(deployment.spec.template, 'spec.template')),
  ],
};

/** The generation also counts changes of annotations, which the controller copies to its ReplicaSets. */
function keepStatus(deployment: Deployment, old: Deployment): Deployment {
  const next = nextGeneration(withFields(deployment, { status: old.status }), old);
  const { annotations, generation } = next.metadata;
  if (generation !== old.metadata.generation || semanticallyEqual(annotations, old.metadata.annotations)) return next;
  return { ...next, metadata: { ...next.metadata, generation: (generation ?? 0) + 1 } };
}
