/** Which resources the server has beyond those of every cluster. Models client-go/discovery aggregated_discovery.go. */

import { apiResources, type ApiResource } from '../api/api-resources.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { apiVersionOf } from '../api/scheme.ts';
import { StatusError } from '../api/status.ts';
import type { Transport } from '../client/transport.ts';
import { legacyGroups } from './legacy-discovery.ts';

const plain = 'application/json';
const accept = `application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,${plain}`;
const builtIn: ReadonlySet<string> = new Set(apiResources.map(({ group }) => group));

/** Everything that a server says of itself. */
export interface Discovery {
  /** `v1`, `apps/v1`, preferred versions first. */
  readonly versions: readonly string[];
  /** In every version, preferred ones first; those without a verb are left out. */
  readonly resources: readonly ApiResource[];
  /** Versions that the server has lost sight of, because the server behind it does not answer. */
  readonly stale: readonly string[];
}

/** What the server of a client serves. Throws StatusError. Models ServerGroupsAndResources. */
export async function discoverServer(send: (request: ApiRequest) => Promise<JsonValue>): Promise<Discovery> {
  const found = { versions: [] as string[], resources: [] as ApiResource[], stale: [] as string[] };
  for (const path of ['/api', '/apis']) {
    for (const group of await groupsAt(path, () => true, responseOf(send))) {
      for (const version of objectsOf(group, 'versions')) {
        const name = groupName(group);
        const groupVersion = apiVersionOf({ group: name, version: String(version['version']) });
        found.versions.push(groupVersion);
        if (version['freshness'] === 'Stale') found.stale.push(groupVersion);
      }
      found.resources.push(...groupResources(group).filter(({ verbs }) => verbs.length > 0));
    }
  }
  return found;
}

/** The resources of groups that other clusters do not have, preferred versions first; none when no server answers. */
export async function discoverResources(transport: Transport): Promise<readonly ApiResource[]> {
  try {
    const isOwn = (group: string): boolean => !builtIn.has(group);
    const groups = await groupsAt('/apis', isOwn, (request) => transport.request(request));
    return groups.flatMap(groupResources);
  } catch {
    // The command's own request meets the same failure, and says so.
    return [];
  }
}

/** Some of the groups at `/api` or `/apis`: all in one answer where the server can, else asked for one by one. */
async function groupsAt(
  path: string,
  isWanted: (group: string) => boolean,
  send: (request: ApiRequest) => Promise<ApiResponse>,
): Promise<readonly JsonObject[]> {
  const first = await send({ method: 'GET', path, accept });
  const { body } = first.code === 406 ? await send({ method: 'GET', path, accept: plain }) : first;
  if (!isJsonObject(body) || body['kind'] === 'APIGroupDiscoveryList') {
    return objectsOf(body, 'items').filter((group) => isWanted(groupName(group)));
  }
  return legacyGroups(body, isWanted, send);
}

/** Refusals as answers: one of them is no reason to give up. Those of the first request are thrown all the same. */
function responseOf(send: (request: ApiRequest) => Promise<JsonValue>): (request: ApiRequest) => Promise<ApiResponse> {
  return async (request) => {
    try {
      return { code: 200, body: await send(request) };
    } catch (error) {
      const isFirst = request.path === '/api' || request.path === '/apis';
      if (!(error instanceof StatusError) || (isFirst && error.status.code !== 406)) throw error;
      return { code: error.status.code, body: null };
    }
  };
}

function objectsOf(value: JsonValue | undefined, key: string): readonly JsonObject[] {
  const list = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter(isJsonObject) : [];
}

const stringsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).map(String) : [];

const groupName = ({ metadata }: JsonObject): string => (isJsonObject(metadata) ? String(metadata['name'] ?? '') : '');

function groupResources(group: JsonObject): readonly ApiResource[] {
  const name = groupName(group);
  return objectsOf(group, 'versions').flatMap((version) =>
    objectsOf(version, 'resources').map((resource) => toResource(name, String(version['version']), resource)),
  );
}

function toResource(group: string, version: string, resource: JsonObject): ApiResource {
  const { responseKind } = resource;
  return {
    group,
    version,
    kind: String(isJsonObject(responseKind) ? responseKind['kind'] : ''),
    plural: String(resource['resource']),
    singular: String(resource['singularResource'] ?? ''),
    shortNames: stringsOf(resource['shortNames']),
    namespaced: resource['scope'] === 'Namespaced',
    categories: stringsOf(resource['categories']),
    type: '',
    subresources: objectsOf(resource, 'subresources').map((entry) => String(entry['subresource'])),
    verbs: stringsOf(resource['verbs']),
  };
}

/** Each resource once, in its preferred version. */
export function preferredResources(resources: readonly ApiResource[]): readonly ApiResource[] {
  const seen = new Set<string>();
  return resources.filter(({ plural, group }) => {
    const name = `${plural}.${group}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
