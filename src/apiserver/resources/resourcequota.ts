/** Rules of ResourceQuotas. Models pkg/apis/core/validation ValidateResourceQuota and pkg/registry/core/resourcequota. */

import { invalid, required, type FieldError } from '../../api/field-error.ts';
import type { JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ResourceList } from '../../api/quota/amounts.ts';
import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../api/types.ts';
import { ifPresent, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { immutableError } from './checks.ts';
import { setResourceListDefaults } from './pod-spec/container-defaults.ts';
import { checkQuantity, checkResourceName, standardResources } from './pod-spec/resources.ts';
import { schemeRow } from './scheme-row.ts';

type StoredQuota = ResourceQuota & KubeObject;

const podCompute = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const ofPods: ReadonlySet<string> = new Set(['pods', ...podCompute]);
/** What each scope may be combined with. */
const scopes: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Terminating', ofPods],
  ['NotTerminating', ofPods],
  ['NotBestEffort', ofPods],
  ['PriorityClass', ofPods],
  ['CrossNamespacePodAffinity', ofPods],
  ['BestEffort', new Set(['pods'])],
  ['VolumeAttributesClass', new Set(['persistentvolumeclaims', 'requests.storage'])],
]);
const conflicts = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];
const existsOnly = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const existsError =
  "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

function isQuotaResource(name: string): boolean {
  const isStorage = name === 'storage';
  return (standardResources.has(name) && !isStorage) || /^(requests\.)?hugepages-/.test(name);
}

function checkName(name: string, path: string): FieldError[] {
  const errors = checkResourceName(name, path);
  if (name.includes('/') || isQuotaResource(name)) return errors;
  return [...errors, invalid(path, name, 'must be a standard resource for quota')];
}

function checkList(list: ResourceList | undefined, path: string): FieldError[] {
  return Object.entries(list ?? {}).flatMap(([name, amount]) => [
    ...checkName(name, `${path}[${name}]`),
    ...checkQuantity(name, amount, `${path}[${name}]`),
  ]);
}

/** Standard resources that the scope has nothing to do with. */
function misfits(scope: string, { hard }: ResourceQuotaSpec): readonly string[] {
  return Object.keys(hard ?? {}).filter((name) => isQuotaResource(name) && !scopes.get(scope)?.has(name));
}

function checkScopes(names: readonly string[], spec: ResourceQuotaSpec): FieldError[] {
  const path = 'spec.scopes';
  const errors = names.flatMap((scope) => [
    ...(scopes.has(scope) ? [] : [invalid(path, names, 'unsupported scope')]),
    ...misfits(scope, spec).map(() => invalid(path, names, 'unsupported scope applied to resource')),
  ]);
  const clashes = conflicts.filter((pair) => pair.every((scope) => names.includes(scope)));
  return [...errors, ...clashes.map(() => invalid(path, names, 'conflicting scopes'))];
}

function checkRequirement(requirement: ScopedResourceSelectorRequirement, path: string): FieldError[] {
  const { scopeName, operator, values = [] } = requirement;
  const errors: FieldError[] = [];
  if (existsOnly.includes(scopeName) && operator !== 'Exists') {
    errors.push(invalid(`${path}.operator`, operator, existsError));
  }
  if (operator === 'In' || operator === 'NotIn') {
    const rule = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (values.length === 0) errors.push(required(`${path}.values`, rule));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const rule = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (values.length > 0) errors.push(invalid(`${path}.values`, values, rule));
  } else {
    errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  }
  return errors;
}

function checkSelector(spec: ResourceQuotaSpec): FieldError[] {
  const path = 'spec.scopeSelector.matchExpressions';
  const requirements = spec.scopeSelector?.matchExpressions ?? [];
  const selector = {
    MatchExpressions: requirements.map(({ scopeName, operator, values = null }) => ({
      ScopeName: scopeName,
      Operator: operator,
      Values: values as JsonValue,
    })),
  };
  const errors = requirements.flatMap((requirement, index) => {
    const at = `${path}[${index}]`;
    const { scopeName } = requirement;
    return [
      ...(scopes.has(scopeName) ? [] : [invalid(`${at}.scopeName`, scopeName, 'unsupported scope')]),
      ...misfits(scopeName, spec).map(() => invalid(at, selector, 'unsupported scope applied to resource')),
      ...checkRequirement(requirement, at),
    ];
  });
  const names = requirements.map(({ scopeName }) => scopeName);
  const clashes = conflicts.filter((pair) => pair.every((scope) => names.includes(scope)));
  return [...errors, ...clashes.map(() => invalid(path, spec.scopes ?? null, 'conflicting scopes'))];
}

function validate({ spec }: StoredQuota): readonly FieldError[] {
  return [...checkList(spec.hard, 'spec.hard'), ...checkScopes(spec.scopes ?? [], spec), ...checkSelector(spec)];
}

function validateUpdate(quota: StoredQuota, old: StoredQuota): readonly FieldError[] {
  const [now, before] = [quota, old].map(({ spec }) => [...new Set(spec.scopes)].sort().join());
  const isSame = now === before;
  return [...validate(quota), ...(isSame ? [] : [invalid('spec.scopes', quota.spec.scopes ?? null, immutableError)])];
}

function validateStatus({ status }: StoredQuota): readonly FieldError[] {
  return [...checkList(status.hard, 'status.hard'), ...checkList(status.used, 'status.used')];
}

function setDefaults(quota: StoredQuota): StoredQuota {
  const hardOf = (list: ResourceList | undefined) => ifPresent(list, setResourceListDefaults);
  return withFields(quota, {
    spec: withFields(quota.spec ?? {}, { hard: hardOf(quota.spec?.hard) }),
    status: withFields(quota.status ?? {}, { hard: hardOf(quota.status?.hard), used: hardOf(quota.status?.used) }),
  });
}

export const resourceQuotaDefinition: ResourceDefinition<StoredQuota> = {
  row: schemeRow('resourcequotas'),
  setDefaults,
  prepareForCreate: (quota) => ({ ...quota, status: {} }),
  prepareForUpdate: (quota, old) => withFields(quota, { status: old.status }),
  prepareForStatusUpdate: (quota, old) => withFields(quota, { spec: old.spec }),
  validate,
  validateUpdate,
  validateStatusUpdate: validateStatus,
};
