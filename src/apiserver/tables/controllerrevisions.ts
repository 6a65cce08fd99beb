/** How ControllerRevisions are printed. Models printers.go printControllerRevision. */

import { controllerOf } from '../../api/object.ts';
import type { ControllerRevision } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

function controller(revision: ControllerRevision): string {
  const owner = controllerOf(revision);
  if (!owner) return '<none>';
  const group = owner.apiVersion.includes('/') ? owner.apiVersion.split('/')[0] : '';
  return `${(group ? `${owner.kind}.${group}` : owner.kind).toLowerCase()}/${owner.name}`;
}

export const controllerRevisionColumns: readonly TableColumn<ControllerRevision>[] = [
  nameColumn,
  { name: 'Controller', type: 'string', description: 'Controller of the object', cell: controller },
  {
    name: 'Revision',
    type: 'string',
    description: 'Revision indicates the revision of the state represented by Data.',
    cell: ({ revision }) => revision,
  },
  ageColumn,
];
