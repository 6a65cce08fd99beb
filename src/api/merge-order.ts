/** The order of merged lists: as the patch says, what only the server has in between where it was. Models strategicpatch normalizeElementOrder. */

import { isJsonObject, type JsonValue } from './json.ts';

/** Deep equality of JSON values; the order of keys does not count. */
export function sameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

/** True for elements with the same value of the merge key; for equal primitives without one. */
export function mergeItemsEqual(a: JsonValue, b: JsonValue, mergeKey: string): boolean {
  if (mergeKey === '') return a === b;
  return isJsonObject(a) && isJsonObject(b) && a[mergeKey] !== undefined && sameValue(a[mergeKey], b[mergeKey]);
}

function indexIn(list: readonly JsonValue[], item: JsonValue, mergeKey: string): number {
  return list.findIndex((other) => mergeItemsEqual(other, item, mergeKey));
}

export function isPresentIn(list: readonly JsonValue[], item: JsonValue, mergeKey: string): boolean {
  return indexIn(list, item, mergeKey) >= 0;
}

/** Items in the order in which `order` has them. */
export function sortedAs(
  items: readonly JsonValue[],
  order: readonly JsonValue[],
  mergeKey: string,
): readonly JsonValue[] {
  return items
    .map((item) => ({ item, at: indexIn(order, item, mergeKey) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Both positions are known, and the first is in front. */
const isBefore = (position: number, other: number): boolean => position >= 0 && other >= 0 && position < other;

/**
 * `patchItems` in the order of `patchOrder`; before each of them the server's items that stood before it in
 * `serverOrder`.
 */
export function keepOrder(
  patchItems: readonly JsonValue[],
  serverItems: readonly JsonValue[],
  patchOrder: readonly JsonValue[],
  serverOrder: readonly JsonValue[],
  mergeKey: string,
): readonly JsonValue[] {
  const waiting = [...sortedAs(serverItems, serverOrder, mergeKey)];
  const result: JsonValue[] = [];
  for (const item of sortedAs(patchItems, patchOrder, mergeKey)) {
    const at = indexIn(serverOrder, item, mergeKey);
    const earlier = waiting.findIndex((other) => !isBefore(indexIn(serverOrder, other, mergeKey), at));
    result.push(...waiting.splice(0, earlier < 0 ? waiting.length : earlier), item);
  }
  return [...result, ...waiting];
}
