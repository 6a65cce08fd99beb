/** How StatefulSets are printed. Models printers.go printStatefulSet. */

import type { StatefulSet } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, containerColumns, nameColumn } from './common-columns.ts';

export const statefulSetColumns: readonly TableColumn<StatefulSet>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'Number of the pod with ready state',
    cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
  },
  ageColumn,
  ...containerColumns<StatefulSet>(({ spec }) => spec.template.spec?.containers ?? []),
];
