/** JSON as Go writes it: sorted keys, HTML characters escaped. Models encoding/json Marshal and MarshalIndent. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';

const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** A JSON string literal, quotes included. */
export function goJsonString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => escapes[character]!);
}

/** A float as Go's JSON encoder writes it: exponents from 1e21 on and below 1e-6. */
function goJsonNumber(value: number): string {
  const text = String(value);
  return /e-\d$/.test(text) ? text.replace(/e-(\d)$/, 'e-0$1') : text;
}

/** The keys of an object that have a value, in byte order. */
export function sortedKeys(object: object): readonly string[] {
  const record = object as Readonly<Record<string, unknown>>;
  return Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
}

/** The keys of an object that have a value, in their own order. */
function keysInOrder(object: JsonObject): readonly string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}

/** Indented JSON of a Go struct: its fields are written in their order. */
export function goStructJson(value: JsonObject, indent: string): string {
  return goJson(value, indent, '', keysInOrder);
}

/** Compact JSON, or indented by `indent` per level when given. */
export function goJson(
  value: JsonValue,
  indent = '',
  prefix = '',
  keysOf: (object: JsonObject) => readonly string[] = sortedKeys,
): string {
  const inner = prefix + indent;
  const join = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (indent === '') return `${open}${parts.join(',')}${close}`;
    return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${prefix}${close}`;
  };
  if (typeof value === 'string') return goJsonString(value);
  if (typeof value === 'number') return goJsonNumber(value);
  if (Array.isArray(value)) {
    return join(
      '[',
      value.map((item) => goJson(item as JsonValue, indent, inner, keysOf)),
      ']',
    );
  }
  if (isJsonObject(value)) {
    const colon = indent === '' ? ':' : ': ';
    const members = keysOf(value).map(
      (key) => `${goJsonString(key)}${colon}${goJson(value[key]!, indent, inner, keysOf)}`,
    );
    return join('{', members, '}');
  }
  return String(value);
}
