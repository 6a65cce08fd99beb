/** How ComponentStatuses are printed. Models printers.go printComponentStatus. */

import type { KubeObject } from '../../api/object.ts';
import type { TableColumn } from './columns.ts';
import { nameColumn } from './common-columns.ts';

interface ComponentCondition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly error?: string;
}

type ComponentStatus = KubeObject & { readonly conditions?: readonly ComponentCondition[] };

const healthOf = ({ conditions = [] }: ComponentStatus): ComponentCondition | undefined =>
  conditions.find(({ type }) => type === 'Healthy');

const states: Readonly<Record<string, string>> = { True: 'Healthy', False: 'Unhealthy' };

export const componentStatusColumns: readonly TableColumn<ComponentStatus>[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    description: 'Status of the component conditions',
    cell: (component) => states[healthOf(component)?.status ?? ''] ?? 'Unknown',
  },
  {
    name: 'Message',
    type: 'string',
    description: 'Message of the component conditions',
    cell: (component) => healthOf(component)?.message ?? '',
  },
  {
    name: 'Error',
    type: 'string',
    description: 'Error of the component conditions',
    cell: (component) => healthOf(component)?.error ?? '',
  },
];
