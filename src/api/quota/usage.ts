/**
 * What an object takes from a quota. The API server asks when it admits one, the quota controller when it counts.
 * Models pkg/quota/v1/evaluator/core and apiserver/pkg/quota/v1/generic.
 */

import type { KubeObject } from '../object.ts';
import { aggregateLimits, aggregateRequests } from '../pod-resources.ts';
import { compareQuantities, quantityOf, type Quantity } from '../quantity.ts';
import type { ResourceName } from '../scheme.ts';
import { parseTime } from '../../lib/time.ts';
import type { PersistentVolumeClaim, Pod, PodSpec, Service } from '../types.ts';
import { addAmounts, type Amounts, type ResourceList } from './amounts.ts';

/** Resources that no quota counts. */
export const uncountedResources: ReadonlySet<ResourceName> = new Set(['events', 'events.events.k8s.io']);

const computeNames = ['cpu', 'memory', 'ephemeral-storage'];
const podNames: ReadonlySet<string> = new Set([
  'pods',
  ...computeNames,
  ...computeNames.map((name) => `requests.${name}`),
  ...computeNames.map((name) => `limits.${name}`),
]);
const serviceNames: ReadonlySet<string> = new Set(['services', 'services.nodeports', 'services.loadbalancers']);
const claimNames: ReadonlySet<string> = new Set(['persistentvolumeclaims', 'requests.storage']);
/** Resources that may also be counted by their bare names. */
const aliases: ReadonlySet<ResourceName> = new Set([
  'configmaps',
  'resourcequotas',
  'replicationcontrollers',
  'secrets',
]);
const classInfix = '.storageclass.storage.k8s.io/';

const countName = (resource: ResourceName): string => `count/${resource}`;
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
const isHugePages = (name: string): boolean => name.startsWith('hugepages-');

/** Those of `names` that objects of the resource can take. Models Evaluator.MatchingResources. */
export function namesTakenBy(resource: ResourceName, names: Iterable<string>): readonly string[] {
  return [...names].filter((name) => name === countName(resource) || isTakenBy(resource, name));
}

function isTakenBy(resource: ResourceName, name: string): boolean {
  switch (resource) {
    case 'pods':
      if (podNames.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-')) return true;
      return !isNative(name) && name.startsWith('requests.');
    case 'services':
      return serviceNames.has(name);
    case 'persistentvolumeclaims': {
      const [, infix, last] = name.split(/(\.storageclass\.storage\.k8s\.io\/)/);
      return claimNames.has(name) || (infix === classInfix && claimNames.has(last ?? ''));
    }
    default:
      return aliases.has(resource) && name === resource;
  }
}

const one: Quantity = { nano: 1_000_000_000n, format: 'DecimalSI' };
const zero: Quantity = { nano: 0n, format: 'DecimalSI' };
const count = (amount: number): Quantity => ({ nano: BigInt(amount) * one.nano, format: 'DecimalSI' });

/** What the object takes. Models Evaluator.Usage. */
export function usageOf(resource: ResourceName, object: KubeObject, nowMs: number): Amounts {
  const counted = new Map([[countName(resource), one]]);
  switch (resource) {
    case 'pods': {
      const pod = object as unknown as Pod;
      return isPodCharged(pod, nowMs) ? addAmounts(counted, podUsage(pod)) : counted;
    }
    case 'services':
      return addAmounts(counted, serviceUsage(object as unknown as Service));
    case 'persistentvolumeclaims':
      return addAmounts(counted, claimUsage(object as unknown as PersistentVolumeClaim));
    default:
      return aliases.has(resource) ? addAmounts(counted, new Map([[resource, one]])) : counted;
  }
}

/** Pods that have ended, and those that should be gone by now, cost nothing. Models QuotaV1Pod. */
function isPodCharged({ metadata, status }: Pod, nowMs: number): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return nowMs <= (parseTime(deletionTimestamp) ?? nowMs) + deletionGracePeriodSeconds * 1000;
}

interface Lists {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** Specs are immutable, so what one takes is worked out once. */
const known = new WeakMap<PodSpec, Amounts>();

function podUsage({ spec }: Pod): Amounts {
  const found = known.get(spec);
  if (found) return found;
  const usage = computeUsage({
    requests: { ...aggregateRequests(spec), ...spec.resources?.requests },
    limits: { ...aggregateLimits(spec), ...spec.resources?.limits },
  });
  known.set(spec, usage);
  return usage;
}

/** Models podComputeUsageHelper. */
export function computeUsage({ requests, limits }: Lists): Amounts {
  const amounts = new Map([['pods', one]]);
  for (const [name, text] of Object.entries(requests)) {
    const amount = quantityOf(text);
    const isCompute = computeNames.includes(name) || isHugePages(name);
    if (isCompute) amounts.set(name, amount);
    if (isCompute || !isNative(name)) amounts.set(`requests.${name}`, amount);
  }
  for (const name of computeNames) {
    if (Object.hasOwn(limits, name)) amounts.set(`limits.${name}`, quantityOf(limits[name]));
  }
  return amounts;
}

function serviceUsage({ spec }: Service): Amounts {
  const ports = spec.ports ?? [];
  const isBalanced = spec.type === 'LoadBalancer';
  const withNodePort = ports.filter(({ nodePort }) => (nodePort ?? 0) > 0).length;
  const nodePorts = isBalanced && spec.allocateLoadBalancerNodePorts === false ? withNodePort : ports.length;
  return new Map([
    ['services', one],
    ['services.nodeports', isBalanced || spec.type === 'NodePort' ? count(nodePorts) : zero],
    ['services.loadbalancers', isBalanced ? one : zero],
  ]);
}

/** Models pvcEvaluator.Usage: an expansion that is on its way counts with what was allocated. */
function claimUsage({ metadata, spec, status }: PersistentVolumeClaim): Amounts {
  const storageClass = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName;
  const allocated = quantityOf(status?.allocatedResources?.['storage']);
  const requested = spec.resources?.requests?.['storage'];
  const size = compareQuantities(allocated, quantityOf(requested)) > 0 ? allocated : quantityOf(requested);
  const own = new Map([['persistentvolumeclaims', one]]);
  if (requested !== undefined) own.set('requests.storage', size);
  if (!storageClass) return own;
  return new Map([
    ...own,
    ...[...own].map(([name, amount]) => [`${storageClass}${classInfix}${name}`, amount] as const),
  ]);
}

/** Compute resources that, once limited, every container must name. */
const mandatoryNames: ReadonlySet<string> = new Set(
  ['cpu', 'memory'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
);

/** What the Pod leaves out and the quota wants, as the end of a sentence; undefined when nothing. Models Constraints. */
export function missingRequests({ spec }: Pod, restricted: readonly string[]): string | undefined {
  const missing = new Map<string, Set<string>>();
  for (const { name, resources } of [...spec.containers, ...(spec.initContainers ?? [])]) {
    const used = computeUsage({ requests: resources?.requests ?? {}, limits: resources?.limits ?? {} });
    for (const wanted of restricted) {
      if (!mandatoryNames.has(wanted) || used.has(wanted)) continue;
      missing.set(wanted, (missing.get(wanted) ?? new Set()).add(name));
    }
  }
  if (missing.size === 0) return undefined;
  const parts = [...missing.keys()].sort().map((name) => `${name} for: ${[...missing.get(name)!].sort().join(',')}`);
  return `must specify ${parts.join('; ')}`;
}
