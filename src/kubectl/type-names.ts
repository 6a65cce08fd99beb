/** Which resource a type argument means. Models cli-runtime builder.go mappingFor, RESTMapper matching and shortcut expansion. */

import { resourceName } from '../api/scheme.ts';
import type { ApiResource } from './api-resources.ts';
import type { KubectlClient } from './client.ts';
import { KubectlError } from './errors.ts';

const hasName = (resource: ApiResource, name: string): boolean =>
  resource.plural === name || resource.singular === name;

/** Resources of a name, those of exactly this group first, else those whose group starts with it. */
function inGroup(candidates: readonly ApiResource[], group: string): ApiResource | undefined {
  return candidates.find((entry) => entry.group === group) ?? candidates.find((entry) => entry.group.startsWith(group));
}

function byResourceName(
  resources: readonly ApiResource[],
  name: string,
  group: string,
  version?: string,
): ApiResource | undefined {
  const named = resources.filter((entry) => hasName(entry, name) && (!version || entry.version === version));
  return inGroup(named, group);
}

function byShortName(
  resources: readonly ApiResource[],
  name: string,
  group: string,
  warn: (text: string) => void,
): ApiResource | undefined {
  const named = resources.filter((entry) => entry.shortNames.includes(name) && entry.group.startsWith(group));
  const [first, ...others] = named;
  for (const other of others) {
    if (other.plural === first!.plural && other.group === first!.group) continue;
    warn(`short name ${JSON.stringify(name)} could also match lower priority resource ${resourceName(other)}`);
  }
  return first;
}

/** The resource of a kind, `StatefulSet.v1.apps` or `StatefulSet.apps`. */
function byKind(resources: readonly ApiResource[], argument: string): ApiResource | undefined {
  const [kind, ...rest] = argument.split('.');
  const named = resources.filter((entry) => entry.kind === kind);
  if (rest.length === 0) return named[0];
  return named.find((entry) => entry.group === rest.join('.') || `${entry.version}.${entry.group}` === rest.join('.'));
}

/**
 * The resource that a type argument means: `sts`, `StatefulSets`, `statefulsets.v1.apps` … Throws
 * `the server doesn't have a resource type "foo"`.
 */
export function resolveType(argument: string, client: Pick<KubectlClient, 'warn' | 'resources'>): ApiResource {
  const { resources } = client;
  const [name = '', ...rest] = argument.toLowerCase().split('.');
  const group = rest.join('.');
  const versioned = rest.length > 1 ? byResourceName(resources, name, rest.slice(1).join('.'), rest[0]) : undefined;
  const [shortName = '', ...words] = argument.split('.');
  const warn = (text: string): void => client.warn(text);
  const resource =
    versioned ??
    // What a short name stands for says no version: any word is taken for one.
    (words.length > 1 ? byShortName(resources, shortName, words.slice(1).join('.'), warn) : undefined) ??
    byResourceName(resources, name, group) ??
    byShortName(resources, shortName, group, warn) ??
    byKind(resources, argument);
  if (!resource) {
    throw new KubectlError(`the server doesn't have a resource type ${JSON.stringify(shortName)}`);
  }
  return resource;
}

/** Puts the resources of a category in its place: `all` → `pods,replicationcontrollers,services,…`. */
export function expandCategories(types: readonly string[], resources: readonly ApiResource[]): readonly string[] {
  return types.flatMap((type) => {
    const members = resources.filter((entry) => entry.categories.includes(type));
    return members.length > 0 ? [...new Set(members.map(resourceName))] : [type];
  });
}

/** `apps/v1, Resource=statefulsets`: how Go prints a GroupVersionResource. */
export function gvrText(resource: ApiResource): string {
  return `${resource.group}/${resource.version}, Resource=${resource.plural}`;
}

/** `apps/v1, Kind=StatefulSet`. */
export function gvkText(resource: ApiResource): string {
  return `${resource.group}/${resource.version}, Kind=${resource.kind}`;
}

/** `statefulset.apps`, `pod`: how success lines name a kind. */
export function kindName(resource: ApiResource): string {
  const kind = resource.kind.toLowerCase();
  return resource.group ? `${kind}.${resource.group}` : kind;
}
