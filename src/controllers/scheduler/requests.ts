/**
 * What a Pod asks for and what a node has, as plain numbers (thousandths of a CPU, bytes, pieces).
 * Models component-helpers/resource PodRequests and pkg/scheduler/framework Resource.
 */

import { isSidecar } from '../../api/pod-summary.ts';
import { quantityMilliValue, quantityOf, quantityValue } from '../../api/quantity.ts';
import type { Container, Pod, PodSpec } from '../../api/types.ts';

/** Amounts by resource name; `cpu` in thousandths, everything else in whole units. */
export type Amounts = ReadonlyMap<string, number>;

type ResourceList = Readonly<Record<string, string>> | undefined;

/** What scoring assumes of a container that requests nothing. Models util.DefaultMilliCPURequest. */
const assumedMilliCpu = 100;
const assumedMemory = 200 * 1024 * 1024;

/** The amounts of a resource list. */
export function amountsOf(list: ResourceList): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const [name, text] of Object.entries(list ?? {})) {
    const quantity = quantityOf(text);
    amounts.set(name, Number(name === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity)));
  }
  return amounts;
}

function add(target: Map<string, number>, amounts: Amounts): void {
  for (const [name, amount] of amounts) target.set(name, (target.get(name) ?? 0) + amount);
}

function raise(target: Map<string, number>, amounts: Amounts): void {
  for (const [name, amount] of amounts) if (amount > (target.get(name) ?? 0)) target.set(name, amount);
}

/** Sum of the containers, or what the init containers need when that is more; sidecars count all the time. */
function sumRequests(spec: PodSpec, requestsOf: (container: Container) => Amounts): Map<string, number> {
  const total = new Map<string, number>();
  for (const container of spec.containers) add(total, requestsOf(container));
  const sidecars = new Map<string, number>();
  const initPeak = new Map<string, number>();
  for (const container of spec.initContainers ?? []) {
    const requests = requestsOf(container);
    if (isSidecar(container)) {
      add(total, requests);
      add(sidecars, requests);
      raise(initPeak, sidecars);
    } else {
      const together = new Map(sidecars);
      add(together, requests);
      raise(initPeak, together);
    }
  }
  raise(total, initPeak);
  for (const [name, amount] of amountsOf(spec.resources?.requests)) total.set(name, amount);
  add(total, amountsOf(spec.overhead));
  return total;
}

export interface PodRequests {
  readonly amounts: Amounts;
  /** The same with what is assumed of containers that ask for no CPU or memory: for scores. */
  readonly assumed: Amounts;
}

function withAssumptions(amounts: Amounts): Amounts {
  const assumed = new Map(amounts);
  if (!assumed.has('cpu')) assumed.set('cpu', assumedMilliCpu);
  if (!assumed.has('memory')) assumed.set('memory', assumedMemory);
  return assumed;
}

/** Specs are immutable, so what one asks for is computed once. */
const known = new WeakMap<PodSpec, PodRequests>();

export function podRequests(pod: Pod): PodRequests {
  const found = known.get(pod.spec);
  if (found) return found;
  const requestsOf = (container: Container): Amounts => amountsOf(container.resources?.requests);
  const requests = {
    amounts: sumRequests(pod.spec, requestsOf),
    assumed: sumRequests(pod.spec, (container) => withAssumptions(requestsOf(container))),
  };
  known.set(pod.spec, requests);
  return requests;
}
