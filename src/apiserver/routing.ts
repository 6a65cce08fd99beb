/** From a URL path to what is asked for. Models apiserver/pkg/endpoints/request RequestInfo and the installed routes. */

import { apiResources, type ApiResource } from '../api/api-resources.ts';
import { resourceName, type ResourceName } from '../api/scheme.ts';
import type { ResourceDefinition } from './resource.ts';
import { rootOf, type Served } from './served.ts';

export interface ResourceRoute {
  readonly type: 'resource';
  readonly resource: ResourceName;
  readonly definition: ResourceDefinition;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
  /** Of `proxy`: the path that is passed on; '' when there is none. */
  readonly proxyPath?: string | undefined;
}

export type Route =
  | ResourceRoute
  /** A path that is no resource: discovery, health, version. */
  | { readonly type: 'other'; readonly path: string }
  /** A resource of a real API server that is not simulated here. */
  | UnsimulatedRoute
  /** A path below a group that is served, but of no resource of it. */
  | { readonly type: 'unknown' };

export interface UnsimulatedRoute {
  readonly type: 'unsimulated';
  readonly resource: ApiResource;
  readonly namespace?: string;
  readonly name?: string;
}

const listedByPath: ReadonlyMap<string, ApiResource> = new Map(
  apiResources.map((resource) => [`${rootOf(resource)}/${resource.plural}`, resource]),
);

function segmentsOf(path: string): readonly string[] {
  return path.split('/').flatMap((segment) => (segment === '' ? [] : [decodeSegment(segment)]));
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign stands for itself: no object can be called so, and the lookup says so.
    return segment;
  }
}

/** Routes of the latest paths: controllers ask for the same ones again and again. */
const routes = new WeakMap<Served, Map<string, Route>>();
const knownLimit = 8192;

function knownRoutes(served: Served): Map<string, Route> {
  const before = routes.get(served);
  if (before) return before;
  const known = new Map<string, Route>();
  routes.set(served, known);
  return known;
}

/** The route of a path. Never throws. */
export function routeOf(path: string, served: Served): Route {
  const known = knownRoutes(served);
  const remembered = known.get(path);
  if (remembered) return remembered;
  const route = parseRoute(path, served);
  if (known.size >= knownLimit) known.clear();
  known.set(path, route);
  return route;
}

function parseRoute(path: string, served: Served): Route {
  const segments = segmentsOf(path);
  const grouped = segments[0] === 'apis';
  const rootLength = grouped ? 3 : 2;
  if (!grouped && segments[0] !== 'api') return { type: 'other', path };
  if (segments.length <= rootLength) return { type: 'other', path };
  if (grouped && !served.groups.has(segments[1]!)) return { type: 'other', path };
  const root = segments.slice(0, rootLength).join('/');
  return resourceRoute(root, segments.slice(rootLength), served, path) ?? { type: 'unknown' };
}

function resourceRoute(root: string, rest: readonly string[], { byPath }: Served, path: string): Route | undefined {
  const namespaced = rest[0] === 'namespaces' && rest.length >= 3 && !isNamespaceSubresource(rest);
  const [plural, name, subresource, ...more] = namespaced ? rest.slice(2) : rest;
  if (root === 'api/v1' && plural === 'bindings') {
    return namespaced && name === undefined ? bindingsRoute(rest[1]!, byPath) : undefined;
  }
  const definition = byPath.get(`${root}/${plural}`);
  const row = definition?.row ?? listedByPath.get(`${root}/${plural}`);
  if (!row || (more.length > 0 && subresource !== 'proxy')) return undefined;
  // A name is only given below the scope of its kind; collections of all namespaces have none.
  if (namespaced !== row.namespaced && (namespaced || name !== undefined)) return undefined;
  const place = { ...(namespaced ? { namespace: rest[1]! } : {}), ...(name === undefined ? {} : { name }) };
  if (!definition) return { type: 'unsimulated', resource: row as ApiResource, ...place };
  if (subresource === undefined) return { type: 'resource', resource: resourceName(row), definition, ...place };
  if (!row.subresources.includes(subresource)) return undefined;
  const proxied = subresource === 'proxy' ? { proxyPath: proxyPathOf(path) } : {};
  return { type: 'resource', resource: resourceName(row), definition, ...place, subresource, ...proxied };
}

/** Bindings are not stored: creating one is the subresource of the Pod that it names. Models LegacyBindingREST. */
function bindingsRoute(namespace: string, byPath: Served['byPath']): ResourceRoute {
  return {
    type: 'resource',
    resource: 'pods',
    definition: byPath.get('api/v1/pods')!,
    namespace,
    subresource: 'binding',
  };
}

/** What stands behind `/proxy`, as it was written. */
function proxyPathOf(path: string): string {
  return /^(?:\/+[^/]+){6}\/+proxy(\/.*)?$/s.exec(path)?.[1] ?? '';
}

/** `namespaces/x/status` is a subresource, `namespaces/x/pods` a collection in x. */
function isNamespaceSubresource(rest: readonly string[]): boolean {
  return rest.length === 3 && (rest[2] === 'status' || rest[2] === 'finalize');
}
