/** What the API server serves at a moment: the kinds of the registry, and those of the stored CustomResourceDefinitions. */

import { apiResources, type ApiResource } from '../api/api-resources.ts';
import { customResources, definitionResource } from '../api/custom-resources.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ResourceRow } from '../api/scheme.ts';
import type { CustomResourceDefinition } from '../api/types.ts';
import { customDefinitions } from './custom/definition.ts';
import { definitions, otherVersions } from './registry.ts';
import type { ResourceDefinition } from './resource.ts';
import { schemeRow } from './resources/scheme-row.ts';

export interface Served {
  /** Rules by path, such as `apis/apps/v1/statefulsets`. */
  readonly byPath: ReadonlyMap<string, ResourceDefinition>;
  /** Groups other than the core one. */
  readonly groups: ReadonlySet<string>;
  /** What discovery lists beyond the API resources that are always there. */
  readonly custom: readonly ApiResource[];
}

/** `api/v1`, `apis/apps/v1`. */
export const rootOf = ({ group, version }: { readonly group: string; readonly version: string }): string =>
  `${group ? `apis/${group}` : 'api'}/${version}`;

const collectionPath = (row: ResourceRow): string => `${rootOf(row)}/${row.plural}`;

const builtInPaths = [
  ...Object.entries(definitions).map(([name, rules]) => [collectionPath(schemeRow(name)), rules] as const),
  ...Object.entries(otherVersions),
];
const builtInGroups = apiResources.map(({ group }) => group).filter((group) => group !== '');
const known = new WeakMap<readonly CustomResourceDefinition[], Served>();

/** The same for the same stored definitions. */
export function servedOf(reader: ClusterReader): Served {
  const stored = reader.list(definitionResource);
  const before = known.get(stored);
  if (before) return before;
  const custom = customResources(reader);
  const served = {
    byPath: new Map([
      ...stored.flatMap(customDefinitions).map((rules) => [collectionPath(rules.row), rules] as const),
      ...builtInPaths,
    ]),
    groups: new Set([...builtInGroups, ...custom.map(({ group }) => group)]),
    custom,
  };
  known.set(stored, served);
  return served;
}
