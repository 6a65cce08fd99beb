/**
 * What was seen of a real cluster, as the history that the page draws: the objects as they are, and the changes since
 * the page began to look. Of some resources (nodes, volumes) only the present is kept.
 */

import type { StoreChange } from '../../api/change.ts';
import { objectKey, type KubeObject } from '../../api/object.ts';
import type { ClusterReader, KnownResource, ResourceTypes } from '../../api/reader.ts';
import type { ResourceName } from '../../api/scheme.ts';
import { emptyTable, tableDelete, tableGet, tableRange, tableSet, type SortedTable } from '../../lib/sorted-table.ts';
import { changeActor, withoutManagers } from './change-actor.ts';

type Tables = ReadonlyMap<ResourceName, SortedTable<KubeObject>>;

interface Checkpoint {
  readonly changeCount: number;
  readonly tables: Tables;
}

/** Most changes that are kept: the oldest quarter goes when there are more. */
const maxChanges = 20_000;
const checkpointEvery = 400;

export class LiveRecord {
  readonly #presentOnly: ReadonlySet<ResourceName>;
  #tables: Tables = new Map();
  #changes: StoreChange[] = [];
  #checkpoints: Checkpoint[] = [{ changeCount: 0, tables: new Map() }];
  #revision = 0;
  #startMs: number;
  /** Grows with everything that was heard, also with what is not in the history. */
  version = 0;

  constructor(startMs: number, presentOnly: ReadonlySet<ResourceName>) {
    this.#startMs = startMs;
    this.#presentOnly = presentOnly;
  }

  /** Since when changes are known. */
  get startMs(): number {
    return this.#startMs;
  }

  get changes(): readonly StoreChange[] {
    return this.#changes;
  }

  /** Makes the present the beginning: all that was seen so far was there before. */
  begin(atMs: number): void {
    this.#startMs = atMs;
    this.#changes = this.#changes.map((change) => ({ ...change, atMs: atMs - 1 }));
  }

  /** Replaces what is known of a resource by what there is; only differences are changes. */
  replace(resource: ResourceName, objects: readonly KubeObject[], atMs: number): void {
    const present = new Set(objects.map(objectKey));
    const gone = this.#table(resource).values.filter((object) => !present.has(objectKey(object)));
    for (const object of gone) this.#write('DELETED', resource, object, atMs);
    for (const object of objects) this.put(resource, object, atMs);
  }

  /** An object as it is now. One that came back under its name is another: the one before is gone. */
  put(resource: ResourceName, object: KubeObject, atMs: number): void {
    const before = tableGet(this.#table(resource), objectKey(object));
    if (before && before.metadata.uid !== object.metadata.uid) this.#write('DELETED', resource, before, atMs);
    else if (before?.metadata.resourceVersion === object.metadata.resourceVersion) return;
    this.#write(before?.metadata.uid === object.metadata.uid ? 'MODIFIED' : 'ADDED', resource, object, atMs);
  }

  remove(resource: ResourceName, object: KubeObject, atMs: number): void {
    const before = tableGet(this.#table(resource), objectKey(object));
    if (before?.metadata.uid === object.metadata.uid) this.#write('DELETED', resource, object, atMs);
  }

  /** The present: a new reader after every change. */
  reader(): ClusterReader {
    return readerOn(this.#tables);
  }

  /** The objects after the first `changeCount` changes; of what has no history, the present ones. */
  readerAt(changeCount: number): ClusterReader {
    const checkpoint = this.#checkpoints.findLast((other) => other.changeCount <= changeCount) ?? this.#checkpoints[0]!;
    const tables = new Map(checkpoint.tables);
    for (const change of this.#changes.slice(checkpoint.changeCount, changeCount)) applyTo(tables, change);
    for (const resource of this.#presentOnly) tables.set(resource, this.#table(resource));
    return readerOn(tables);
  }

  #table(resource: ResourceName): SortedTable<KubeObject> {
    return this.#tables.get(resource) ?? emptyTable;
  }

  #write(type: StoreChange['type'], resource: ResourceName, seen: KubeObject, atMs: number): void {
    const key = objectKey(seen);
    const previous = tableGet(this.#table(resource), key);
    const actor = changeActor(seen, previous);
    const change: StoreChange = {
      revision: ++this.#revision,
      atMs,
      type,
      resource,
      key,
      object: withoutManagers(seen),
      actor,
      ...(previous ? { previous } : {}),
    };
    const tables = new Map(this.#tables);
    applyTo(tables, change);
    this.#tables = tables;
    this.version++;
    if (this.#presentOnly.has(resource)) return;
    this.#changes.push(change);
    if (this.#changes.length % checkpointEvery === 0) {
      this.#checkpoints.push({ changeCount: this.#changes.length, tables });
    }
    if (this.#changes.length > maxChanges) this.#forgetOldest();
  }

  /** History begins later: with the objects as they were at a checkpoint. */
  #forgetOldest(): void {
    const first = this.#checkpoints.findIndex(({ changeCount }) => changeCount >= maxChanges / 4);
    const checkpoint = this.#checkpoints[first];
    if (!checkpoint) return;
    const dropped = checkpoint.changeCount;
    this.#startMs = this.#changes[dropped - 1]!.atMs + 1;
    const base: StoreChange[] = [];
    for (const [resource, table] of checkpoint.tables) {
      if (this.#presentOnly.has(resource)) continue;
      for (const object of table.values) {
        base.push({
          revision: base.length + 1,
          atMs: this.#startMs - 1,
          type: 'ADDED',
          resource,
          key: objectKey(object),
          object,
          actor: 'somebody',
        });
      }
    }
    this.#changes = [...base, ...this.#changes.slice(dropped)].map((change, index) => ({
      ...change,
      revision: index + 1,
    }));
    this.#revision = this.#changes.length;
    this.#checkpoints = [
      { changeCount: 0, tables: new Map() },
      ...this.#checkpoints.slice(first).map(({ changeCount, tables }) => ({
        changeCount: changeCount - dropped + base.length,
        tables,
      })),
    ];
  }
}

function applyTo(
  tables: Map<ResourceName, SortedTable<KubeObject>>,
  { type, resource, key, object }: StoreChange,
): void {
  const table = tables.get(resource) ?? emptyTable;
  tables.set(resource, type === 'DELETED' ? tableDelete(table, key) : tableSet(table, key, object));
}

function readerOn(tables: Tables): ClusterReader {
  const table = (resource: string): SortedTable<KubeObject> => tables.get(resource) ?? emptyTable;
  const getAny = (resource: string, namespace: string | undefined, name: string): KubeObject | undefined =>
    tableGet(table(resource), namespace ? `${namespace}/${name}` : name);
  const listAny = (resource: string, namespace?: string): readonly KubeObject[] =>
    namespace ? tableRange(table(resource), `${namespace}/`) : table(resource).values;
  return {
    getAny,
    listAny,
    get: <R extends KnownResource>(resource: R, namespace: string | undefined, name: string) =>
      getAny(resource, namespace, name) as ResourceTypes[R] | undefined,
    list: <R extends KnownResource>(resource: R, namespace?: string) =>
      listAny(resource, namespace) as readonly ResourceTypes[R][],
  };
}
