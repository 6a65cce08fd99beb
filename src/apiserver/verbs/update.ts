/** PUT, and the part of every other write to an existing object. Models registry/store.go Update and rest/update.go. */

import type { FieldError } from '../../api/field-error.ts';
import { invalid, invalidStatus } from '../../api/field-error.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { badRequest, conflict, notFound, StatusError } from '../../api/status.ts';
import type { ManagedFieldsEntry, ObjectMeta } from '../../api/types.ts';
import { shareStructure } from '../../lib/structural-sharing.ts';
import { withFields } from '../../lib/sharing.ts';
import { formatTime } from '../../lib/time.ts';
import { chargesFor, storeCharges } from '../admission/resource-quota.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { trackUpdate } from '../patch/apply.ts';
import { validateMetadataUpdate } from '../metadata.ts';
import type { OtherVersion } from '../resource.ts';
import {
  applyRuleOf,
  presented,
  storageScope,
  storedBehind,
  storedObject,
  throwIfInvalid,
  validateWriteOptions,
  type RequestScope,
} from '../request-scope.ts';
import { createObject, inRequestNamespace } from './create.ts';

/** Which rules of the kind hold: those of the object itself or those of its status subresource. */
export type UpdateRules = 'main' | 'status';

export function handleUpdate(scope: RequestScope, updateRules: UpdateRules = 'main'): ApiResponse {
  validateWriteOptions(scope, 'UpdateOptions');
  const { definition } = scope;
  const old = storedObject(scope);
  const decoded = decodeBody(scope, definition.row, old);
  const placed = inRequestNamespace(decoded, scope.namespace ?? '');
  checkName(placed, scope.name!);
  if (!old) {
    if (!definition.allowCreateOnUpdate || updateRules === 'status') {
      throw new StatusError(notFound(definition.row, scope.name!));
    }
    return { code: 201, body: createObject(scope, placed) as unknown as JsonValue };
  }
  return { code: 200, body: updateObject(scope, old, placed, updateRules) as unknown as JsonValue };
}

/** The object has the name that the path says. Models checkName of handlers/rest.go. */
export function checkName(object: KubeObject, name: string): void {
  const own = object.metadata.name;
  if (own === name) return;
  const message = own
    ? `the name of the object (${own}) does not match the name on the URL (${name})`
    : `the name of the object (${name} based on URL) was undeterminable: name must be provided`;
  throw new StatusError(badRequest(message));
}

/**
 * Defaults, admits, validates and stores `candidate` as the next version of `old`. Returns the object as it is then;
 * nothing is written when nothing changed. An object whose last finalizer went is removed.
 */
export function updateObject(
  scope: RequestScope,
  old: KubeObject,
  candidate: KubeObject,
  updateRules: UpdateRules,
  managedFields?: readonly ManagedFieldsEntry[],
): KubeObject {
  const { definition, rules } = scope;
  if (definition.otherVersion) {
    return updateConverted(scope, definition.otherVersion, old, candidate, updateRules, managedFields);
  }
  let object = definition.setDefaults?.(candidate, rules) ?? candidate;
  checkPreconditions(scope, object, old);
  object = keepSystemFields(shareStructure(old, object), old);
  object = definition.admit?.(object, rules, old) ?? object;
  if (updateRules === 'status')
    object = definition.prepareForStatusUpdate?.(object, old, rules) ?? onlyStatus(object, old);
  else object = definition.prepareForUpdate?.(object, old, rules) ?? object;
  object = shareStructure(old, object);
  if (object !== old) throwIfInvalid(definition, object.metadata.name, updateErrors(scope, object, old, updateRules));
  if (object !== old && updateRules === 'main') {
    definition.checkAdmission?.(object, rules, old);
    storeCharges(scope, chargesFor(scope, object, old));
  }
  if (updateRules === 'main') scope.warnings.push(...(definition.warnings?.(object, old, rules) ?? []));
  return storeUpdate(scope, withBooks(scope, object, old, managedFields), old);
}

function updateConverted(
  scope: RequestScope,
  otherVersion: OtherVersion,
  old: KubeObject,
  candidate: KubeObject,
  updateRules: UpdateRules,
  managedFields?: readonly ManagedFieldsEntry[],
): KubeObject {
  const converted = otherVersion.toStorage(scope.definition.setDefaults?.(candidate, scope.rules) ?? candidate);
  const inner = storageScope(scope, otherVersion.storage);
  return otherVersion.present(updateObject(inner, storedBehind(scope, old), converted, updateRules, managedFields));
}

function updateErrors(
  scope: RequestScope,
  object: KubeObject,
  old: KubeObject,
  updateRules: UpdateRules,
): readonly FieldError[] {
  const { definition, rules } = scope;
  const own =
    updateRules === 'status'
      ? (definition.validateStatusUpdate?.(object, old, rules) ?? [])
      : definition.validateUpdate(object, old, rules);
  return [...validateMetadataUpdate(definition, object, old), ...own];
}

/** The object with who owns what in it: as given by an apply, or (once it was ever applied) after an ordinary write. */
function withBooks(
  scope: RequestScope,
  object: KubeObject,
  old: KubeObject,
  managedFields: readonly ManagedFieldsEntry[] | undefined,
): KubeObject {
  const entries = old.metadata.managedFields;
  if (object === old && !managedFields) return old;
  if (!entries && !managedFields) return object;
  const { row } = scope.definition;
  const writer = {
    manager: scope.query['fieldManager'] ?? scope.actor,
    apiVersion: apiVersionOf(row),
    time: formatTime(scope.rules.nowMs),
    ...(scope.subresource === undefined ? {} : { subresource: scope.subresource }),
  };
  const [before, after] = [old, object] as unknown as readonly [JsonObject, JsonObject];
  const next = managedFields ?? trackUpdate(entries ?? [], before, after, applyRuleOf(scope.definition), writer);
  return shareStructure(old, { ...object, metadata: { ...object.metadata, managedFields: next } });
}

/** Stores the new version unless it is the old one; removes an object that only its finalizers held. */
export function storeUpdate(scope: RequestScope, object: KubeObject, old: KubeObject): KubeObject {
  const { store } = scope.server;
  if (isReadyToGo(object, old)) {
    if (!scope.dryRun) store.delete(scope.resource, old, scope.actor);
    return object;
  }
  if (object === old || scope.dryRun) return object;
  return presented(scope.definition, store.put(scope.resource, object, old, scope.actor));
}

/** Models ShouldDeleteDuringUpdate; a namespace has finalizers in its spec, too. */
function isReadyToGo(object: KubeObject, old: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds } = old.metadata;
  if (deletionTimestamp === undefined || (deletionGracePeriodSeconds ?? 0) !== 0) return false;
  if (object.metadata.finalizers?.length) return false;
  const spec =
    object.kind === 'Namespace'
      ? (object as KubeObject & { spec?: { finalizers?: readonly string[] } }).spec
      : undefined;
  return !spec?.finalizers?.length;
}

/** Prefixes of etcd keys that are not the plural. */
const keyPrefixes: Readonly<Record<string, string>> = {
  services: 'services/specs',
  endpoints: 'services/endpoints',
  nodes: 'minions',
};

function checkPreconditions(scope: RequestScope, object: KubeObject, old: KubeObject): void {
  const { row } = scope.definition;
  const { uid, resourceVersion, name } = object.metadata;
  if (uid && uid !== old.metadata.uid) {
    const place = scope.namespace ? `${scope.namespace}/${name}` : name;
    const key = `/registry/${Object.hasOwn(keyPrefixes, row.plural) ? keyPrefixes[row.plural] : row.plural}/${place}`;
    const precondition = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    const error = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${precondition}`;
    throw new StatusError(conflict(row, name, error));
  }
  if (!resourceVersion) {
    if (scope.definition.allowUnconditionalUpdate !== false) return;
    const error = invalid('metadata.resourceVersion', 0, 'must be specified for an update');
    throw new StatusError(invalidStatus(row.plural, row.group, name, [error]));
  }
  if (resourceVersion === old.metadata.resourceVersion) return;
  const error = 'the object has been modified; please apply your changes to the latest version and try again';
  throw new StatusError(conflict(row, name, error));
}

/** What an update can neither set nor clear. Models rest.BeforeUpdate. */
function keepSystemFields(object: KubeObject, old: KubeObject): KubeObject {
  const { metadata } = object;
  if (metadata === old.metadata) return object;
  const kept: Partial<ObjectMeta> = {
    uid: old.metadata.uid,
    resourceVersion: old.metadata.resourceVersion,
    creationTimestamp: old.metadata.creationTimestamp,
    ...(old.metadata.deletionTimestamp === undefined ? {} : { deletionTimestamp: old.metadata.deletionTimestamp }),
    ...(metadata.deletionGracePeriodSeconds === undefined && old.metadata.deletionGracePeriodSeconds !== undefined
      ? { deletionGracePeriodSeconds: old.metadata.deletionGracePeriodSeconds }
      : {}),
  };
  const next = withFields<ObjectMeta>(metadata, {
    ...kept,
    generation: old.metadata.generation,
    selfLink: undefined,
    managedFields: old.metadata.managedFields,
  });
  return { ...object, metadata: next };
}

/** The old object with only the status of the new one, for kinds without rules of their own. */
function onlyStatus(object: KubeObject, old: KubeObject): KubeObject {
  const { status } = object as KubeObject & { status?: unknown };
  return withFields<KubeObject & { status?: unknown }>(old, { status });
}
