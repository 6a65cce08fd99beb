/** A controller's memory as a view on an immutable table of the engine's state. */

import type { Memory } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import { tableDelete, tableGet, tableRangeKeys, tableSet, type SortedTable } from '../lib/sorted-table.ts';

/** Reads through `load` and writes whole new tables through `save`. */
export function memoryOn(load: () => SortedTable<JsonValue>, save: (table: SortedTable<JsonValue>) => void): Memory {
  return {
    get: (key) => tableGet(load(), key),
    set: (key, value) => save(tableSet(load(), key, value)),
    delete: (key) => save(tableDelete(load(), key)),
    keys: (prefix = '') => tableRangeKeys(load(), prefix),
  };
}
