/** Which lines of a text are new or different, and who wrote an object last. */

import type { StoreChange } from '../api/change.ts';
import type { KubeObject } from '../api/object.ts';
import { resourceName, scheme } from '../api/scheme.ts';
import { lineEdits } from '../lib/unified-diff.ts';

/** Numbers (from 0) of the lines of `after` that are not in `before`; of removed lines the one that follows. */
export function changedLines(before: string, after: string): ReadonlySet<number> {
  const changed = new Set<number>();
  let line = 0;
  for (const [kind] of lineEdits(before, after)) {
    if (kind === '+') changed.add(line);
    if (kind !== '-') line++;
  }
  return changed;
}

/** The last write of an object among the first `changeCount` ones. */
export function lastWrite(
  history: readonly StoreChange[],
  changeCount: number,
  object: KubeObject,
): StoreChange | undefined {
  const row = scheme.find(({ kind }) => kind === object.kind);
  const resource = row && resourceName(row);
  for (let index = Math.min(changeCount, history.length) - 1; index >= 0; index--) {
    const change = history[index]!;
    if (change.resource === resource && change.object.metadata.uid === object.metadata.uid) return change;
  }
  return undefined;
}
