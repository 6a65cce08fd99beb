/** Which resources the server has beyond those of every cluster. Models client-go/discovery aggregated_discovery.go. */

import { apiResources, type ApiResource } from '../api/api-resources.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { Transport } from '../client/transport.ts';

const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const builtIn: ReadonlySet<string> = new Set(apiResources.map(({ group }) => group));

/** The resources of groups that other clusters do not have, preferred versions first; none when no server answers. */
export async function discoverResources(transport: Transport): Promise<readonly ApiResource[]> {
  try {
    const { body } = await transport.request({ method: 'GET', path: '/apis', accept });
    return objectsOf(body, 'items').flatMap(groupResources);
  } catch {
    // The command's own request meets the same failure, and says so.
    return [];
  }
}

function objectsOf(value: JsonValue | undefined, key: string): readonly JsonObject[] {
  const list = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter(isJsonObject) : [];
}

const stringsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).map(String) : [];

function groupResources(group: JsonObject): readonly ApiResource[] {
  const name = isJsonObject(group['metadata']) ? String(group['metadata']['name'] ?? '') : '';
  if (builtIn.has(name)) return [];
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
