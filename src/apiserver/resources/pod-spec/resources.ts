/** Validation of resource requirements. Models pkg/apis/core/validation validateResourceRequirements and core/helper. */

import {
  duplicate,
  fieldNotFound,
  forbiddenField,
  invalid,
  notSupported,
  required,
  type FieldError,
} from '../../../api/field-error.ts';
import { compareQuantities, formatQuantity, isWholeQuantity, quantityOf } from '../../../api/quantity.ts';
import type { ResourceClaim, ResourceRequirements } from '../../../api/types.ts';
import { checkDnsLabel, checkQualifiedName, negativeError } from '../checks.ts';

const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Resources that have a name of their own. */
export const standardResources: ReadonlySet<string> = new Set(
  (
    'cpu memory ephemeral-storage requests.cpu requests.memory requests.ephemeral-storage limits.cpu limits.memory ' +
    'limits.ephemeral-storage pods resourcequotas services replicationcontrollers secrets configmaps ' +
    'persistentvolumeclaims storage requests.storage services.nodeports services.loadbalancers'
  ).split(' '),
);
const integerResources = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Without a prefix, or with one of Kubernetes itself. Models helper.IsNativeResource. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtendedResource(name: string): boolean {
  return (
    !isNativeResource(name) && !name.startsWith('requests.') && checkQualifiedName(`requests.${name}`, '').length === 0
  );
}

/** More may be promised than there is only of native resources other than huge pages. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Models validateResourceName. */
export function checkResourceName(name: string, path: string): FieldError[] {
  const errors = checkQualifiedName(name, path);
  if (errors.length > 0 || name.includes('/')) return errors;
  const standard = standardResources.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
  return standard ? [] : [invalid(path, name, 'must be a standard resource type or fully qualified')];
}

/** Models validateContainerResourceName. */
export function checkContainerResourceName(name: string, path: string): FieldError[] {
  const errors = checkResourceName(name, path);
  if (!name.includes('/')) {
    const known = containerResources.has(name) || isHugePages(name);
    return known ? errors : [...errors, invalid(path, name, 'must be a standard resource for containers')];
  }
  if (isNativeResource(name) || isExtendedResource(name)) return errors;
  return [...errors, invalid(path, name, "doesn't follow extended resource name standard")];
}

function checkPodResourceName(name: string, path: string): FieldError[] {
  const errors = checkResourceName(name, path);
  if (errors.length > 0 || name === 'cpu' || name === 'memory' || isHugePages(name)) return errors;
  return [notSupported(path, name, ['cpu', 'hugepages-', 'memory'])];
}

/** Not negative, and whole where only whole amounts make sense. Models ValidateResourceQuantityValue. */
export function checkQuantity(name: string, amount: string, path: string): FieldError[] {
  const quantity = quantityOf(amount);
  const negative = quantity.nano < 0n ? [invalid(path, formatQuantity(quantity), negativeError)] : [];
  const integer = integerResources.has(name) || isExtendedResource(name);
  const fraction = integer && !isWholeQuantity(quantity) ? [invalid(path, amount, 'must be an integer')] : [];
  return [...negative, ...fraction];
}

function checkHugePages(name: string, amount: string, path: string): FieldError[] {
  if (!isHugePages(name)) return [];
  const page = quantityOf(name.slice('hugepages-'.length)).nano;
  const { nano } = quantityOf(amount);
  if (page > 0n && nano > 0n && nano % page === 0n) return [];
  return [invalid(path, amount, `${amount} is not positive integer multiple of ${name}`)];
}

function checkAgainstLimit(name: string, amount: string, limit: string | undefined, path: string): FieldError[] {
  if (limit === undefined) {
    if (isOvercommitAllowed(name)) return [];
    return [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const order = compareQuantities(quantityOf(amount), quantityOf(limit));
  if (order !== 0 && !isOvercommitAllowed(name)) {
    return [invalid(`${path}.requests`, amount, `must be equal to ${name} limit of ${limit}`)];
  }
  return order > 0
    ? [invalid(`${path}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`)]
    : [];
}

function checkClaims(claims: readonly ResourceClaim[], podClaims: readonly string[], path: string): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap(({ name, request }, index) => {
    const at = `${path}[${index}]`;
    if (!name) return [required(at)];
    const errors: FieldError[] = request ? checkDnsLabel(request, `${at}.request`) : [];
    const key = request ? `${name}/${request}` : name;
    const overlaps =
      seen.has(name) || seen.has(key) || (!request && [...seen].some((entry) => entry.startsWith(`${name}/`)));
    if (overlaps) errors.push(duplicate(at, seen.has(key) ? key : name));
    seen.add(key);
    if (podClaims.includes(name)) return errors;
    const list = podClaims.length > 0 ? `: ${[...podClaims].sort().join(', ')}` : ' which is empty';
    const missing = fieldNotFound(at, name);
    const detail = `must be one of the names in pod.spec.resourceClaims${list}`;
    return [...errors, { ...missing, body: `${missing.body}: ${detail}` }];
  });
}

/** Errors of `resources` of a container (or of the whole Pod when `ofPod`). */
export function checkResources(
  resources: ResourceRequirements,
  podClaims: readonly string[],
  path: string,
  ofPod = false,
): FieldError[] {
  const { limits = {}, requests = {}, claims = [] } = resources;
  const checkName = ofPod ? checkPodResourceName : checkContainerResourceName;
  const errors = Object.entries(limits).flatMap(([name, amount]) => [
    ...checkName(name, `${path}.limits[${name}]`),
    ...checkQuantity(name, amount, `${path}.limits[${name}]`),
    ...checkHugePages(name, amount, `${path}.limits[${name}]`),
  ]);
  for (const [name, amount] of Object.entries(requests)) {
    const at = `${path}.requests[${name}]`;
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    errors.push(...checkName(name, at), ...checkQuantity(name, amount, at));
    errors.push(...checkAgainstLimit(name, amount, limit, path), ...checkHugePages(name, amount, at));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbiddenField(path, 'HugePages require cpu or memory'));
  }
  return [...errors, ...checkClaims(claims, podClaims, `${path}.claims`)];
}
