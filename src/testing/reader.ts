/** A reader over a handful of objects, for tests of what only reads. */

import { objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName, rowByKind } from '../api/scheme.ts';

/** Lists are made once, so that they keep their identity as a store's do. */
export function readerOf(objects: readonly KubeObject[]): ClusterReader {
  const lists = new Map<string, readonly KubeObject[]>();
  const listAny = (resource: string, namespace?: string): readonly KubeObject[] => {
    const key = `${resource} ${namespace ?? ''}`;
    const known = lists.get(key);
    if (known) return known;
    const found = objects
      .filter(({ apiVersion, kind, metadata }) => {
        const row = rowByKind(apiVersion, kind);
        return row && resourceName(row) === resource && (namespace === undefined || metadata.namespace === namespace);
      })
      .toSorted((a, b) => (objectKey(a) < objectKey(b) ? -1 : 1));
    lists.set(key, found);
    return found;
  };
  const getAny: ClusterReader['getAny'] = (resource, namespace, name) =>
    listAny(resource).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  return { listAny, getAny, list: listAny as ClusterReader['list'], get: getAny as ClusterReader['get'] };
}
