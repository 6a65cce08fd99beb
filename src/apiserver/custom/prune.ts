/** Dropping fields that a schema does not know. Models apiextensions-apiserver/pkg/apiserver/schema/pruning. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { mapShared } from '../../lib/sharing.ts';
import { additionalOf, childPath, mapEntries, preservesUnknown, propertyOf, type Schema } from './schema.ts';

const typeFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The object without unknown fields, whose paths are added to `dropped`. What stays the same keeps its identity. */
export function pruneObject(object: JsonObject, schema: Schema, dropped: string[]): JsonObject {
  return prune(object, schema, '', dropped, true) as JsonObject;
}

function prune(value: JsonValue, schema: Schema, path: string, dropped: string[], isResource: boolean): JsonValue {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items) return value;
    return mapShared(value as readonly JsonValue[], (item, index) =>
      prune(item, items, `${path}[${index}]`, dropped, items['x-kubernetes-embedded-resource'] === true),
    );
  }
  if (!isJsonObject(value)) return value;
  const additional = additionalOf(schema);
  return mapEntries(value, (key, inner) => {
    if (isResource && typeFields.has(key)) return inner;
    const innerPath = childPath(path, key);
    const known = propertyOf(schema, key) ?? (typeof additional === 'object' ? additional : undefined);
    if (known) return prune(inner, known, innerPath, dropped, known['x-kubernetes-embedded-resource'] === true);
    if (additional === true || preservesUnknown(schema)) return inner;
    dropped.push(innerPath);
    return undefined;
  });
}
