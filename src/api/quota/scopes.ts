/** Which objects a quota is about. Models apiserver/pkg/quota/v1/generic Matches and the scope functions of its evaluators. */

import type { KubeObject } from '../object.ts';
import type { ResourceName } from '../scheme.ts';
import type {
  PersistentVolumeClaim,
  Pod,
  PodAffinityTerm,
  ResourceQuota,
  ScopedResourceSelectorRequirement,
} from '../types.ts';
import { namesTakenBy } from './usage.ts';

/** All that the scopes of the quota ask. Models getScopeSelectorsFromQuota. */
function requirementsOf({ spec }: ResourceQuota): readonly ScopedResourceSelectorRequirement[] {
  const named = (spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' }));
  return [...named, ...(spec.scopeSelector?.matchExpressions ?? [])];
}

/** Whether the object is in all scopes of the quota. */
export function isInScopes(quota: ResourceQuota, resource: ResourceName, object: KubeObject): boolean {
  return requirementsOf(quota).every((requirement) => {
    if (resource === 'pods') return isPodInScope(requirement, object as unknown as Pod);
    return (
      resource === 'persistentvolumeclaims' && isClaimInScope(requirement, object as unknown as PersistentVolumeClaim)
    );
  });
}

/** Whether the quota limits something that the object takes. Models Evaluator.Matches. */
export function isLimitedBy(quota: ResourceQuota, resource: ResourceName, object: KubeObject): boolean {
  return (
    namesTakenBy(resource, Object.keys(quota.status?.hard ?? {})).length > 0 && isInScopes(quota, resource, object)
  );
}

function isPodInScope(requirement: ScopedResourceSelectorRequirement, pod: Pod): boolean {
  const hasDeadline = (pod.spec.activeDeadlineSeconds ?? -1) >= 0;
  const isBestEffort = pod.status?.qosClass === 'BestEffort';
  switch (requirement.scopeName) {
    case 'Terminating':
      return hasDeadline;
    case 'NotTerminating':
      return !hasDeadline;
    case 'BestEffort':
      return isBestEffort;
    case 'NotBestEffort':
      return !isBestEffort;
    case 'PriorityClass':
      return matchesName(requirement, pod.spec.priorityClassName);
    case 'CrossNamespacePodAffinity':
      return affinityTerms(pod).some(
        ({ namespaces, namespaceSelector }) => (namespaces?.length ?? 0) > 0 || namespaceSelector !== undefined,
      );
    default:
      return false;
  }
}

function isClaimInScope(requirement: ScopedResourceSelectorRequirement, { spec }: PersistentVolumeClaim): boolean {
  return requirement.scopeName === 'VolumeAttributesClass' && matchesName(requirement, spec.volumeAttributesClassName);
}

/** The operators of a selector, applied to the one name that the object has, or to none. */
function matchesName({ operator, values = [] }: ScopedResourceSelectorRequirement, name: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return Boolean(name) && values.includes(name!);
    case 'NotIn':
      return !name || !values.includes(name);
    case 'Exists':
      return Boolean(name);
    default:
      return !name;
  }
}

function affinityTerms({ spec }: Pod): readonly PodAffinityTerm[] {
  return [spec.affinity?.podAffinity, spec.affinity?.podAntiAffinity].flatMap((rules) => [
    ...(rules?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(rules?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
}
