/** The quality-of-service class of a Pod. Models pkg/apis/core/helper/qos ComputePodQOS. */

import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../../../api/quantity.ts';
import type { PodSpec, ResourceRequirements } from '../../../api/types.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const computeResources = ['cpu', 'memory'];

function addUp(total: Map<string, Quantity>, list: Readonly<Record<string, string>> | undefined): number {
  let counted = 0;
  for (const name of computeResources) {
    const amount = list && Object.hasOwn(list, name) ? parseQuantity(list[name] ?? '') : undefined;
    if (!amount || amount.nano <= 0n) continue;
    counted++;
    const before = total.get(name);
    total.set(name, before ? addQuantities(before, amount) : amount);
  }
  return counted;
}

/** Guaranteed: every container has cpu and memory limits equal to its requests; BestEffort: none has any. */
export function qosClassOf(spec: PodSpec): QosClass {
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  const podLevel = spec.resources && Object.keys(spec.resources).length > 0 ? [spec.resources] : undefined;
  const parts: readonly (ResourceRequirements | undefined)[] =
    podLevel ?? [...spec.containers, ...(spec.initContainers ?? [])].map(({ resources }) => resources);
  let allLimited = true;
  for (const part of parts) {
    addUp(requests, part?.requests);
    if (addUp(limits, part?.limits) < computeResources.length) allLimited = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const equal = [...requests].every(([name, amount]) => {
    const limit = limits.get(name);
    return limit !== undefined && compareQuantities(limit, amount) === 0;
  });
  return allLimited && equal && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}
