/**
 * Immutable map with string keys kept in byte order, as a list of small chunks: a change copies one chunk and the
 * list, so every version of a large table can be kept as a reference.
 */

/** A run of neighbouring keys with their values. Never empty. */
interface Chunk<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
}

export class SortedTable<T> {
  readonly chunks: readonly Chunk<T>[];
  #keys: readonly string[] | undefined;
  #values: readonly T[] | undefined;

  constructor(chunks: readonly Chunk<T>[]) {
    this.chunks = chunks;
  }

  get size(): number {
    let size = 0;
    for (const { keys } of this.chunks) size += keys.length;
    return size;
  }

  /** All keys in order; put together when first asked for. */
  get keys(): readonly string[] {
    return (this.#keys ??= joined(this.chunks.map(({ keys }) => keys)));
  }

  /** All values in the order of their keys; the same array at every call. */
  get values(): readonly T[] {
    return (this.#values ??= joined(this.chunks.map(({ values }) => values)));
  }
}

function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first = [], ...rest] = lists;
  return rest.length === 0 ? first : first.concat(...rest);
}

export const emptyTable: SortedTable<never> = new SortedTable<never>([]);

/** A chunk that grows beyond this is split in two. */
const maxChunk = 64;

/** Index of `key`, or of the first greater key. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the chunk that has `key`, or that it would go into; 0 for an empty table. */
function chunkIndex(chunks: readonly Chunk<unknown>[], key: string): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (chunks[middle]!.keys[0]! <= key) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : low - 1;
}

export function tableGet<T>({ chunks }: SortedTable<T>, key: string): T | undefined {
  const chunk = chunks[chunkIndex(chunks, key)];
  if (!chunk) return undefined;
  const index = lowerBound(chunk.keys, key);
  return chunk.keys[index] === key ? chunk.values[index] : undefined;
}

export function tableSet<T>({ chunks }: SortedTable<T>, key: string, value: T): SortedTable<T> {
  const at = chunkIndex(chunks, key);
  const chunk = chunks[at];
  if (!chunk) return new SortedTable([{ keys: [key], values: [value] }]);
  const index = lowerBound(chunk.keys, key);
  const next = chunks.slice();
  if (chunk.keys[index] === key) {
    const values = chunk.values.slice();
    values[index] = value;
    next[at] = { keys: chunk.keys, values };
    return new SortedTable(next);
  }
  const keys = chunk.keys.slice();
  const values = chunk.values.slice();
  keys.splice(index, 0, key);
  values.splice(index, 0, value);
  if (keys.length <= maxChunk) next[at] = { keys, values };
  else {
    const half = keys.length >>> 1;
    const left = { keys: keys.slice(0, half), values: values.slice(0, half) };
    next.splice(at, 1, left, {
      keys: keys.slice(half),
      values: values.slice(half),
    });
  }
  return new SortedTable(next);
}

export function tableDelete<T>(table: SortedTable<T>, key: string): SortedTable<T> {
  const { chunks } = table;
  const at = chunkIndex(chunks, key);
  const chunk = chunks[at];
  const index = chunk ? lowerBound(chunk.keys, key) : 0;
  if (!chunk || chunk.keys[index] !== key) return table;
  const next = chunks.slice();
  if (chunk.keys.length === 1) next.splice(at, 1);
  else
    next[at] = {
      keys: chunk.keys.toSpliced(index, 1),
      values: chunk.values.toSpliced(index, 1),
    };
  return new SortedTable(next);
}

/** A part of one chunk. */
interface Part<T> extends Chunk<T> {
  readonly start: number;
  readonly end: number;
}

/** What `prefix` covers; `all` when the first and the last key start with it. */
function partsOf<T>({ chunks }: SortedTable<T>, prefix: string): 'all' | readonly Part<T>[] {
  const last = chunks.at(-1);
  if (!last || (chunks[0]!.keys[0]!.startsWith(prefix) && last.keys.at(-1)!.startsWith(prefix))) return 'all';
  const beyond = `${prefix}\uffff`;
  const parts: Part<T>[] = [];
  for (let at = chunkIndex(chunks, prefix); at < chunks.length; at++) {
    const { keys, values } = chunks[at]!;
    const start = lowerBound(keys, prefix);
    const end = lowerBound(keys, beyond);
    if (end > start) parts.push({ keys, values, start, end });
    if (end < keys.length) break;
  }
  return parts;
}

/** Values whose key starts with `prefix`, in key order; the whole list is shared, not copied, when all match. */
export function tableRange<T>(table: SortedTable<T>, prefix: string): readonly T[] {
  const parts = partsOf(table, prefix);
  return parts === 'all' ? table.values : joined(parts.map(({ values, start, end }) => values.slice(start, end)));
}

/** Keys that start with `prefix`, in order. */
export function tableRangeKeys<T>(table: SortedTable<T>, prefix: string): readonly string[] {
  const parts = partsOf(table, prefix);
  return parts === 'all' ? table.keys : joined(parts.map(({ keys, start, end }) => keys.slice(start, end)));
}
