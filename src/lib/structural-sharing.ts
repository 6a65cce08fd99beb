/** Making equal parts of two versions of plain data the same reference, so that later comparisons are cheap. */

type PlainObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is PlainObject => typeof value === 'object' && value !== null;

/**
 * A value deep-equal to `next` in which every part that is deep-equal to the same part of `previous` is that very
 * part; `previous` itself when all is equal. The order of keys does not count.
 */
export function shareStructure<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (!isObject(previous) || !isObject(next)) return next;
  if (Array.isArray(next)) {
    return Array.isArray(previous) ? (shareList(previous, next) as T) : next;
  }
  return Array.isArray(previous) ? next : (shareObject(previous, next) as T);
}

function shareList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let equal = previous.length === next.length;
  let shared: unknown[] | undefined;
  for (let index = 0; index < next.length; index++) {
    const item = shareStructure(previous[index], next[index]);
    if (!Object.is(item, next[index])) (shared ??= next.slice())[index] = item;
    if (!Object.is(item, previous[index])) equal = false;
  }
  return equal ? previous : (shared ?? next);
}

function shareObject(previous: PlainObject, next: PlainObject): PlainObject {
  const keys = Object.keys(next);
  let equal = Object.keys(previous).length === keys.length;
  let shared: [string, unknown][] | undefined;
  for (const key of keys) {
    const has = Object.hasOwn(previous, key);
    const value = has ? shareStructure(previous[key], next[key]) : next[key];
    if (!Object.is(value, next[key])) (shared ??= []).push([key, value]);
    if (!has || !Object.is(value, previous[key])) equal = false;
  }
  if (equal) return previous;
  if (!shared) return next;
  const result: Record<string, unknown> = { ...next };
  for (const [key, value] of shared) {
    if (key === '__proto__')
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
    else result[key] = value;
  }
  return result;
}
