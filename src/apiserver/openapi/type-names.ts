/** What the types of schema/structure.ts are called in OpenAPI documents: `io.k8s.api.apps.v1.StatefulSet`. */

import type { ResourceRow } from '../../api/scheme.ts';
import { goNames, structure } from '../../api/schema/structure.ts';

const metaPackage = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Types of the metadata's package, and those that all groups share. */
const fixed: Readonly<Record<string, string>> = Object.fromEntries([
  ...[
    'APIResource',
    'Condition',
    'DeleteOptions',
    'FieldSelectorRequirement',
    'LabelSelector',
    'LabelSelectorRequirement',
    'ListMeta',
    'ManagedFieldsEntry',
    'ObjectMeta',
    'OwnerReference',
    'Patch',
    'Preconditions',
    'Status',
    'StatusCause',
    'StatusDetails',
    'Time',
    'MicroTime',
    'FieldsV1',
    'WatchEvent',
  ].map((name) => [name, metaPackage]),
  ['Quantity', 'io.k8s.apimachinery.pkg.api.resource'],
  ['IntOrString', 'io.k8s.apimachinery.pkg.util.intstr'],
  ['RawExtension', 'io.k8s.apimachinery.pkg.runtime'],
  ['Eviction', 'io.k8s.api.policy.v1'],
  ...['Scale', 'ScaleSpec', 'ScaleStatus'].map((name) => [name, 'io.k8s.api.autoscaling.v1']),
  // Used by StorageClasses alone, and yet a part of the core.
  ...['TopologySelectorTerm', 'TopologySelectorLabelRequirement'].map((name) => [name, 'io.k8s.api.core.v1']),
]) as Readonly<Record<string, string>>;

/** The package of a group's version. */
function packageOf({ group, version }: Pick<ResourceRow, 'group' | 'version'>): string {
  if (group === 'apiextensions.k8s.io') return `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.${version}`;
  return `io.k8s.api.${group === '' ? 'core' : group.split('.')[0]!}.${version}`;
}

/** The type that an expression of structure.ts is about, without list, map and mark. */
export function innerType(expression: string): string {
  return expression.replace(/^!/, '').replace(/^(?:\[\]|map\[string\])+/, '');
}

/** The types that a type is made of, itself included. */
export function typesWithin(type: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(type) || !Object.hasOwn(structure, type)) return found;
  found.add(type);
  for (const expression of Object.values(structure[type]!)) typesWithin(innerType(expression), found);
  return found;
}

/** Full names by type. A type that the core uses is the core's; any other belongs to the group that uses it. */
export function typeNames(rows: readonly ResourceRow[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const ordered = rows.toSorted((a, b) => Number(a.group !== '') - Number(b.group !== ''));
  for (const row of ordered) {
    for (const type of typesWithin(row.type)) {
      if (!names.has(type)) names.set(type, `${packageOf(row)}.${goNames[type] ?? type}`);
    }
  }
  for (const [type, place] of Object.entries(fixed)) names.set(type, `${place}.${type}`);
  return names;
}
