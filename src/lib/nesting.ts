/** How deep plain data is nested, found without recursion, so that hostile input cannot exhaust the stack. */

/** True when arrays and objects are nested more than `limit` deep. */
export function isNestedDeeper(value: unknown, limit: number): boolean {
  let level: readonly object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limit) return true;
    level = level.flatMap((item) =>
      Object.values(item).filter((inner): inner is object => typeof inner === 'object' && inner !== null),
    );
  }
  return false;
}
