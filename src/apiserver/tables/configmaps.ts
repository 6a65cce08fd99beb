/** How ConfigMaps are printed. Models printers.go printConfigMap. */

import type { ConfigMap } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const configMapColumns: readonly TableColumn<ConfigMap>[] = [
  nameColumn,
  {
    name: 'Data',
    type: 'string',
    description:
      "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
    cell: ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
  },
  ageColumn,
];
