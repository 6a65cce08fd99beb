/**
 * Volumes by the claim that they name. It follows the stored list from version to version and holds nothing that does
 * not follow from the list alone, so it is a mere shortcut.
 */

import { objectKey } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../api/types.ts';
import { listChanges } from '../lib/list-changes.ts';
import { emptyTable, tableDelete, tableSet, type SortedTable } from '../lib/sorted-table.ts';

const volumes = {
  list: [] as readonly PersistentVolume[],
  /** By `namespace/claim`; those that name no claim at ''. */
  byClaim: new Map<string, SortedTable<PersistentVolume>>(),
};

function groupOf({ spec: { claimRef } }: PersistentVolume): string {
  return claimRef ? `${claimRef.namespace}/${claimRef.name}` : '';
}

function follow(reader: ClusterReader): typeof volumes.byClaim {
  const list = reader.list('persistentvolumes');
  const { byClaim } = volumes;
  if (list === volumes.list) return byClaim;
  for (const { before, after } of listChanges(volumes.list, list, objectKey)) {
    const group = after && groupOf(after);
    const former = before && groupOf(before);
    if (before && former !== undefined && former !== group) {
      const rest = tableDelete(byClaim.get(former) ?? emptyTable, before.metadata.name);
      if (rest.keys.length > 0) byClaim.set(former, rest);
      else byClaim.delete(former);
    }
    if (after && group !== undefined) {
      byClaim.set(group, tableSet(byClaim.get(group) ?? emptyTable, after.metadata.name, after));
    }
  }
  volumes.list = list;
  return byClaim;
}

/** Volumes that name the claim, in key order; whether they mean this very one is not looked at. */
export function volumesNaming(claim: PersistentVolumeClaim, reader: ClusterReader): readonly PersistentVolume[] {
  return (follow(reader).get(objectKey(claim)) ?? emptyTable).values;
}

/** Volumes that name the claim, then those that name none: all that the claim may be bound to. */
export function volumesOpenTo(claim: PersistentVolumeClaim, reader: ClusterReader): readonly PersistentVolume[] {
  const own = volumesNaming(claim, reader);
  const open = (follow(reader).get('') ?? emptyTable).values;
  return own.length === 0 ? open : [...own, ...open];
}
