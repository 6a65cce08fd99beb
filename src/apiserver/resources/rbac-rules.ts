/** What roles and bindings of both scopes have in common. Models pkg/apis/rbac/validation and v1/defaults.go. */

import { invalid, notSupported, required, type FieldError } from '../../api/field-error.ts';
import { nameIsDnsSubdomain, pathSegmentErrors } from '../../api/names.ts';
import type { KubeObject } from '../../api/object.ts';
import type { PolicyRule, RoleRef, Subject } from '../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import { invalidEach } from './checks.ts';
import { internalValue } from './internal-form.ts';
import { semanticallyEqual } from './semantic-equality.ts';

export const rbacGroup = 'rbac.authorization.k8s.io';

/** Names of RBAC objects are segments of a path, `system:node` for example. */
export const validateRbacName = (name: string): readonly string[] => pathSegmentErrors(name);

function checkRule(rule: PolicyRule, path: string, namespaced: boolean): FieldError[] {
  const { verbs, nonResourceURLs: urls = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const errors = verbs?.length ? [] : [required(`${path}.verbs`, 'verbs must contain at least one value')];
  if (urls.length > 0) {
    const at = `${path}.nonResourceURLs`;
    if (namespaced) errors.push(invalid(at, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      errors.push(invalid(at, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}

/** Errors of the rules of a role. Models ValidatePolicyRule. */
export function checkRules(rules: readonly PolicyRule[] | undefined, namespaced: boolean): FieldError[] {
  return (rules ?? []).flatMap((rule, index) => checkRule(rule, `rules[${index}]`, namespaced));
}

interface Binding extends KubeObject {
  readonly roleRef: RoleRef;
  readonly subjects?: readonly Subject[];
}

/** Models SetDefaults_RoleBinding and SetDefaults_Subject. */
export function setBindingDefaults<T extends Binding>(binding: T): T {
  const subjects = ifPresent(binding.subjects, (list) =>
    mapShared(list, (subject) =>
      subject.kind === 'User' || subject.kind === 'Group' ? withDefaults(subject, { apiGroup: rbacGroup }) : subject,
    ),
  );
  const roleRef = withDefaults(binding.roleRef, { apiGroup: rbacGroup });
  return withFields<Binding>(binding, { roleRef, subjects }) as T;
}

function checkSubject(subject: Subject, path: string, namespaced: boolean): FieldError[] {
  const { kind, name, apiGroup = '', namespace } = subject;
  const errors = name ? [] : [required(`${path}.name`)];
  const group = kind === 'ServiceAccount' ? '' : rbacGroup;
  switch (kind) {
    case 'ServiceAccount':
      if (name) errors.push(...invalidEach(`${path}.name`, name, nameIsDnsSubdomain(name, false)));
      if (apiGroup !== group) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
      if (!namespaced && !namespace) errors.push(required(`${path}.namespace`));
      return errors;
    case 'User':
    case 'Group':
      if (apiGroup !== group) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
      return errors;
    default:
      return [...errors, notSupported(`${path}.kind`, kind ?? '', ['ServiceAccount', 'User', 'Group'])];
  }
}

/** Errors of a binding to a role of one of the kinds. Models ValidateRoleBinding and ValidateClusterRoleBinding. */
export function checkBinding({ roleRef, subjects = [], metadata }: Binding, kinds: readonly string[]): FieldError[] {
  const { apiGroup = '', kind, name } = roleRef;
  const namespaced = metadata.namespace !== undefined;
  return [
    ...(apiGroup === rbacGroup ? [] : [notSupported('roleRef.apiGroup', apiGroup, [rbacGroup])]),
    ...(kinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
    ...(name ? invalidEach('roleRef.name', name, validateRbacName(name)) : [required('roleRef.name')]),
    ...subjects.flatMap((subject, index) => checkSubject(subject, `subjects[${index}]`, namespaced)),
  ];
}

/** A binding stays with its role. */
export function checkSameRole({ roleRef }: Binding, old: Binding): FieldError[] {
  if (semanticallyEqual(roleRef, old.roleRef)) return [];
  return [invalid('roleRef', internalValue('RoleRef', roleRef), 'cannot change roleRef')];
}
