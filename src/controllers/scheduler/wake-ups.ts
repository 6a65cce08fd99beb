/**
 * Which Pods are waiting for this scheduler, and what makes it try them again.
 * Models pkg/scheduler/eventhandlers.go and the queueing hints of the plugins.
 */

import type { StoreChange } from '../../api/change.ts';
import type { QueueWish } from '../../api/controller.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { PersistentVolume, Pod } from '../../api/types.ts';
import { MappedList } from '../../lib/mapped-list.ts';
import { podsUsingClaim, unboundPods } from '../pod-index.ts';
import { claimsOfPod } from '../volume-claims.ts';
import { isRefusedByNodes } from './message.ts';
import { isTerminal } from './snapshot.ts';

export const defaultSchedulerName = 'default-scheduler';

/** True for a Pod that this scheduler still has to place. */
export function isPending({ spec, metadata, status }: Pod): boolean {
  return (
    !spec.nodeName &&
    metadata.deletionTimestamp === undefined &&
    (spec.schedulerName ?? defaultSchedulerName) === defaultSchedulerName &&
    (spec.schedulingGates?.length ?? 0) === 0 &&
    status.phase !== 'Succeeded' &&
    status.phase !== 'Failed'
  );
}

/** True for a Pod that has no node and is not to get one from this scheduler, for now or for ever. */
export function isHeld({ spec, metadata, status }: Pod): boolean {
  const isForeign = (spec.schedulerName ?? defaultSchedulerName) !== defaultSchedulerName;
  const isOpen = !spec.nodeName && metadata.deletionTimestamp === undefined && status.phase === 'Pending';
  return isOpen && (isForeign || (spec.schedulingGates?.length ?? 0) > 0);
}

/** The message of the last failed attempt. */
export function failureOf({ status }: Pod): string | undefined {
  return status.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
}

const refusals = new MappedList((pod: Pod) => isRefusedByNodes(failureOf(pod)) && isPending(pod));

/** Pods that nodes refused before and may take now. */
function podsRefusedByNodes(reader: ClusterReader): readonly string[] {
  const pods = unboundPods(reader);
  const isRefused = refusals.of(pods);
  return pods.filter((_, index) => isRefused[index]).map(objectKey);
}

/** Pods that failed before and have claims. */
function podsWithClaims(reader: ClusterReader): readonly string[] {
  return unboundPods(reader)
    .filter((pod) => failureOf(pod) !== undefined && claimsOfPod(pod).length > 0 && isPending(pod))
    .map(objectKey);
}

function podsOfClaim(namespace: string | undefined, name: string, reader: ClusterReader): readonly string[] {
  return podsUsingClaim(namespace, name, reader)
    .filter((pod) => !pod.spec.nodeName)
    .map(objectKey);
}

/** Which Pods a write makes worth a try. */
export function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  switch (change.resource) {
    case 'pods':
      return keysForPod(change as StoreChange<Pod>, reader);
    case 'nodes':
      return isRelevantNodeChange(change) ? podsRefusedByNodes(reader) : [];
    case 'persistentvolumeclaims':
      return podsOfClaim(change.object.metadata.namespace, change.object.metadata.name, reader);
    case 'persistentvolumes': {
      const ref = (change as StoreChange<PersistentVolume>).object.spec.claimRef;
      return ref ? podsOfClaim(ref.namespace, ref.name ?? '', reader) : podsWithClaims(reader);
    }
    case 'storageclasses.storage.k8s.io':
      return podsWithClaims(reader);
    default:
      return [];
  }
}

function keysForPod({ type, key, object, previous }: StoreChange<Pod>, reader: ClusterReader): readonly QueueWish[] {
  if (!object.spec.nodeName) {
    const isNews = type !== 'MODIFIED' || previous?.spec !== object.spec || isTerminating(object);
    return isNews && (isPending(object) || isHeld(object) || type === 'DELETED') ? [key] : [];
  }
  const wasTerminal = previous !== undefined && isTerminal(previous);
  const frees = type === 'DELETED' || (isTerminal(object) && !wasTerminal);
  const arrives = type === 'ADDED' || !previous?.spec.nodeName;
  const relabelled = previous?.metadata.labels !== object.metadata.labels;
  return frees || arrives || relabelled ? podsRefusedByNodes(reader) : [];
}

function isRelevantNodeChange({ object, previous }: StoreChange): boolean {
  if (!previous) return true;
  const [now, before] = [object, previous] as unknown as readonly [NodeLike, NodeLike];
  return (
    now.spec !== before.spec ||
    now.metadata.labels !== before.metadata.labels ||
    now.status.allocatable !== before.status.allocatable
  );
}

interface NodeLike {
  readonly metadata: { readonly labels?: unknown };
  readonly spec: unknown;
  readonly status: { readonly allocatable?: unknown };
}
