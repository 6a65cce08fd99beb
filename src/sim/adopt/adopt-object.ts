/** Storing an object of another cluster with its own uid and resourceVersion: past every rule of the API server. */

import type { StoreChange } from '../../api/change.ts';
import type { JsonValue } from '../../api/json.ts';
import { objectKey, type KubeObject } from '../../api/object.ts';
import type { ResourceName } from '../../api/scheme.ts';
import type { ApiServerState } from '../../apiserver/api-server.ts';
import { emptyTable, tableSet, type SortedTable } from '../../lib/sorted-table.ts';

export interface StoredObject {
  readonly resource: ResourceName;
  readonly object: KubeObject;
}

/** What a cluster begins with when it goes on where another one stood. */
export interface AdoptedState {
  /** Every object is what the API server would store: checked and complete. */
  readonly objects: readonly StoredObject[];
  /** What controllers remember, by their name. */
  readonly memory: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

/** The next state, and the write by which controllers learn of the object. Without a resourceVersion it gets the next one. */
export function adoptObject(
  state: ApiServerState,
  resource: ResourceName,
  object: KubeObject,
  atMs: number,
): { readonly state: ApiServerState; readonly change: StoreChange } {
  const given = Number(object.metadata.resourceVersion);
  const revision = Number.isSafeInteger(given) && given > 0 ? given : state.revision + 1;
  const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
  const key = objectKey(stored);
  const table: SortedTable<KubeObject> = state.tables[resource] ?? emptyTable;
  return {
    state: {
      revision: Math.max(state.revision, revision),
      tables: { ...state.tables, [resource]: tableSet(table, key, stored) },
    },
    change: { type: 'ADDED', revision, atMs, resource, key, object: stored, actor: 'import' },
  };
}
