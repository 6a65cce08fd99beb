/** Walking along an `openAPIV3Schema`, whose keys and shape come from users. */

import { isJsonObject, type JsonValue } from '../../api/json.ts';
import type { JSONSchemaProps } from '../../api/types.ts';

export type Schema = JSONSchemaProps;

/** The schema of a property; undefined without one. */
export function propertyOf({ properties }: Schema, name: string): Schema | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** The schema of values of other keys, or whether there may be any. */
export function additionalOf({ additionalProperties }: Schema): Schema | boolean {
  if (isJsonObject(additionalProperties)) return additionalProperties as unknown as Schema;
  return additionalProperties === true;
}

export function preservesUnknown(schema: Schema): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true;
}

/** `spec` and `replicas` → `spec.replicas`. */
export function childPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The object with every entry passed through `change` (undefined drops it); the very same one when nothing changed. */
export function mapEntries(
  object: { readonly [key: string]: JsonValue | undefined },
  change: (key: string, value: JsonValue) => JsonValue | undefined,
): { readonly [key: string]: JsonValue | undefined } {
  let changed = false;
  const entries: [string, JsonValue][] = [];
  for (const key of Object.keys(object)) {
    const before = object[key];
    const after = before === undefined ? undefined : change(key, before);
    if (after !== undefined) entries.push([key, after]);
    if (after !== before) changed = true;
  }
  return changed ? Object.fromEntries(entries) : object;
}
