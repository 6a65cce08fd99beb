/** How Roles and ClusterRoles, and the bindings to them, are printed. Models printers.go printRole and printRoleBinding. */

import type { KubeObject } from '../../api/object.ts';
import type { RoleBinding, Subject } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const roleColumns: readonly TableColumn<KubeObject>[] = [
  nameColumn,
  {
    name: 'Created At',
    type: 'date',
    description: ageColumn.description!,
    cell: ({ metadata }) => metadata.creationTimestamp,
  },
];

type Binding = Pick<RoleBinding, 'roleRef' | 'subjects' | 'metadata'>;

function subjectColumn(name: string, kind: string, textOf: (subject: Subject) => string): TableColumn<Binding> {
  return {
    name,
    type: 'string',
    description: `${name} in the roleBinding`,
    priority: 1,
    cell: ({ subjects }) =>
      (subjects ?? [])
        .filter((subject) => subject.kind === kind)
        .map(textOf)
        .join(', '),
  };
}

/** The columns of a binding; upstream's descriptions of the wide ones name RoleBindings in both scopes. */
export function bindingColumns(roleDescription: string): readonly TableColumn<Binding & KubeObject>[] {
  return [
    nameColumn,
    {
      name: 'Role',
      type: 'string',
      description: roleDescription,
      cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
    },
    ageColumn,
    subjectColumn('Users', 'User', ({ name }) => name),
    subjectColumn('Groups', 'Group', ({ name }) => name),
    subjectColumn('ServiceAccounts', 'ServiceAccount', ({ namespace = '', name }) => `${namespace}/${name}`),
  ];
}

export const roleBindingColumns = bindingColumns(
  'RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error. This field is immutable.',
);

export const clusterRoleBindingColumns = bindingColumns(
  'RoleRef can only reference a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error. This field is immutable.',
);
