/** Which StorageClass a claim without one gets. Models pkg/volume/util GetDefaultClass. */

import type { ClusterReader, ResourceTypes } from '../../../api/reader.ts';

type StoredClass = ResourceTypes['storageclasses.storage.k8s.io'];

const markers = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

/** The newest class that is marked as default; of equally new ones the first by name. */
export function defaultStorageClass(reader: ClusterReader): StoredClass | undefined {
  const marked = reader
    .list('storageclasses.storage.k8s.io')
    .filter(({ metadata }) => markers.some((marker) => metadata.annotations?.[marker] === 'true'));
  return marked.toSorted(byAge)[0];
}

function byAge(a: StoredClass, b: StoredClass): number {
  const [left, right] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  if (left !== right) return left > right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
