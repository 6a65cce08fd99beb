/** What differs between two versions of a list of which most is shared. */

export interface ChangedRange {
  /** Index of the first item that differs. */
  readonly start: number;
  /** Ends (exclusive) of what was replaced and of what it was replaced with. */
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/** The smallest range outside of which both lists have the very same items. O(n), but only identities are compared. */
export function changedRange<T>(before: readonly T[], after: readonly T[]): ChangedRange {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start++;
  let beforeEnd = before.length;
  let afterEnd = after.length;
  while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd--;
    afterEnd--;
  }
  return { start, beforeEnd, afterEnd };
}
