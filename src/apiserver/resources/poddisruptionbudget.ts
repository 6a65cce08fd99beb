/** Rules of PodDisruptionBudgets. Models pkg/apis/policy and pkg/registry/policy/poddisruptionbudget strategy.go. */

import type { PodDisruptionBudget } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { firstGeneration, nextGeneration } from './generation.ts';
import { schemeRow } from './scheme-row.ts';

/** Counts that are part of every stored status. */
const emptyStatus = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

export const podDisruptionBudgetDefinition: ResourceDefinition<PodDisruptionBudget> = {
  row: schemeRow('poddisruptionbudgets.policy'),
  setDefaults: (budget) => withFields(budget, { spec: budget.spec ?? {}, status: budget.status ?? emptyStatus }),
  prepareForCreate: (budget) => ({ ...firstGeneration(budget), status: emptyStatus }),
  prepareForUpdate: (budget, old) => nextGeneration(withFields(budget, { status: old.status }), old),
  prepareForStatusUpdate: (budget, old) => withFields(budget, { spec: old.spec }),
  validate: () => [],
  validateUpdate: () => [],
  allowUnconditionalUpdate: false,
};
