/** Which addresses each Service publishes: EndpointSlices by Service and by Pod. */

import type { KubeObject } from '../api/object.ts';
import type { Endpoint, EndpointSlice } from '../api/types.ts';
import { groupBy } from './group-by.ts';

export interface ServiceEndpoints {
  readonly all: readonly Endpoint[];
  /** Endpoints with `ready` other than false: those that DNS answers with. */
  readonly published: readonly Endpoint[];
  readonly byHostname: ReadonlyMap<string, Endpoint>;
  readonly slices: readonly EndpointSlice[];
}

export type EndpointIndex = ReadonlyMap<string, ServiceEndpoints>;

const none: ServiceEndpoints = { all: [], published: [], byHostname: new Map(), slices: [] };

function combine(slices: readonly EndpointSlice[]): ServiceEndpoints {
  const all = slices.flatMap(({ endpoints }) => endpoints ?? []);
  const published = all.filter(({ conditions }) => conditions?.ready !== false);
  const named = published.filter(({ hostname }) => hostname);
  return { all, published, byHostname: new Map(named.map((endpoint) => [endpoint.hostname!, endpoint])), slices };
}

const knownSingle = new WeakMap<EndpointSlice, ServiceEndpoints>();

/** Most Services have one slice: what it says is remembered with it, so that others' changes leave it alone. */
function combineOnce(slices: readonly EndpointSlice[]): ServiceEndpoints {
  const [only, ...more] = slices;
  if (!only || more.length > 0) return combine(slices);
  const before = knownSingle.get(only);
  if (before) return before;
  const combined = combine(slices);
  knownSingle.set(only, combined);
  return combined;
}

const known = new WeakMap<readonly EndpointSlice[], EndpointIndex>();

/** Groups slices by `namespace/service`; the same array always gives the same index. */
export function endpointIndex(slices: readonly (EndpointSlice & KubeObject)[]): EndpointIndex {
  const before = known.get(slices);
  if (before) return before;
  const groups = groupBy(
    slices,
    ({ metadata }) => `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name'] ?? ''}`,
  );
  const index = new Map([...groups].map(([key, group]) => [key, combineOnce(group)]));
  known.set(slices, index);
  return index;
}

export function endpointsOf(index: EndpointIndex, namespace: string, service: string): ServiceEndpoints {
  return index.get(`${namespace}/${service}`) ?? none;
}
