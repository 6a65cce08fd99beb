/** Finds the field of a manifest whose value is of another type than the API's: some refusals of the API server name only the type. */

import { isJsonObject, type JsonValue } from '../api/json.ts';
import { structure } from '../api/schema/structure.ts';

const scalarTypes: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  bytes: ['string'],
  Time: ['string'],
  MicroTime: ['string'],
  int32: ['number'],
  int64: ['number'],
  float64: ['number'],
  bool: ['boolean'],
};

/** The path of the first scalar under `value` that is no `wanted`, though its field is one. */
function findIn(value: JsonValue, type: string, wanted: string, path: string): string | undefined {
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return undefined;
    return firstOf(value.entries(), ([index, item]) =>
      findIn(item as JsonValue, type.slice(2), wanted, `${path}[${index}]`),
    );
  }
  if (Object.hasOwn(scalarTypes, type)) {
    const isWrong = value !== null && !scalarTypes[type]!.includes(typeof value);
    return type === wanted && isWrong ? path : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const isMap = type.startsWith('map[string]');
  const fields = isMap || !Object.hasOwn(structure, type) ? {} : structure[type]!;
  return firstOf(Object.entries(value), ([key, item]) => {
    const step = isMap ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const fieldType = isMap ? type.slice('map[string]'.length) : Object.hasOwn(fields, key) ? fields[key]! : undefined;
    return fieldType === undefined ? undefined : findIn(item as JsonValue, fieldType.replace(/^!/, ''), wanted, step);
  });
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `wanted`: the type that the API server names, such as `int32`. Undefined when no field is wrong in this way. */
export function findWrongType(kind: string, manifest: JsonValue, wanted: string): string | undefined {
  return findIn(manifest, kind, wanted, '');
}
