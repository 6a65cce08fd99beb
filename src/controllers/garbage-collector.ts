/**
 * The garbage collector: deletes objects whose owners are all gone, and carries out foreground and orphaning deletion
 * of owners. Models pkg/controller/garbagecollector (garbagecollector.go, graph_builder.go); the graph is read off the
 * store each time. Events are never anyone's dependents here.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { JsonValue } from '../api/json.ts';
import type { Decision } from '../api/decision.ts';
import { isTerminating, objectKey, refOf, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { preferredCustomResources, servedRow, servedRowByKind } from '../api/custom-resources.ts';
import { resourceName, scheme, type ResourceName, type ResourceRow } from '../api/scheme.ts';
import type { OwnerReference } from '../api/types.ts';
import { deleteRequest, patchRequest, type DeleteOptions, type ObjectPath } from '../client/request.ts';

const foregroundFinalizer = 'foregroundDeletion';
const orphanFinalizer = 'orphan';

const controllerName = 'garbage-collector-controller';

export const garbageCollector: Controller = {
  name: controllerName,
  // It reads every object anew from the API server, so other controllers have seen a change before it acts.
  reactionMs: (_key, { reactionMs }) => reactionMs * 4,
  keysFor,
  sync(key, context) {
    const [type, ...rest] = key.split('|') as [string, string, string];
    return type === 'gone' ? syncGone(rest[0], rest[1], context) : syncItem(rest[0], rest[1], context);
  },
};

const itemKey = (resource: ResourceName, key: string): string => `item|${resource}|${key}`;

/** Keys: `gone|<uid>|<namespace>` for the dependents of a removed object, `item|<resource>|<key>` for one object. */
function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  const { type, resource, key, object, previous, actor } = change;
  if (resource === 'events') return [];
  const { uid, namespace, ownerReferences } = object.metadata;
  if (type === 'DELETED') {
    // What it deleted itself it knows before any other controller can act on it.
    const owners = waitingOwners(object, reader);
    const wishes = actor === controllerName ? owners.map((owner) => ({ key: owner, afterMs: 1 })) : owners;
    return [`gone|${uid}|${namespace ?? ''}`, ...wishes];
  }
  const keys: string[] = [];
  if (holdsDependents(object) && !(previous && holdsDependents(previous))) keys.push(itemKey(resource, key));
  if (previous?.metadata.ownerReferences !== ownerReferences) {
    // A new dependent of an owner in deletion is only found when that owner is looked at again.
    const dangles = ownerReferences?.some((owner) => stateOf(owner, namespace, reader) === 'dangling');
    if (dangles) keys.push(itemKey(resource, key));
    if (previous) keys.push(...waitingOwners(previous, reader));
  }
  return keys;
}

/** True for an object in deletion that has first to see to its dependents. */
function holdsDependents(object: KubeObject): boolean {
  if (!isTerminating(object)) return false;
  return object.metadata.finalizers?.some((name) => name === foregroundFinalizer || name === orphanFinalizer) === true;
}

/** Owners in foreground deletion, which may be waiting for this very object. */
function waitingOwners({ metadata }: KubeObject, reader: ClusterReader): readonly string[] {
  const owners = metadata.ownerReferences?.map((owner) => ({ owner, found: find(owner, metadata.namespace, reader) }));
  if (!owners) return [];
  return owners.flatMap(({ found }) =>
    found && isWaiting(found.object) ? [itemKey(resourceName(found.row), objectKey(found.object))] : [],
  );
}

interface Found {
  readonly row: ResourceRow;
  readonly object: KubeObject;
}

/** The object behind a reference, whatever its uid: in the dependent's namespace, or cluster-scoped. */
function find(owner: OwnerReference, namespace: string | undefined, reader: ClusterReader): Found | undefined {
  const row = servedRowByKind(owner.apiVersion, owner.kind, reader);
  if (!row) return undefined;
  const object = reader.getAny(resourceName(row), row.namespaced ? namespace : undefined, owner.name);
  return object?.metadata.uid === owner.uid ? { row, object } : undefined;
}

/** True for an owner that is deleted in the foreground: it goes after its dependents. */
function isWaiting(object: KubeObject): boolean {
  return isTerminating(object) && object.metadata.finalizers?.includes(foregroundFinalizer) === true;
}

/** Models classifyReferences. A kind that nobody serves is never taken for absent. */
function stateOf(
  owner: OwnerReference,
  namespace: string | undefined,
  reader: ClusterReader,
): 'solid' | 'dangling' | 'waiting' {
  if (!servedRowByKind(owner.apiVersion, owner.kind, reader)) return 'solid';
  const found = find(owner, namespace, reader);
  if (!found) return 'dangling';
  return isWaiting(found.object) ? 'waiting' : 'solid';
}

function syncGone(uid: string, namespace: string, context: SyncContext): SyncResult {
  const failures = dependentsOf(uid, namespace, context.reader).map((item) => attemptToDelete(item, context));
  return resultOf(failures);
}

/** Objects with a reference to the owner, in its namespace (anywhere, when it has none). */
function dependentsOf(uid: string, namespace: string, reader: ClusterReader): readonly Found[] {
  const dependents: Found[] = [];
  for (const row of [...scheme, ...preferredCustomResources(reader)]) {
    const resource = resourceName(row);
    if (resource === 'events' || (namespace !== '' && !row.namespaced)) continue;
    for (const object of reader.listAny(resource, namespace || undefined)) {
      if (object.metadata.ownerReferences?.some((owner) => owner.uid === uid)) dependents.push({ row, object });
    }
  }
  return dependents;
}

function syncItem(resource: ResourceName, key: string, context: SyncContext): SyncResult {
  const row = servedRow(resource, context.reader);
  const [namespace, name] = row?.namespaced ? key.split('/') : [undefined, key];
  const object = context.reader.getAny(resource, namespace, name!);
  if (!row || !object) return {};
  const item = { row, object };
  if (!isTerminating(object)) return resultOf([attemptToDelete(item, context)]);
  if (object.metadata.finalizers?.includes(orphanFinalizer)) return orphanDependents(item, context);
  return isWaiting(object) ? deleteDependents(item, context) : {};
}

/** What went wrong, in words; a conflict or an object that is gone is nothing. */
type Failure = string | undefined;

function resultOf(failures: readonly Failure[]): SyncResult {
  const error = failures.find((failure) => failure !== undefined);
  return error === undefined ? {} : { error };
}

function pathOf({ row, object }: Found): ObjectPath {
  const { namespace, name } = object.metadata;
  return { resource: row, name, ...(namespace ? { namespace } : {}) };
}

/** Deletes an object without a living owner, or takes its dead references off. Models attemptToDeleteItem. */
function attemptToDelete(item: Found, context: SyncContext): Failure {
  const { ownerReferences = [], namespace, uid, finalizers } = item.object.metadata;
  if (isTerminating(item.object) || ownerReferences.length === 0) return undefined;
  const states = ownerReferences.map((owner) => ({ owner, state: stateOf(owner, namespace, context.reader) }));
  const lost = states.filter(({ state }) => state !== 'solid').map(({ owner }) => owner.uid);
  if (lost.length === 0) return undefined;
  if (lost.length < states.length) return dropReferences(item, lost, context);
  let propagationPolicy: DeleteOptions['propagationPolicy'] = 'Background';
  if (finalizers?.includes(orphanFinalizer)) propagationPolicy = 'Orphan';
  else if (states.some(({ state }) => state === 'waiting') && hasDependents(item, context))
    propagationPolicy = 'Foreground';
  const { code } = context.request(deleteRequest(pathOf(item), { propagationPolicy, preconditions: { uid } }));
  return failureOf(code, `delete ${item.object.metadata.name}`);
}

function hasDependents({ object }: Found, { reader }: SyncContext): boolean {
  return dependentsOf(object.metadata.uid, object.metadata.namespace ?? '', reader).length > 0;
}

function failureOf(code: number, what: string): Failure {
  return code < 400 || code === 404 || code === 409 ? undefined : `${what}: ${code}`;
}

function dropReferences(item: Found, uids: readonly string[], context: SyncContext): Failure {
  const ownerReferences = uids.map((uid) => ({ $patch: 'delete', uid }));
  const body: JsonValue = { metadata: { ownerReferences, uid: item.object.metadata.uid } };
  const { code } = context.request(patchRequest(pathOf(item), 'strategic', body));
  if (code === unsupportedMediaType) return replaceReferences(item, uids, context);
  return failureOf(code, `patch ${item.object.metadata.name}`);
}

const unsupportedMediaType = 415;

/** Custom objects take merge patches alone. Models deleteOwnerRefJSONMergePatch. */
function replaceReferences(item: Found, uids: readonly string[], context: SyncContext): Failure {
  const { ownerReferences = [], resourceVersion, name } = item.object.metadata;
  const kept = ownerReferences.filter(({ uid }) => !uids.includes(uid)) as unknown as JsonValue;
  const body: JsonValue = { metadata: { resourceVersion, ownerReferences: kept } };
  const { code } = context.request(patchRequest(pathOf(item), 'merge', body));
  return failureOf(code, `patch ${name}`);
}

/** Models orphanDependents: the references go, then the finalizer. */
function orphanDependents(item: Found, context: SyncContext): SyncResult {
  const { uid, namespace } = item.object.metadata;
  const dependents = dependentsOf(uid, namespace ?? '', context.reader);
  const failures = dependents.map((dependent) => dropReferences(dependent, [uid], context));
  const result = resultOf(failures);
  return result.error === undefined ? resultOf([removeFinalizer(item, orphanFinalizer, context)]) : result;
}

/** Models processDeletingDependentsItem: the owner goes when no dependent blocks it any more. */
function deleteDependents(item: Found, context: SyncContext): SyncResult {
  const { uid, namespace } = item.object.metadata;
  const dependents = dependentsOf(uid, namespace ?? '', context.reader);
  const failures = dependents.map((dependent) => attemptToDelete(dependent, context));
  const blocking = dependentsOf(uid, namespace ?? '', context.reader).filter(({ object }) =>
    object.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
  );
  if (blocking.length === 0) failures.push(removeFinalizer(item, foregroundFinalizer, context));
  return { ...resultOf(failures), decisions: blocking.length === 0 ? [] : [waitsForDependents(item, blocking)] };
}

function waitsForDependents({ object }: Found, blocking: readonly Found[]): Decision {
  const about = refOf(object);
  const shown = blocking.slice(0, 3).map((dependent) => `${dependent.row.kind} ${dependent.object.metadata.name}`);
  const more = blocking.length > 3 ? ` and ${blocking.length - 3} more` : '';
  return {
    about,
    verdict: 'waits',
    reason: 'WaitsForDependents',
    message: `${about.name} is not removed: it goes after its dependents ${shown.join(', ')}${more}.`,
    blockedBy: blocking.map((dependent) => refOf(dependent.object)),
    rule: { object: about, field: 'metadata.finalizers' },
  };
}

function removeFinalizer(item: Found, finalizer: string, context: SyncContext): Failure {
  const { finalizers = [], uid } = item.object.metadata;
  const body: JsonValue = { metadata: { finalizers: finalizers.filter((name) => name !== finalizer), uid } };
  const { code } = context.request(patchRequest(pathOf(item), 'merge', body));
  return failureOf(code, `patch ${item.object.metadata.name}`);
}
