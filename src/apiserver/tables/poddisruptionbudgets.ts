/** How PodDisruptionBudgets are printed. Models printers.go printPodDisruptionBudget. */

import type { PodDisruptionBudget } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const podDisruptionBudgetColumns: readonly TableColumn<PodDisruptionBudget>[] = [
  nameColumn,
  {
    name: 'Min Available',
    type: 'string',
    description: 'The minimum number of pods that must be available.',
    cell: ({ spec }) => String(spec.minAvailable ?? 'N/A'),
  },
  {
    name: 'Max Unavailable',
    type: 'string',
    description: 'The maximum number of pods that may be unavailable.',
    cell: ({ spec }) => String(spec.maxUnavailable ?? 'N/A'),
  },
  {
    name: 'Allowed Disruptions',
    type: 'integer',
    description: 'Calculated number of pods that may be disrupted at this time.',
    cell: ({ status }) => status.disruptionsAllowed ?? 0,
  },
  ageColumn,
];
