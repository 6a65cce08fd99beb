/** Rules of RoleBindings. Models pkg/apis/rbac/validation ValidateRoleBinding. */

import type { KubeObject } from '../../api/object.ts';
import type { RoleBinding } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkBinding, checkSameRole, setBindingDefaults, validateRbacName } from './rbac-rules.ts';
import { schemeRow } from './scheme-row.ts';

const roleKinds = ['Role', 'ClusterRole'];

export const roleBindingDefinition: ResourceDefinition<RoleBinding & KubeObject> = {
  row: schemeRow('rolebindings.rbac.authorization.k8s.io'),
  setDefaults: setBindingDefaults,
  validate: (binding) => checkBinding(binding, roleKinds),
  validateUpdate: (binding, old) => [...checkBinding(binding, roleKinds), ...checkSameRole(binding, old)],
  validateName: validateRbacName,
};
