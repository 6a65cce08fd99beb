/** Paths that are no resource: discovery, version, health. Models apiserver/pkg/endpoints/discovery and pkg/server/routes. */

import { apiResources, type ApiResource } from '../api/api-resources.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import { compareVersions } from '../api/kube-version.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { failure } from '../api/status.ts';
import { subresourceEntries } from './discovery-subresources.ts';
import { indexPaths, isHealthPath } from './health-paths.ts';
import { openApiResponse } from './custom/open-api.ts';
import type { Route } from './routing.ts';
import type { Served } from './served.ts';
import { storageVersionHashes } from './storage-version-hashes.ts';

const text = (code: number, body: string): ApiResponse => ({ code, body });
const json = (body: JsonValue): ApiResponse => ({ code: 200, body });

/** What a path below a served group answers that is no resource of it. */
export function notFoundResponse(): ApiResponse {
  const message = 'the server could not find the requested resource';
  return { code: 404, body: failure(404, 'NotFound', message, {}) as unknown as JsonValue };
}

/** Answers a path that is no resource. */
export function discoveryResponse(
  route: Exclude<Route, { type: 'resource' | 'unsimulated' }>,
  request: ApiRequest,
  served: Served,
): ApiResponse {
  if (route.type === 'unknown') return notFoundResponse();
  const path = route.path.replace(/(?<=.)\/+$/, '');
  if (path === '/') return json({ paths: pathsOf(served) });
  if (path === '/version') return json(version);
  if (path === '/api') return json(isAggregated(request) ? aggregated([''], served) : legacyVersions);
  if (path === '/apis')
    return json(isAggregated(request) ? aggregated(groupNamesOf(served), served) : groupList(served));
  const schemas = openApiResponse(path, served);
  if (schemas) return json(schemas);
  if (isHealthPath(path)) return text(200, 'ok');
  return groupResponse(path.split('/').slice(1), served) ?? text(404, '404 page not found\n');
}

/** The paths of `/`, those of custom groups among them. */
function pathsOf({ custom }: Served): readonly string[] {
  if (custom.length === 0) return indexPaths();
  const own = custom.flatMap(({ group, version: name }) => [`/apis/${group}`, `/apis/${group}/${name}`]);
  return [...new Set([...indexPaths(), ...own])].sort();
}

function groupResponse([root, ...rest]: readonly string[], served: Served): ApiResponse | undefined {
  const [group, groupVersion] = root === 'api' ? ['', rest[0]] : rest;
  if ((root !== 'api' && root !== 'apis') || group === undefined) return undefined;
  if (root === 'api' && groupVersion !== 'v1') return notFoundResponse();
  if (group !== '' && !groupNamesOf(served).includes(group)) return undefined;
  if (groupVersion === undefined) return json({ kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group, served) });
  const isServed = versionsOf(group, served).includes(groupVersion);
  return isServed ? json(resourceList(group, groupVersion, served)) : notFoundResponse();
}

/** Groups in the order of upstream's priorities, as `/apis` lists them. */
const groupNames: readonly string[] = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'resource.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

/** The same with the groups of custom resources, which come last and sorted by name. */
function groupNamesOf({ custom }: Served): readonly string[] {
  if (custom.length === 0) return groupNames;
  const others = new Set(custom.map(({ group }) => group).filter((group) => !groupNames.includes(group)));
  return [...groupNames, ...[...others].sort()];
}

function versionsOf(group: string, { custom }: Served): readonly string[] {
  if (group === 'autoscaling') return ['v2', 'v1'];
  const own = custom.filter((entry) => entry.group === group).map((entry) => entry.version);
  const builtIn = group === '' || groupNames.includes(group) ? ['v1'] : [];
  return [...builtIn, ...new Set(own)].sort(compareVersions);
}
const groupVersionOf = (group: string, groupVersion: string): string =>
  group === '' ? groupVersion : `${group}/${groupVersion}`;

function groupEntry(group: string, served: Served): JsonObject {
  const versions = versionsOf(group, served).map((entry) => ({
    groupVersion: groupVersionOf(group, entry),
    version: entry,
  }));
  return { name: group, versions, preferredVersion: versions[0]! };
}

function groupList(served: Served): JsonObject {
  const groups = groupNamesOf(served).map((group) => groupEntry(group, served));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

const legacyVersions: JsonObject = {
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '192.168.0.10:6443' }],
};

function resourcesOf(group: string, groupVersion: string, { custom }: Served): readonly ApiResource[] {
  return [...apiResources, ...custom]
    .filter((entry) => entry.group === group && entry.version === groupVersion)
    .toSorted((a, b) => (a.plural < b.plural ? -1 : 1));
}

function resourceList(group: string, groupVersion: string, served: Served): JsonObject {
  const resources = resourcesOf(group, groupVersion, served).flatMap((entry) => [
    resourceEntry(entry),
    ...subresourceEntries(entry).map(({ name, verbs, ...kind }) => ({
      name: `${entry.plural}/${name}`,
      singularName: '',
      namespaced: entry.namespaced,
      ...kind,
      verbs,
    })),
  ]);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: groupVersionOf(group, groupVersion), resources };
}

function resourceEntry(entry: ApiResource): JsonObject {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = entry;
  const hash = storageVersionHashes[`${entry.group}/${entry.version}/${kind}`];
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(hash === undefined ? {} : { storageVersionHash: hash }),
  };
}

function isAggregated({ accept = '' }: ApiRequest): boolean {
  const wanted = ['g=apidiscovery.k8s.io', 'v=v2', 'as=APIGroupDiscoveryList'];
  return accept.split(',').some((clause) => wanted.every((parameter) => clause.split(';').includes(parameter)));
}

/** Models apidiscovery.k8s.io/v2 APIGroupDiscoveryList. */
function aggregated(groups: readonly string[], served: Served): JsonObject {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map((group) => ({
      metadata: group === '' ? {} : { name: group },
      versions: versionsOf(group, served).map((entry) => ({
        version: entry,
        resources: resourcesOf(group, entry, served).map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  };
}

function aggregatedResource(entry: ApiResource): JsonObject {
  const { group, version: ownVersion, kind, plural, singular, namespaced, shortNames, categories, verbs } = entry;
  const subresources = subresourceEntries(entry).map((sub) => ({
    subresource: sub.name,
    responseKind: { group: sub.group ?? group, version: sub.version ?? ownVersion, kind: sub.kind },
    verbs: sub.verbs,
  }));
  return {
    resource: plural,
    responseKind: { group, version: ownVersion, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

const version: JsonObject = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: 'v1.36.2',
  gitCommit: 'c0ffee36c0ffee36c0ffee36c0ffee36c0ffee36',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.10',
  compiler: 'gc',
  platform: 'linux/amd64',
};
