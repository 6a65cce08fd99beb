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
    const mapped = this.#mapped.slice();
    const fresh = list.slice(start, afterEnd).map((item) => this.#map(item));
    if (beforeEnd - start === fresh.length) for (let i = 0; i < fresh.length; i++) mapped[start + i] = fresh[i]!;
    else mapped.splice(start, beforeEnd - start, ...fresh);
    this.#list = list;
    this.#mapped = mapped;
    return mapped;
  }
}
