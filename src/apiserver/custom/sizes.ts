/** The numbers of a custom object's scale subresource. Models apiextensions-apiserver/pkg/registry/customresource scaleFromCustomResource. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ScalePaths } from '../resource.ts';

/** `.spec.replicas` → its segments; scale paths have no more to them. */
export const segmentsOf = (path: string): readonly string[] => path.split('.').filter((segment) => segment !== '');

function valueAt(object: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const segment of segmentsOf(path)) {
    value = isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}

const numberOf = (value: JsonValue | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

export function customSizes(
  object: JsonObject,
  { specReplicasPath, statusReplicasPath, labelSelectorPath }: ScalePaths,
): { readonly replicas: number | undefined; readonly current: number; readonly selector: string } {
  const selector = labelSelectorPath ? valueAt(object, labelSelectorPath) : undefined;
  return {
    replicas: numberOf(valueAt(object, specReplicasPath)),
    current: numberOf(valueAt(object, statusReplicasPath)) ?? 0,
    selector: typeof selector === 'string' ? selector : '',
  };
}

/** The object with other replicas. */
export function withReplicas<T extends object>(object: T, { specReplicasPath }: ScalePaths, replicas: number): T {
  return withValueAt(object as unknown as JsonObject, segmentsOf(specReplicasPath), replicas) as unknown as T;
}

function withValueAt(value: JsonValue | undefined, path: readonly string[], leaf: JsonValue): JsonValue {
  const [segment, ...rest] = path;
  if (segment === undefined) return leaf;
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  const before = entries.find(([key]) => key === segment)?.[1];
  return Object.fromEntries(new Map([...entries, [segment, withValueAt(before, rest, leaf)]]));
}
