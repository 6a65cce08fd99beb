/** What differs between two versions of a list in which most items are shared. */

import { changedRange } from './changed-range.ts';

/** An item that was there and is gone or has another version, and the one that came in its place; at least one of both. */
export interface ItemChange<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** The changes between two lists that are both in the order of their keys. Keys are only read where the lists differ. */
export function listChanges<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): readonly ItemChange<T>[] {
  const { start, beforeEnd, afterEnd } = changedRange(before, after);
  const changes: ItemChange<T>[] = [];
  let [i, j] = [start, start];
  while (i < beforeEnd || j < afterEnd) {
    const old = i < beforeEnd ? before[i]! : undefined;
    const now = j < afterEnd ? after[j]! : undefined;
    if (old !== undefined && old === now) {
      i++;
      j++;
      continue;
    }
    const order = old === undefined ? 1 : now === undefined ? -1 : compare(keyOf(old), keyOf(now));
    changes.push({ before: order <= 0 ? old : undefined, after: order >= 0 ? now : undefined });
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return changes;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
