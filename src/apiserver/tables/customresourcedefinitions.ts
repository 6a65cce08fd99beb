/** Columns of CustomResourceDefinitions. Models apiextensions-apiserver/pkg/registry/customresourcedefinition etcd.go. */

import type { CustomResourceDefinition } from '../../api/types.ts';
import { ageColumn, nameColumn } from './common-columns.ts';
import type { TableColumn } from './columns.ts';

export const customResourceDefinitionColumns: readonly TableColumn<CustomResourceDefinition>[] = [
  nameColumn,
  {
    ...ageColumn,
    name: 'Created At',
    type: 'date',
    cell: ({ metadata }) => metadata.creationTimestamp ?? '<unknown>',
  },
];
