/**
 * Pods by node and by claim: what informer indexers are upstream. It follows the stored list from version to version
 * and holds nothing that does not follow from the list alone, so it is a mere shortcut.
 */

import { objectKey } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Pod } from '../api/types.ts';
import { listChanges } from '../lib/list-changes.ts';
import { emptyTable, tableDelete, tableSet, type SortedTable } from '../lib/sorted-table.ts';
import { claimsOfPod } from './volume-claims.ts';

type Groups = Map<string, SortedTable<Pod>>;

const pods = {
  list: [] as readonly Pod[],
  byNode: new Map() as Groups,
  byClaim: new Map() as Groups,
  open: emptyTable as SortedTable<Pod>,
};

function regroup(groups: Groups, group: string, change: (table: SortedTable<Pod>) => SortedTable<Pod>): void {
  const table = change(groups.get(group) ?? emptyTable);
  if (table.keys.length === 0) groups.delete(group);
  else groups.set(group, table);
}

function update(pod: Pod, change: (table: SortedTable<Pod>) => SortedTable<Pod>): void {
  const { nodeName } = pod.spec;
  if (nodeName) regroup(pods.byNode, nodeName, change);
  else pods.open = change(pods.open);
  for (const { claimName } of claimsOfPod(pod)) {
    regroup(pods.byClaim, `${pod.metadata.namespace}/${claimName}`, change);
  }
}

/** True for a new version of the same Pod that belongs to the same groups. */
function staysInPlace(before: Pod, after: Pod): boolean {
  return before.spec.nodeName === after.spec.nodeName && before.spec.volumes === after.spec.volumes;
}

function follow(reader: ClusterReader): typeof pods {
  const list = reader.list('pods');
  if (list === pods.list) return pods;
  for (const { before, after } of listChanges(pods.list, list, objectKey)) {
    const key = objectKey((before ?? after)!);
    if (before && !(after && staysInPlace(before, after))) update(before, (table) => tableDelete(table, key));
    if (after) update(after, (table) => tableSet(table, key, after));
  }
  pods.list = list;
  return pods;
}

/** Pods bound to the node, in key order; the same array as long as none of them changes. */
export function podsOnNode(nodeName: string, reader: ClusterReader): readonly Pod[] {
  return (follow(reader).byNode.get(nodeName) ?? emptyTable).values;
}

/** Pods that mount the claim, in key order. */
export function podsUsingClaim(namespace: string | undefined, name: string, reader: ClusterReader): readonly Pod[] {
  return (follow(reader).byClaim.get(`${namespace}/${name}`) ?? emptyTable).values;
}

/** Pods that are not bound to a node, in key order. */
export function unboundPods(reader: ClusterReader): readonly Pod[] {
  return follow(reader).open.values;
}
