/** Objects as a text has them: sorted by what the cluster can store, everything else noted. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { objectKey, type KubeObject } from '../../api/object.ts';
import { resourceName, rowByKind, type ResourceName } from '../../api/scheme.ts';
import type { ImportNotes } from './import-notes.ts';

/** Of the objects of a cluster these are made anew, or belong to a time that is over. */
const passing: Readonly<Record<string, string>> = {
  Event: 'events are not taken over: history begins with the import.',
  Lease: 'leases are renewed by the nodes of the playground.',
};

/** `StatefulSet web`, with its namespace where that is not `default`. */
export function nameOf({ kind, metadata: { namespace, name } }: Pick<KubeObject, 'kind' | 'metadata'>): string {
  return namespace && namespace !== 'default' ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** By resource and store key; of two objects of one name the later one counts. */
export class GivenObjects {
  readonly #tables = new Map<ResourceName, Map<string, KubeObject>>();

  list<T extends KubeObject>(resource: ResourceName): readonly T[] {
    return [...(this.#tables.get(resource)?.values() ?? [])] as unknown as readonly T[];
  }

  get<T extends KubeObject>(resource: ResourceName, key: string): T | undefined {
    return this.#tables.get(resource)?.get(key) as T | undefined;
  }

  has(resource: ResourceName, key: string): boolean {
    return this.#tables.get(resource)?.has(key) === true;
  }

  set(resource: ResourceName, object: KubeObject): void {
    const table = this.#tables.get(resource) ?? new Map<string, KubeObject>();
    this.#tables.set(resource, table.set(objectKey(object), object));
  }

  remove(resource: ResourceName, object: KubeObject): void {
    this.#tables.get(resource)?.delete(objectKey(object));
  }

  all(): readonly { readonly resource: ResourceName; readonly object: KubeObject }[] {
    return [...this.#tables].flatMap(([resource, table]) =>
      [...table.values()].map((object) => ({ resource, object })),
    );
  }
}

/** Sorts what was given. Values that are no objects of Kubernetes, and kinds that are not simulated, are noted. */
export function sortGiven(values: readonly JsonValue[], notes: ImportNotes): GivenObjects {
  const given = new GivenObjects();
  values.forEach((value, index) => {
    const object = isJsonObject(value) ? toObject(value) : undefined;
    if (!object) {
      notes.add('left out', `document ${index + 1}`, 'no apiVersion, kind and name: not an object of Kubernetes.');
      return;
    }
    const row = rowByKind(object.apiVersion, object.kind);
    if (!row) {
      notes.add('left out', nameOf(object), `kind ${object.kind} (${object.apiVersion}) is not simulated.`);
      return;
    }
    const reason = passing[object.kind];
    if (reason !== undefined) {
      notes.add('left out', nameOf(object), reason);
      return;
    }
    const { namespace = 'default', ...metadata } = object.metadata;
    given.set(resourceName(row), { ...object, metadata: row.namespaced ? { ...metadata, namespace } : metadata });
  });
  return given;
}

function toObject(value: JsonObject): KubeObject | undefined {
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isJsonObject(metadata)) return undefined;
  const { name, namespace } = metadata;
  if (typeof name !== 'string' || name === '') return undefined;
  if (namespace !== undefined && typeof namespace !== 'string') return undefined;
  const { managedFields: _, ...kept } = metadata;
  return { ...value, metadata: kept } as unknown as KubeObject;
}
