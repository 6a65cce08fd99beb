/**
 * Whose an object is: owners adopt orphans that match their selector and release what no longer does. Models
 * pkg/controller/controller_ref_manager.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { SyncContext } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import { controllerOf, isTerminating, objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader, KnownResource, ResourceTypes } from '../api/reader.ts';
import { matchesSelector } from '../api/selector.ts';
import type { LabelSelector, OwnerReference } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import { aggregate, failureOf, type Failure } from './statefulset/pod-control.ts';

export interface Owner extends KubeObject {
  readonly spec: { readonly selector?: LabelSelector };
}

/** The reference that makes an object the owner's. Models metav1.NewControllerRef. */
export function controllerRefTo({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

export interface Claimed<T> {
  readonly objects: readonly T[];
  readonly failure: Failure;
}

/** The owner's objects among those of its namespace, after adoption and release. */
export function claimObjects<R extends KnownResource>(
  owner: Owner,
  resource: R,
  context: SyncContext,
): Claimed<ResourceTypes[R]> {
  const { namespace, uid } = owner.metadata;
  const failures: Failure[] = [];
  const objects: ResourceTypes[R][] = [];
  for (const object of context.reader.list(resource, namespace)) {
    const controller = controllerOf(object);
    const belongs = matchesSelector(owner.spec.selector, object.metadata.labels);
    if (controller && controller.uid !== uid) continue;
    if (controller && belongs) objects.push(object);
    else if (controller && !isTerminating(owner)) {
      failures.push(patchOwners(resource, object, { $patch: 'delete', uid }, context, [404, 422]));
    } else if (!controller && belongs && !isTerminating(owner) && !isTerminating(object)) {
      const failure = patchOwners(resource, object, controllerRefTo(owner), context, [404]);
      failures.push(failure);
      const adopted = context.reader.get(resource, namespace, object.metadata.name);
      if (failure === undefined && adopted) objects.push(adopted);
    }
  }
  return { objects, failure: aggregate(failures) };
}

/** The patch carries the object's uid, so that a namesake made meanwhile is not touched. */
function patchOwners(
  resource: KnownResource,
  { metadata }: KubeObject,
  reference: object,
  context: SyncContext,
  ignoredCodes: readonly number[],
): Failure {
  const { name, namespace, uid } = metadata;
  const patch = { metadata: { ownerReferences: [reference], uid } } as unknown as JsonValue;
  const response = context.request(patchRequest({ resource, namespace: namespace!, name }, 'strategic', patch));
  return ignoredCodes.includes(response.code) ? undefined : failureOf(response);
}

/** Keys of the owners that a write to an object concerns: its owner now and before, or whoever may adopt it. */
export function ownerKeys(
  change: StoreChange,
  kind: string,
  resource: KnownResource,
  reader: ClusterReader,
): readonly string[] {
  const { object, previous, type } = change;
  const { namespace, labels, ownerReferences } = object.metadata;
  const owner = controllerOf(object);
  const former = previous && controllerOf(previous);
  const keys = keyOf(owner, kind, resource, namespace, reader);
  if (former && former.uid !== owner?.uid) keys.push(...keyOf(former, kind, resource, namespace, reader));
  if (owner || type === 'DELETED' || isTerminating(object)) return keys;
  const same = previous?.metadata.labels === labels && previous?.metadata.ownerReferences === ownerReferences;
  if (previous && same) return keys;
  const owners = reader.list(resource, namespace) as readonly Owner[];
  return [...keys, ...owners.filter(({ spec }) => matchesSelector(spec.selector, labels)).map(objectKey)];
}

function keyOf(
  reference: OwnerReference | undefined,
  kind: string,
  resource: KnownResource,
  namespace: string | undefined,
  reader: ClusterReader,
): string[] {
  if (reference?.kind !== kind) return [];
  const owner = reader.get(resource, namespace, reference.name);
  return owner?.metadata.uid === reference.uid ? [objectKey(owner)] : [];
}
