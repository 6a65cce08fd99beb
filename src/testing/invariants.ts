/** What must hold whatever is done to a cluster. Each check returns the sentences that are not true. */

import type { StoreChange } from '../api/change.ts';
import { controllerOf, isTerminating, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Pod, StatefulSet } from '../api/types.ts';

const ordinalOf = (name: string): number => Number(/-(\d+)$/.exec(name)?.[1] ?? Number.NaN);

function isReady(pod: Pod): boolean {
  const ready = pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  return pod.status.phase === 'Running' && ready === true;
}

function podsOf(set: StatefulSet, reader: ClusterReader): readonly Pod[] {
  return reader.list('pods', set.metadata.namespace).filter((pod) => controllerOf(pod)?.uid === set.metadata.uid);
}

function ownerSet(object: KubeObject, reader: ClusterReader): StatefulSet | undefined {
  const owner = controllerOf(object);
  if (owner?.kind !== 'StatefulSet') return undefined;
  const set = reader.get('statefulsets.apps', object.metadata.namespace, owner.name);
  return set?.metadata.uid === owner.uid ? set : undefined;
}

/**
 * OrderedReady on the way up: a Pod is created only when every lower ordinal of the range is Running and Ready and not
 * terminating. `reader` shows the moment right after the change.
 */
export function orderedCreation(change: StoreChange, reader: ClusterReader): readonly string[] {
  if (change.resource !== 'pods' || change.type !== 'ADDED' || change.actor !== 'statefulset-controller') return [];
  const set = ownerSet(change.object, reader);
  if (!set || set.spec.podManagementPolicy === 'Parallel') return [];
  const { name } = change.object.metadata;
  const start = set.spec.ordinals?.start ?? 0;
  const pods = new Map(podsOf(set, reader).map((pod) => [pod.metadata.name, pod]));
  const broken: string[] = [];
  for (let ordinal = start; ordinal < ordinalOf(name); ordinal++) {
    const lower = pods.get(`${set.metadata.name}-${ordinal}`);
    if (!lower) broken.push(`${name} was created while ${set.metadata.name}-${ordinal} did not exist`);
    else if (!isReady(lower) || isTerminating(lower)) {
      broken.push(`${name} was created while ${lower.metadata.name} was not ready or terminating`);
    }
  }
  return broken;
}

/** OrderedReady on the way down: a Pod beyond the range is deleted by the controller only when no higher one is left. */
export function orderedDeletion(change: StoreChange, reader: ClusterReader): readonly string[] {
  if (change.resource !== 'pods' || change.actor !== 'statefulset-controller') return [];
  const pod = change.object as Pod;
  const marked =
    change.type === 'DELETED' || (isTerminating(pod) && change.previous && !isTerminating(change.previous));
  const set = ownerSet(pod, reader);
  if (!marked || !set || set.spec.podManagementPolicy === 'Parallel') return [];
  const end = (set.spec.ordinals?.start ?? 0) + (set.spec.replicas ?? 1);
  const ordinal = ordinalOf(pod.metadata.name);
  if (ordinal < end || ['Failed', 'Succeeded'].includes(pod.status.phase ?? '')) return [];
  return podsOf(set, reader)
    .filter((other) => ordinalOf(other.metadata.name) > ordinal)
    .map((other) => `${pod.metadata.name} was deleted while ${other.metadata.name} was still there`);
}

/** At most one Pod per identity: a Pod appears only when its predecessor of the same name was seen to have ended. */
export function atMostOne(
  change: StoreChange,
  last: ReadonlyMap<string, Pod>,
  forced: ReadonlySet<string>,
): readonly string[] {
  if (change.resource !== 'pods' || change.type !== 'ADDED') return [];
  const previous = last.get(change.key);
  if (!previous || forced.has(previous.metadata.uid)) return [];
  const running = (previous.status.containerStatuses ?? []).some(({ state }) => state?.running !== undefined);
  return running ? [`${change.key} was created while containers of its predecessor were still running`] : [];
}

/** Retained claims disappear only when a user deletes them. */
export function claimsKept(change: StoreChange, deletedByUser: ReadonlySet<string>): readonly string[] {
  if (change.resource !== 'persistentvolumeclaims' || change.type !== 'DELETED') return [];
  return deletedByUser.has(change.key) ? [] : [`claim ${change.key} disappeared although nobody deleted it`];
}

/** In a settled cluster the counts in a set's status are those of its Pods. */
export function statusCounts(reader: ClusterReader): readonly string[] {
  return reader.list('statefulsets.apps').flatMap((set) => {
    const pods = podsOf(set, reader);
    const { status } = set;
    const revision = (pod: Pod): string | undefined => pod.metadata.labels?.['controller-revision-hash'];
    const expected = {
      replicas: pods.length,
      readyReplicas: pods.filter(isReady).length,
      updatedReplicas: pods.filter((pod) => !isTerminating(pod) && revision(pod) === status.updateRevision).length,
    };
    return Object.entries(expected)
      .filter(([field, count]) => (status[field as keyof typeof expected] ?? 0) !== count)
      .map(
        ([field, count]) =>
          `${set.metadata.name}: status.${field} is ${status[field as keyof typeof expected]}, counted ${count}`,
      );
  });
}
