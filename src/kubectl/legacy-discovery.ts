/**
 * Discovery of servers that do not answer with all groups at once, or stand behind a proxy that does not let them: a
 * list of groups, then one list of resources for each version. Models client-go/discovery discovery_client.go.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';

type Send = (request: ApiRequest) => Promise<ApiResponse>;

const objectsIn = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];

/** The names of the groups at `/api` or `/apis`, each with its versions, the preferred one first. */
function groupsOf(body: JsonObject): readonly (readonly [group: string, versions: readonly string[]])[] {
  if (body['kind'] === 'APIVersions') return [['', (body['versions'] as readonly string[] | undefined) ?? []]];
  return objectsIn(body['groups']).map(({ name, versions, preferredVersion }) => {
    const preferred = isJsonObject(preferredVersion) ? String(preferredVersion['version']) : undefined;
    const all = objectsIn(versions).map(({ version }) => String(version));
    return [String(name), all.toSorted((a, b) => Number(b === preferred) - Number(a === preferred))];
  });
}

/**
 * The groups as an APIGroupDiscoveryList has them, out of what a server said that has no such list. A version whose
 * resources cannot be had is stale.
 */
export async function legacyGroups(
  body: JsonObject,
  isWanted: (group: string) => boolean,
  send: Send,
): Promise<readonly JsonObject[]> {
  const wanted = groupsOf(body).filter(([group]) => isWanted(group));
  return Promise.all(
    wanted.map(async ([group, versions]) => ({
      metadata: group === '' ? {} : { name: group },
      versions: await Promise.all(versions.map((version) => versionOf(group, version, send))),
    })),
  );
}

async function versionOf(group: string, version: string, send: Send): Promise<JsonObject> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const { code, body } = await send({ method: 'GET', path, accept: 'application/json' });
  if (code >= 400 || !isJsonObject(body)) return { version, resources: [], freshness: 'Stale' };
  const entries = objectsIn(body['resources']);
  const resources = entries
    .filter(({ name }) => !String(name).includes('/'))
    .map((entry) => resourceOf(group, version, entry, entries));
  return { version, resources, freshness: 'Current' };
}

function resourceOf(
  group: string,
  version: string,
  { name, singularName = '', namespaced, kind = '', verbs = [], shortNames = [], categories = [] }: JsonObject,
  all: readonly JsonObject[],
): JsonObject {
  const prefix = `${String(name)}/`;
  const subresources = all
    .filter((entry) => String(entry['name']).startsWith(prefix))
    .map((entry) => ({ subresource: String(entry['name']).slice(prefix.length), verbs: entry['verbs'] ?? [] }));
  return {
    resource: String(name),
    responseKind: { group, version, kind },
    scope: namespaced === true ? 'Namespaced' : 'Cluster',
    singularResource: singularName,
    verbs,
    shortNames,
    categories,
    subresources,
  };
}
