/** Functions of Go templates. Models text/template funcs.go and those that kubectl adds. */

import { sprintf, valueText } from './format.ts';
import { GoInt, isMap, type GoValue } from './nodes.ts';

/** Thrown by functions; becomes `error calling <name>: <message>`. */
export class FunctionError extends Error {}

export function isTrue(value: GoValue): boolean {
  if (value instanceof GoInt) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function kindOf(value: GoValue): 'bool' | 'int' | 'float' | 'string' {
  if (value instanceof GoInt) return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  throw new FunctionError('invalid type for comparison');
}

const raw = (value: GoValue): unknown => (value instanceof GoInt ? value.value : value);

function equal(first: GoValue, ...others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new FunctionError('missing argument for comparison');
  return others.some((other) => {
    const none = (value: GoValue): boolean => value === null || value === undefined;
    if (none(first) || none(other)) return none(first) && none(other);
    if (kindOf(first) !== kindOf(other)) throw new FunctionError('incompatible types for comparison');
    return raw(first) === raw(other);
  });
}

function less(a: GoValue, b: GoValue): boolean {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) throw new FunctionError('incompatible types for comparison');
  if (kind === 'bool') throw new FunctionError('invalid type for comparison');
  return (raw(a) as number | string) < (raw(b) as number | string);
}

function indexInto(item: GoValue, key: GoValue): GoValue {
  if (item === null || item === undefined) throw new FunctionError('index of untyped nil');
  if (Array.isArray(item) || typeof item === 'string') {
    if (!(key instanceof GoInt)) throw new FunctionError(`cannot index slice/array with type ${typeName(key)}`);
    const length = item.length;
    if (key.value < 0 || key.value >= length) throw new FunctionError(`index out of range: ${key.value}`);
    return typeof item === 'string' ? new GoInt(item.charCodeAt(key.value)) : (item as readonly GoValue[])[key.value];
  }
  if (!isMap(item)) throw new FunctionError(`can't index item of type ${typeName(item)}`);
  if (typeof key !== 'string') throw new FunctionError(`value has type ${typeName(key)}; should be string`);
  return Object.hasOwn(item, key) ? (item[key] as GoValue) : undefined;
}

function sliceOf(item: GoValue, ...bounds: readonly GoValue[]): GoValue {
  if (!Array.isArray(item) && typeof item !== 'string') {
    throw new FunctionError(`can't slice item of type ${typeName(item)}`);
  }
  const [from = 0, to = item.length] = bounds.map((bound) => Number(raw(bound)));
  if (from < 0 || to > item.length) throw new FunctionError(`index out of range: ${from < 0 ? from : to}`);
  if (from > to) throw new FunctionError(`invalid slice index: ${from} > ${to}`);
  return item.slice(from, to) as GoValue;
}

export function typeName(value: GoValue): string {
  if (value === null || value === undefined) return 'nil';
  if (value instanceof GoInt) return 'int';
  if (Array.isArray(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  return { number: 'float64', boolean: 'bool', string: 'string' }[typeof value as 'number' | 'boolean' | 'string'];
}

function lengthOf(item: GoValue): GoInt {
  if (item === null || item === undefined) throw new FunctionError('len of nil pointer');
  if (typeof item === 'string') return new GoInt(new TextEncoder().encode(item).length);
  if (Array.isArray(item)) return new GoInt(item.length);
  if (isMap(item)) return new GoInt(Object.keys(item).length);
  throw new FunctionError(`len of type ${typeName(item)}`);
}

/** Spaces stand between operands when neither is a string. */
function print(...values: readonly GoValue[]): string {
  return values
    .map((value, index) => {
      const gap = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string' ? ' ' : '';
      return gap + valueText(value);
    })
    .join('');
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&#34;',
  "'": '&#39;',
};

function decodeBase64(value: GoValue): string {
  if (typeof value !== 'string')
    throw new FunctionError(`wrong type for value; expected string; got ${typeName(value)}`);
  const clean = value.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(clean)) {
    const at = clean.search(/[^A-Za-z0-9+/]/);
    throw new FunctionError(`base64 decode failed: illegal base64 data at input byte ${at < 0 ? clean.length : at}`);
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(atob(clean), (character) => character.charCodeAt(0)),
  );
}

/** True when the whole path of keys leads to a value. Models kubectl's `exists`. */
function exists(item: GoValue, ...keys: readonly GoValue[]): boolean {
  let value = item;
  for (const key of keys) {
    try {
      value = indexInto(value, key);
    } catch (error) {
      if (error instanceof FunctionError) return false;
      throw error;
    }
    if (value === undefined || value === null) return false;
  }
  return true;
}

const functions: Readonly<Record<string, (...values: readonly GoValue[]) => GoValue>> = {
  not: (value) => !isTrue(value),
  len: lengthOf,
  index: (item, ...keys) => keys.reduce(indexInto, item),
  slice: sliceOf,
  print,
  println: (...values) => `${values.map(valueText).join(' ')}\n`,
  printf: (format, ...values) => sprintf(String(raw(format)), values),
  html: (...values) => print(...values).replace(/[<>&"']/g, (character) => htmlEscapes[character]!),
  urlquery: (...values) => encodeURIComponent(print(...values)).replaceAll('%20', '+'),
  js: (...values) =>
    print(...values).replace(
      /[\\'"<>&=]/g,
      (character) =>
        `\\${/[\\'"]/.test(character) ? character : `u00${character.charCodeAt(0).toString(16).toUpperCase()}`}`,
    ),
  eq: equal,
  ne: (a, b) => !equal(a, b),
  lt: less,
  le: (a, b) => less(a, b) || equal(a, b),
  gt: (a, b) => !less(a, b) && !equal(a, b),
  ge: (a, b) => !less(a, b),
  exists,
  base64decode: decodeBase64,
};

/** Names that templates may call; `and` and `or` evaluate their arguments one by one and live in the executor. */
export const functionNames: ReadonlySet<string> = new Set([...Object.keys(functions), 'and', 'or']);

/** Calls a function whose number of arguments was checked; throws FunctionError. */
export function callFunction(name: string, values: readonly GoValue[]): GoValue {
  return functions[name]!(...values);
}
