/** What follows from each item of an immutable list, kept from version to version of the list. */

import { changedRange } from './changed-range.ts';

/** A mere shortcut for `list.map(map)`: only items that were replaced since the last call are mapped again. */
export class MappedList<T, U> {
  readonly #map: (item: T) => U;
  #list: readonly T[] = [];
  #mapped: readonly U[] = [];

  /** `map` must depend on the item alone. */
  constructor(map: (item: T) => U) {
    this.#map = map;
  }

  of(list: readonly T[]): readonly U[] {
    if (list === this.#list) return this.#mapped;
    const { start, beforeEnd, afterEnd } = changedRange(this.#list, list);
    const known = new Map<T, U>();
    for (let i = start; i < beforeEnd; i++) known.set(this.#list[i]!, this.#mapped[i]!);
    const mapped = this.#mapped.slice(0, start);
    for (let i = start; i < afterEnd; i++) {
      const item = list[i]!;
      mapped.push(known.has(item) ? known.get(item)! : this.#map(item));
    }
    for (let i = beforeEnd; i < this.#mapped.length; i++) mapped.push(this.#mapped[i]!);
    this.#list = list;
    this.#mapped = mapped;
    return mapped;
  }
}
