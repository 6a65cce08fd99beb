/** Rules of Roles. Models pkg/apis/rbac/validation ValidateRole. */

import type { KubeObject } from '../../api/object.ts';
import type { Role } from '../../api/types.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkRules, validateRbacName } from './rbac-rules.ts';
import { schemeRow } from './scheme-row.ts';

export const roleDefinition: ResourceDefinition<Role & KubeObject> = {
  row: schemeRow('roles.rbac.authorization.k8s.io'),
  validate: ({ rules }) => checkRules(rules, true),
  validateUpdate: ({ rules }) => checkRules(rules, true),
  validateName: validateRbacName,
};
