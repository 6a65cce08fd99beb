/** Rules of PodDisruptionBudgets. Models pkg/apis/policy/validation and pkg/registry/policy/poddisruptionbudget strategy.go. */

import { invalid, type FieldError } from '../../api/field-error.ts';
import type { PodDisruptionBudget } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkNonnegative, checkOptionalEnum } from './checks.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { checkPercentOrCount } from './int-or-percent.ts';
import { internalValue } from './internal-form.ts';
import { checkLabelSelector } from './label-selector.ts';
import { schemeRow } from './scheme-row.ts';

/** Counts that are part of every stored status. */
const emptyStatus = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

function validate({ spec }: PodDisruptionBudget): readonly FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  const value = both ? internalValue('PodDisruptionBudgetSpec', spec) : null;
  return [
    ...(both ? [invalid('spec', value, 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...(minAvailable === undefined ? [] : checkPercentOrCount(minAvailable, 'spec.minAvailable')),
    ...(maxUnavailable === undefined ? [] : checkPercentOrCount(maxUnavailable, 'spec.maxUnavailable')),
    ...checkLabelSelector(selector, 'spec.selector'),
    ...checkOptionalEnum(policy, 'spec.unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget']),
  ];
}

function validateStatus({ status }: PodDisruptionBudget): readonly FieldError[] {
  const counts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;
  return counts.flatMap((field) => checkNonnegative(status[field], `status.${field}`));
}

export const podDisruptionBudgetDefinition: ResourceDefinition<PodDisruptionBudget> = {
  row: schemeRow('poddisruptionbudgets.policy'),
  setDefaults: (budget) =>
    withFields(budget, {
      spec: budget.spec ?? {},
      status: withFields(budget.status ?? {}, { ...emptyStatus, ...budget.status }),
    }),
  prepareForCreate: (budget) => ({ ...firstGeneration(budget), status: emptyStatus }),
  prepareForUpdate: (budget, old) => nextGeneration(withFields(budget, { status: old.status }), old),
  prepareForStatusUpdate: (budget, old) => withFields(budget, { spec: old.spec }),
  validate,
  validateUpdate: (budget, old) => (budget.spec === old.spec ? [] : validate(budget)),
  validateStatusUpdate: validateStatus,
  allowUnconditionalUpdate: false,
};
