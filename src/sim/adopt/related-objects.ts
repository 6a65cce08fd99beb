/** What belongs together: references to objects that are not among the given ones, in both directions. */

import { objectKey, type KubeObject } from '../../api/object.ts';
import { rowByKind } from '../../api/scheme.ts';
import type { Deployment, Job, OwnerReference, PersistentVolume, ReplicaSet, StatefulSet } from '../../api/types.ts';
import { nameOf, type GivenObjects } from './given-object.ts';
import type { ImportNotes } from './import-notes.ts';

/** Takes out volumes of claims that were not given, and workloads whose parts were not. */
export function leaveOutStrays(given: GivenObjects, notes: ImportNotes): void {
  for (const volume of given.list<PersistentVolume>('persistentvolumes')) {
    const claim = volume.spec.claimRef;
    if (!claim || given.has('persistentvolumeclaims', `${claim.namespace ?? ''}/${claim.name ?? ''}`)) continue;
    given.remove('persistentvolumes', volume);
    notes.add('left out', nameOf(volume), 'the claim that it is bound to is not in the text.');
  }
  const owned = new Set(
    given.all().flatMap(({ object }) => object.metadata.ownerReferences?.map((owner) => owner.uid) ?? []),
  );
  const parts = 'what it has made is not in the text, and would be made a second time.';
  const workloads = [
    ...given
      .list<Deployment>('deployments.apps')
      .map((object) => ({ resource: 'deployments.apps', object, runs: object.status?.replicas })),
    ...given
      .list<ReplicaSet>('replicasets.apps')
      .map((object) => ({ resource: 'replicasets.apps', object, runs: object.status?.replicas })),
    ...given.list<Job>('jobs.batch').map((object) => ({ resource: 'jobs.batch', object, runs: object.status?.active })),
  ];
  for (const { resource, object, runs = 0 } of workloads) {
    if (runs === 0 || owned.has(object.metadata.uid)) continue;
    given.remove(resource, object);
    notes.add('left out', nameOf(object), parts);
  }
  for (const set of given.list<StatefulSet>('statefulsets.apps')) {
    const { replicas = 0 } = set.status ?? {};
    const found = given
      .list('pods')
      .some((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid));
    if (replicas === 0 || found) continue;
    notes.add(
      'changed',
      nameOf(set),
      `its status speaks of ${replicas} Pods and none is in the text: they are made anew.`,
    );
  }
}

/** An owner that is missing would make the garbage collector delete the object: such references are dropped. */
export function withLivingOwners(object: KubeObject, given: GivenObjects, notes: ImportNotes): KubeObject {
  const { ownerReferences, namespace } = object.metadata;
  if (!ownerReferences) return object;
  const isThere = (owner: OwnerReference): boolean => {
    const row = rowByKind(owner.apiVersion, owner.kind);
    // A kind that nobody serves is never taken for absent.
    if (!row) return true;
    const resource = row.group ? `${row.plural}.${row.group}` : row.plural;
    const key = row.namespaced
      ? objectKey({ metadata: { ...object.metadata, namespace: namespace ?? '', name: owner.name } })
      : owner.name;
    return given.get(resource, key)?.metadata.uid === owner.uid;
  };
  const kept = ownerReferences.filter(isThere);
  if (kept.length === ownerReferences.length) return object;
  for (const { kind, name } of ownerReferences.filter((owner) => !isThere(owner))) {
    notes.add('changed', nameOf(object), `its owner ${kind} ${name} is not in the text: it stands without an owner.`);
  }
  const { ownerReferences: _, ...metadata } = object.metadata;
  return { ...object, metadata: kept.length > 0 ? { ...metadata, ownerReferences: kept } : metadata };
}
