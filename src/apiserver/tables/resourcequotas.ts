/** How ResourceQuotas are printed. Models printers.go printResourceQuota. */

import { canonicalQuantity } from '../../api/quantity.ts';
import type { ResourceQuota } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

function usageText({ status }: ResourceQuota, ofLimits: boolean): string {
  const { hard = {}, used = {} } = status;
  return Object.keys(hard)
    .filter((name) => name.startsWith('limits.') === ofLimits)
    .sort()
    .map((name) => `${name}: ${canonicalQuantity(used[name] ?? '0')}/${canonicalQuantity(hard[name]!)}`)
    .join(', ');
}

export const resourceQuotaColumns: readonly TableColumn<ResourceQuota>[] = [
  nameColumn,
  {
    name: 'Request',
    type: 'string',
    description: 'Request represents a minimum amount of cpu/memory that a container may consume.',
    cell: (quota) => usageText(quota, false),
  },
  {
    name: 'Limit',
    type: 'string',
    description:
      'Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
    cell: (quota) => usageText(quota, true),
  },
  ageColumn,
];
