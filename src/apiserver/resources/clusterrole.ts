/** Rules of ClusterRoles. Models pkg/apis/rbac/validation ValidateClusterRole. */

import { required, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ClusterRole } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkLabelSelector } from './label-selector.ts';
import { checkRules, validateRbacName } from './rbac-rules.ts';
import { schemeRow } from './scheme-row.ts';

function validate({ rules, aggregationRule }: ClusterRole): readonly FieldError[] {
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = aggregationRule?.clusterRoleSelectors ?? [];
  const detail = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
  return [
    ...checkRules(rules, false),
    ...(aggregationRule && selectors.length === 0 ? [required(path, detail)] : []),
    ...selectors.flatMap((selector, index) => checkLabelSelector(selector, `${path}[${index}]`)),
  ];
}

export const clusterRoleDefinition: ResourceDefinition<ClusterRole & KubeObject> = {
  row: schemeRow('clusterroles.rbac.authorization.k8s.io'),
  validate,
  validateUpdate: validate,
  validateName: validateRbacName,
};
