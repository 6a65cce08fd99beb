/** How Namespaces are printed. Models printers.go printNamespace. */

import type { Namespace } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const namespaceColumns: readonly TableColumn<Namespace>[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    description: 'The status of the namespace',
    cell: ({ status }) => status.phase ?? '',
  },
  ageColumn,
];
