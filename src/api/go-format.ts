/** Values as Go's `%v` prints what JSON was decoded into, for messages that quote a patch. */

import { isJsonObject, type JsonValue } from './json.ts';

/** `map[spec:map[replicas:1]]`: maps with sorted keys, lists in brackets, strings bare. */
export function goFormat(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goFormat).join(' ')}]`;
  if (isJsonObject(value)) {
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${goFormat(value[key])}`).join(' ')}]`;
  }
  return String(value);
}

/** The Go type of a decoded JSON value, as reflect prints it. */
export function goTypeOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'nil';
  if (Array.isArray(value)) return '[]interface {}';
  if (isJsonObject(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}
