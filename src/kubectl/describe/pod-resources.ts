/** What a Pod requests and may use in all. Models component-helpers/resource PodRequests and PodLimits. */

import { addQuantities, compareQuantities, quantityOf, type Quantity } from '../../api/quantity.ts';
import { isSidecar } from '../../api/pod-summary.ts';
import type { Pod } from '../../api/types.ts';

/** Quantities by resource name. */
export type Resources = ReadonlyMap<string, Quantity>;

type Kind = 'requests' | 'limits';

function parse(quantities: Readonly<Record<string, string>> | undefined): Resources {
  return new Map(Object.entries(quantities ?? {}).map(([name, text]) => [name, quantityOf(text)]));
}

function combine(a: Resources, b: Resources, merge: (x: Quantity, y: Quantity) => Quantity): Resources {
  const result = new Map(a);
  for (const [name, quantity] of b) {
    const before = result.get(name);
    result.set(name, before ? merge(before, quantity) : quantity);
  }
  return result;
}

export function addResources(a: Resources, b: Resources): Resources {
  return combine(a, b, addQuantities);
}

function largest(a: Resources, b: Resources): Resources {
  return combine(a, b, (x, y) => (compareQuantities(y, x) > 0 ? y : x));
}

/** Sidecars add up with what starts after them; other init containers only raise the peak. */
export function podResources({ spec }: Pod, kind: Kind): Resources {
  let total = spec.containers.reduce<Resources>(
    (sum, { resources }) => addResources(sum, parse(resources?.[kind])),
    new Map(),
  );
  let sidecars: Resources = new Map();
  let peak: Resources = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = parse(container.resources?.[kind]);
    if (isSidecar(container)) {
      total = addResources(total, own);
      sidecars = addResources(sidecars, own);
      peak = largest(peak, sidecars);
    } else peak = largest(peak, addResources(own, sidecars));
  }
  const podLevel = parse(spec.resources?.[kind]);
  const sum = new Map([...largest(total, peak), ...podLevel]);
  const overhead = parse(spec.overhead);
  if (kind === 'requests') return addResources(sum, overhead);
  const limited = [...overhead].filter(([name]) => sum.has(name));
  return addResources(sum, new Map(limited));
}
