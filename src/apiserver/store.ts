/** All stored objects as revisioned, immutable plain data: one sorted table per resource, replaced with every write. */

import type { StoreChange } from '../api/change.ts';
import { objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader, KnownResource, ResourceTypes } from '../api/reader.ts';
import type { ResourceName } from '../api/scheme.ts';
import { assert } from '../lib/assert.ts';
import { emptyTable, tableDelete, tableGet, tableRange, tableSet, type SortedTable } from '../lib/sorted-table.ts';

/** Everything that the API server remembers. A checkpoint is a reference to it. */
export interface ApiServerState {
  /** The resourceVersion of the latest write. */
  readonly revision: number;
  readonly tables: Readonly<Record<ResourceName, SortedTable<KubeObject>>>;
}

/** An API server writes some hundred objects of its own before it serves the first request. */
export const initialState: ApiServerState = { revision: 500, tables: {} };

interface StoreOptions {
  readonly clock: { nowMs(): number };
  onChange(change: StoreChange): void;
}

export class Store {
  state: ApiServerState = initialState;
  readonly reader: ClusterReader = readerOn(() => this.state);
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  get(resource: ResourceName, key: string): KubeObject | undefined {
    return tableGet(tableOf(this.state, resource), key);
  }

  /** Stores a new object, or a new version of `previous`. Returns it with its resourceVersion. */
  put(resource: ResourceName, object: KubeObject, previous: KubeObject | undefined, actor: string): KubeObject {
    const revision = this.state.revision + 1;
    const stored = atRevision(object, revision);
    const key = objectKey(stored);
    this.#replace(resource, revision, tableSet(tableOf(this.state, resource), key, stored));
    const type = previous ? 'MODIFIED' : 'ADDED';
    this.#emit({ revision, type, resource, key, object: stored, ...(previous ? { previous } : {}), actor });
    return stored;
  }

  /** Removes an object. Its last state, with the resourceVersion of the removal, goes into the history. */
  delete(resource: ResourceName, previous: KubeObject, actor: string): void {
    const revision = this.state.revision + 1;
    const key = objectKey(previous);
    const table = tableOf(this.state, resource);
    assert(tableGet(table, key), `${resource} ${key} is not stored`);
    this.#replace(resource, revision, tableDelete(table, key));
    this.#emit({ revision, type: 'DELETED', resource, key, object: atRevision(previous, revision), previous, actor });
  }

  #replace(resource: ResourceName, revision: number, table: SortedTable<KubeObject>): void {
    this.state = { revision, tables: { ...this.state.tables, [resource]: table } };
  }

  #emit(change: Omit<StoreChange, 'atMs'>): void {
    this.#options.onChange({ ...change, atMs: this.#options.clock.nowMs() });
  }
}

function tableOf(state: ApiServerState, resource: ResourceName): SortedTable<KubeObject> {
  return Object.hasOwn(state.tables, resource) ? state.tables[resource]! : emptyTable;
}

function atRevision(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}

/** A reader of the state that `current` returns at each call. */
function readerOn(current: () => ApiServerState): ClusterReader {
  const getAny = (resource: string, namespace: string | undefined, name: string): KubeObject | undefined =>
    tableGet(tableOf(current(), resource), namespace ? `${namespace}/${name}` : name);
  const listAny = (resource: string, namespace?: string): readonly KubeObject[] => {
    const table = tableOf(current(), resource);
    return namespace ? tableRange(table, `${namespace}/`) : table.values;
  };
  return {
    getAny,
    listAny,
    get: <R extends KnownResource>(resource: R, namespace: string | undefined, name: string) =>
      getAny(resource, namespace, name) as ResourceTypes[R] | undefined,
    list: <R extends KnownResource>(resource: R, namespace?: string) =>
      listAny(resource, namespace) as readonly ResourceTypes[R][],
  };
}

/** Read access to the objects of any checkpoint. */
export function readerOf(state: ApiServerState): ClusterReader {
  return readerOn(() => state);
}
