/** Filling in a schema's defaults. Models apiextensions-apiserver/pkg/apiserver/schema/defaulting. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { mapShared } from '../../lib/sharing.ts';
import { additionalOf, mapEntries, propertyOf, type Schema } from './schema.ts';

/** The value with its defaults; nulls of fields that may not be null give way to them. Keeps what stays the same. */
export function defaultValue(value: JsonValue, schema: Schema): JsonValue {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? mapShared(value as readonly JsonValue[], (item) => defaultValue(item, items)) : value;
  }
  return isJsonObject(value) ? defaultObject(value, schema) : value;
}

/** The same for an object. */
export function defaultObject(object: JsonObject, schema: Schema): JsonObject {
  const additional = additionalOf(schema);
  const filled = withMissing(object, schema);
  return mapEntries(filled, (key, value) => {
    const known = propertyOf(schema, key) ?? (typeof additional === 'object' ? additional : undefined);
    return known ? defaultValue(value, known) : value;
  });
}

function withMissing(object: JsonObject, schema: Schema): JsonObject {
  const kept = mapEntries(object, (key, value) => {
    const property = propertyOf(schema, key);
    return value === null && property && property.nullable !== true ? undefined : value;
  });
  const missing = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    property.default === undefined || (Object.hasOwn(kept, key) && kept[key] !== undefined)
      ? []
      : [[key, property.default] as const],
  );
  return missing.length > 0 ? Object.fromEntries([...Object.entries(kept), ...missing]) : kept;
}
