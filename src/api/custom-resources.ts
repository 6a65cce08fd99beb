/** The resources that stored CustomResourceDefinitions add to those of the scheme. Derived from the store, never remembered. */

import type { ApiResource } from './api-resources.ts';
import { compareVersions } from './kube-version.ts';
import type { ClusterReader } from './reader.ts';
import { apiVersionOf, resourceName, rowByKind, rowByName, type ResourceName, type ResourceRow } from './scheme.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from './types.ts';

export const definitionResource = 'customresourcedefinitions.apiextensions.k8s.io';

/** Holds a definition until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** True when the definition's condition of this type is `True`. */
export function isDefinition(definition: CustomResourceDefinition, condition: string): boolean {
  return definition.status.conditions?.some(({ type, status }) => type === condition && status === 'True') === true;
}

/** Its served versions, the preferred one first. */
export function servedVersions({ spec }: CustomResourceDefinition): readonly CustomResourceDefinitionVersion[] {
  return spec.versions.filter(({ served }) => served).toSorted((a, b) => compareVersions(a.name, b.name));
}

const readVerbs = ['delete', 'deletecollection', 'get', 'list', 'watch'];
const allVerbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

/** The resource of one version, as discovery lists it. */
export function customResource(
  definition: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
): ApiResource {
  const { spec, status } = definition;
  const {
    plural,
    singular = '',
    kind,
    listKind = `${kind}List`,
    shortNames = [],
    categories = [],
  } = status.acceptedNames ?? spec.names;
  const { subresources } = version;
  return {
    group: spec.group,
    version: version.name,
    kind,
    listKind,
    plural,
    singular,
    shortNames,
    namespaced: spec.scope === 'Namespaced',
    categories,
    type: '',
    subresources: [...(subresources?.status ? ['status'] : []), ...(subresources?.scale ? ['scale'] : [])],
    verbs: isDefinition(definition, 'Terminating') ? readVerbs : allVerbs,
  };
}

const known = new WeakMap<readonly CustomResourceDefinition[], readonly ApiResource[]>();

/** Every served version of every established definition: in the order of their names, the preferred version first. */
export function customResources(reader: ClusterReader): readonly ApiResource[] {
  const definitions = reader.list(definitionResource);
  const before = known.get(definitions);
  if (before) return before;
  const resources = definitions
    .filter((definition) => isDefinition(definition, 'Established'))
    .flatMap((definition) => servedVersions(definition).map((version) => customResource(definition, version)));
  known.set(definitions, resources);
  return resources;
}

/** The row of a resource name, of the scheme or of a custom resource (its preferred version). */
export function servedRow(name: ResourceName, reader: ClusterReader): ResourceRow | undefined {
  return rowByName(name) ?? customResources(reader).find((row) => resourceName(row) === name);
}

/** The row of an object's apiVersion and kind. */
export function servedRowByKind(apiVersion: string, kind: string, reader: ClusterReader): ResourceRow | undefined {
  const isIt = (row: ResourceRow): boolean => row.kind === kind && apiVersionOf(row) === apiVersion;
  return rowByKind(apiVersion, kind) ?? customResources(reader).find(isIt);
}

const preferred = new WeakMap<readonly ApiResource[], readonly ApiResource[]>();

/** Every custom resource once, in its preferred version. */
export function preferredCustomResources(reader: ClusterReader): readonly ApiResource[] {
  const all = customResources(reader);
  const before = preferred.get(all);
  if (before) return before;
  const first = [...new Map(all.toReversed().map((row) => [resourceName(row), row])).values()].toReversed();
  preferred.set(all, first);
  return first;
}
