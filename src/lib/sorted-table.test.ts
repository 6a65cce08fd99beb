import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import {
  emptyTable,
  tableDelete,
  tableGet,
  tableRange,
  tableRangeKeys,
  tableSet,
  type SortedTable,
} from './sorted-table.ts';

describe('sorted table', () => {
  it('says the same as a Map through a thousand changes, and keeps every version', () => {
    const random = createRandom(3);
    const model = new Map<string, number>();
    let table: SortedTable<number> = emptyTable;
    const versions: { table: SortedTable<number>; keys: readonly string[] }[] = [];
    for (let i = 0; i < 4000; i++) {
      const key = `${random.integer(0, 3)}/${random.integer(0, i < 2000 ? 400 : 40)}`;
      if (random.integer(0, 3) === 0) {
        model.delete(key);
        table = tableDelete(table, key);
      } else {
        model.set(key, i);
        table = tableSet(table, key, i);
      }
      if (i % 500 === 0) versions.push({ table, keys: [...model.keys()].sort() });
    }
    const keys = [...model.keys()].sort();
    expect(table.keys).toEqual(keys);
    expect(table.values).toEqual(keys.map((key) => model.get(key)));
    expect(keys.map((key) => tableGet(table, key))).toEqual(keys.map((key) => model.get(key)));
    expect(tableGet(table, '1/none')).toBeUndefined();
    for (const prefix of ['', '0/', '1/', '2/3', '3/', '4/']) {
      const within = keys.filter((key) => key.startsWith(prefix));
      expect(tableRangeKeys(table, prefix)).toEqual(within);
      expect(tableRange(table, prefix)).toEqual(within.map((key) => model.get(key)));
    }
    for (const version of versions) expect(version.table.keys).toEqual(version.keys);
  });

  it('shares the list of all values, and returns itself when there is nothing to delete', () => {
    const table = tableSet(tableSet<number>(emptyTable, 'ns/a', 1), 'ns/b', 2);
    expect(tableRange(table, 'ns/')).toBe(table.values);
    expect(tableDelete(table, 'ns/c')).toBe(table);
    expect(tableDelete(tableDelete(table, 'ns/a'), 'ns/b').values).toEqual([]);
  });
});
