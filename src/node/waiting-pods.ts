/**
 * Pods bound to a node that have not started: those that may be waiting for a volume. It follows the stored list from
 * version to version and holds nothing that does not follow from the list alone, so it is a mere shortcut.
 */

import { objectKey } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Pod } from '../api/types.ts';
import { listChanges } from '../lib/list-changes.ts';
import { emptyTable, tableDelete, tableSet, type SortedTable } from '../lib/sorted-table.ts';
import { claimNameOf } from './volumes.ts';

const waiting = {
  list: [] as readonly Pod[],
  all: emptyTable as SortedTable<Pod>,
  /** By `namespace/claim`. */
  byClaim: new Map<string, SortedTable<Pod>>(),
};

function claimKeys(pod: Pod): readonly string[] {
  const names = (pod.spec.volumes ?? []).map((volume) => claimNameOf(pod, volume));
  return names.filter((name) => name !== undefined).map((name) => `${pod.metadata.namespace}/${name}`);
}

function update(pod: Pod, change: (table: SortedTable<Pod>, key: string) => SortedTable<Pod>): void {
  if (!pod.spec.nodeName || pod.status.phase !== 'Pending') return;
  const key = objectKey(pod);
  waiting.all = change(waiting.all, key);
  for (const claim of claimKeys(pod)) {
    const table = change(waiting.byClaim.get(claim) ?? emptyTable, key);
    if (table.keys.length > 0) waiting.byClaim.set(claim, table);
    else waiting.byClaim.delete(claim);
  }
}

function follow(reader: ClusterReader): typeof waiting {
  const list = reader.list('pods');
  if (list === waiting.list) return waiting;
  for (const { before, after } of listChanges(waiting.list, list, objectKey)) {
    if (before) update(before, tableDelete);
    if (after) update(after, (table, key) => tableSet(table, key, after));
  }
  waiting.list = list;
  return waiting;
}

/** All of them, in key order. */
export function waitingPods(reader: ClusterReader): readonly Pod[] {
  return follow(reader).all.values;
}

/** Those that use the claim, in key order. */
export function podsWaitingForClaim(
  namespace: string | undefined,
  name: string,
  reader: ClusterReader,
): readonly Pod[] {
  return (follow(reader).byClaim.get(`${namespace}/${name}`) ?? emptyTable).values;
}
