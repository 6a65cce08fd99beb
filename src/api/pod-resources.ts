/** Requests and limits of a whole Pod. Models component-helpers/resource AggregateContainerRequests. */

import { addQuantities, compareQuantities, formatQuantity, quantityOf, type Quantity } from './quantity.ts';
import type { Container, PodSpec } from './types.ts';

type Totals = Map<string, Quantity>;

function add(totals: Totals, container: Container, field: 'requests' | 'limits'): void {
  for (const [name, amount] of Object.entries(container.resources?.[field] ?? {})) {
    totals.set(name, addQuantities(totals.get(name) ?? quantityOf(undefined), quantityOf(amount)));
  }
}

function raise(totals: Totals, peak: Totals): void {
  for (const [name, amount] of peak) {
    const total = totals.get(name);
    if (!total || compareQuantities(amount, total) > 0) totals.set(name, amount);
  }
}

/** Containers and sidecars run together; each init container runs with the sidecars before it. */
function aggregate(
  { containers, initContainers = [] }: PodSpec,
  field: 'requests' | 'limits',
): Readonly<Record<string, string>> {
  const totals: Totals = new Map();
  for (const container of containers) add(totals, container, field);
  const sidecars: Totals = new Map();
  const peak: Totals = new Map();
  for (const container of initContainers) {
    if (container.restartPolicy === 'Always') {
      add(totals, container, field);
      add(sidecars, container, field);
      raise(peak, sidecars);
    } else {
      const moment: Totals = new Map(sidecars);
      add(moment, container, field);
      raise(peak, moment);
    }
  }
  raise(totals, peak);
  return Object.fromEntries([...totals].map(([name, amount]) => [name, formatQuantity(amount)]));
}

/** What all containers of the Pod request together. */
export function aggregateRequests(spec: PodSpec): Readonly<Record<string, string>> {
  return aggregate(spec, 'requests');
}

/** What all containers of the Pod are limited to together. */
export function aggregateLimits(spec: PodSpec): Readonly<Record<string, string>> {
  return aggregate(spec, 'limits');
}
