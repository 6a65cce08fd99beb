/**
 * Immutable map with string keys kept in byte order, as two parallel arrays. Reading a range is a slice, and a copy
 * of a thousand references costs about a microsecond, so every version can be kept as a reference.
 */

export interface SortedTable<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
}

export const emptyTable: SortedTable<never> = { keys: [], values: [] };

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

export function tableGet<T>(table: SortedTable<T>, key: string): T | undefined {
  const index = lowerBound(table.keys, key);
  return table.keys[index] === key ? table.values[index] : undefined;
}

export function tableSet<T>(table: SortedTable<T>, key: string, value: T): SortedTable<T> {
  const index = lowerBound(table.keys, key);
  const values = table.values.slice();
  if (table.keys[index] === key) {
    values[index] = value;
    return { keys: table.keys, values };
  }
  const keys = table.keys.slice();
  keys.splice(index, 0, key);
  values.splice(index, 0, value);
  return { keys, values };
}

export function tableDelete<T>(table: SortedTable<T>, key: string): SortedTable<T> {
  const index = lowerBound(table.keys, key);
  if (table.keys[index] !== key) return table;
  const keys = table.keys.slice();
  const values = table.values.slice();
  keys.splice(index, 1);
  values.splice(index, 1);
  return { keys, values };
}

/** Values whose key starts with `prefix`, in key order; the whole list is shared, not copied, when all match. */
export function tableRange<T>(table: SortedTable<T>, prefix: string): readonly T[] {
  const start = lowerBound(table.keys, prefix);
  const end = lowerBound(table.keys, `${prefix}\uffff`);
  return start === 0 && end === table.values.length ? table.values : table.values.slice(start, end);
}

/** Keys that start with `prefix`, in order. */
export function tableRangeKeys<T>(table: SortedTable<T>, prefix: string): readonly string[] {
  const start = lowerBound(table.keys, prefix);
  const end = lowerBound(table.keys, `${prefix}\uffff`);
  return start === 0 && end === table.keys.length ? table.keys : table.keys.slice(start, end);
}
