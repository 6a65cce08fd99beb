/** Rules of ClusterRoleBindings. Models pkg/apis/rbac/validation ValidateClusterRoleBinding. */

import type { KubeObject } from '../../api/object.ts';
import type { ClusterRoleBinding } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkBinding, checkSameRole, setBindingDefaults, validateRbacName } from './rbac-rules.ts';
import { schemeRow } from './scheme-row.ts';

const roleKinds = ['ClusterRole'];

export const clusterRoleBindingDefinition: ResourceDefinition<ClusterRoleBinding & KubeObject> = {
  row: schemeRow('clusterrolebindings.rbac.authorization.k8s.io'),
  setDefaults: setBindingDefaults,
  validate: (binding) => checkBinding(binding, roleKinds),
  validateUpdate: (binding, old) => [...checkBinding(binding, roleKinds), ...checkSameRole(binding, old)],
  validateName: validateRbacName,
};
