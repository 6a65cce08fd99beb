/** Objects by the identity that their name belongs to: `web-3` and `www-web-3` are members 3 of `web` and `www-web`. */

import type { KubeObject } from '../api/object.ts';
import { parentAndOrdinal } from './selectors.ts';

/** `namespace/parent` → ordinals, ascending. */
export type MemberIndex = ReadonlyMap<string, readonly number[]>;

const known = new WeakMap<readonly KubeObject[], MemberIndex>();

/** Ordinals of every parent name; the same array always gives the same index. */
export function memberIndex(objects: readonly KubeObject[]): MemberIndex {
  const before = known.get(objects);
  if (before) return before;
  const index = new Map<string, number[]>();
  for (const { metadata } of objects) {
    const parts = parentAndOrdinal(metadata.name);
    if (!parts) continue;
    const key = metadata.namespace ? `${metadata.namespace}/${parts.parent}` : parts.parent;
    const ordinals = index.get(key);
    if (ordinals) ordinals.push(parts.ordinal);
    else index.set(key, [parts.ordinal]);
  }
  for (const ordinals of index.values()) ordinals.sort((a, b) => a - b);
  known.set(objects, index);
  return index;
}
