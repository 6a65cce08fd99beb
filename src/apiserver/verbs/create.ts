/** POST to a collection. Models apiserver/pkg/registry/generic/registry/store.go Create and registry/rest/create.go. */

import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { alreadyExists, badRequest, forbidden, notFound, StatusError, type Status } from '../../api/status.ts';
import type { JsonValue } from '../../api/json.ts';
import type { ManagedFieldsEntry, ObjectMeta } from '../../api/types.ts';
import { randomSuffix, randomUuid, type Random } from '../../lib/random.ts';
import { withFields } from '../../lib/sharing.ts';
import { formatTime } from '../../lib/time.ts';
import { chargesFor, storeCharges } from '../admission/resource-quota.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { validateMetadata } from '../metadata.ts';
import type { OtherVersion } from '../resource.ts';
import {
  presented,
  storageScope,
  throwIfInvalid,
  untypedFailure,
  validateWriteOptions,
  type RequestScope,
} from '../request-scope.ts';

export function handleCreate(scope: RequestScope): ApiResponse {
  validateWriteOptions(scope, 'CreateOptions');
  const object = createObject(scope, decodeBody(scope, scope.definition.row));
  return { code: 201, body: object as unknown as JsonValue };
}

/** Defaults, admits, validates and stores a decoded object. Returns it as stored; with dryRun it is only returned. */
export function createObject(
  scope: RequestScope,
  decoded: KubeObject,
  managedFields?: readonly ManagedFieldsEntry[],
): KubeObject {
  const { definition, rules, server } = scope;
  const placed = inRequestNamespace(decoded, scope.namespace ?? '');
  if (definition.otherVersion) return createConverted(scope, definition.otherVersion, placed, managedFields);
  const { resourceVersion } = placed.metadata;
  let object = fillMetadata(definition.setDefaults?.(placed, rules) ?? placed, scope, managedFields);
  checkNamespace(scope, object);
  object = definition.admit?.(object, rules) ?? object;
  object = definition.prepareForCreate?.(object, rules) ?? object;
  const errors = [...validateMetadata(definition, object), ...definition.validate(object, rules)];
  throwIfInvalid(definition, object.metadata.name, errors);
  definition.checkAdmission?.(object, rules);
  const charges = chargesFor(scope, object);
  scope.warnings.push(...(definition.warnings?.(object, undefined, rules) ?? []));
  const { name, namespace } = object.metadata;
  const existing = rules.reader.getAny(scope.resource, namespace, name);
  if (existing) throw new StatusError(existsStatus(scope, object, existing));
  if (scope.dryRun)
    return { ...object, metadata: withFields<ObjectMeta>(object.metadata, { resourceVersion: undefined as never }) };
  if (resourceVersion) {
    throw new StatusError(untypedFailure('resourceVersion should not be set on objects to be created'));
  }
  storeCharges(scope, charges);
  return presented(definition, server.store.put(scope.resource, object, undefined, scope.actor));
}

function createConverted(
  scope: RequestScope,
  otherVersion: OtherVersion,
  object: KubeObject,
  managedFields?: readonly ManagedFieldsEntry[],
): KubeObject {
  const converted = otherVersion.toStorage(scope.definition.setDefaults?.(object, scope.rules) ?? object);
  return otherVersion.present(createObject(storageScope(scope, otherVersion.storage), converted, managedFields));
}

/** The object in the namespace of the request. Models rest.EnsureObjectNamespaceMatchesRequestNamespace. */
export function inRequestNamespace<T extends KubeObject>(object: T, requested: string): T {
  const own = object.metadata.namespace ?? '';
  if (own === requested) return object;
  if (own === '') return { ...object, metadata: { ...object.metadata, namespace: requested } };
  if (own === 'default' && requested === '') {
    const { namespace: _, ...metadata } = object.metadata;
    return { ...object, metadata };
  }
  const message = 'the namespace of the provided object does not match the namespace sent on the request';
  throw new StatusError(badRequest(message));
}

/** Models names.SimpleNameGenerator. */
function generateName(prefix: string, random: Random): string {
  return `${prefix.slice(0, 58)}${randomSuffix(random, 5)}`;
}

/** What only the server sets, in the order in which upstream prints metadata. Models rest.FillObjectMetaSystemFields. */
function fillMetadata(
  object: KubeObject,
  scope: RequestScope,
  managedFields: readonly ManagedFieldsEntry[] | undefined,
): KubeObject {
  const {
    name,
    generateName: prefix,
    namespace,
    generation,
    labels,
    annotations,
    ownerReferences,
    finalizers,
  } = object.metadata;
  const metadata: ObjectMeta = {
    name: name || (prefix ? generateName(prefix, scope.rules.random) : ''),
    ...(prefix === undefined ? {} : { generateName: prefix }),
    ...(namespace === undefined ? {} : { namespace }),
    uid: randomUuid(scope.rules.random),
    resourceVersion: '',
    ...(generation === undefined ? {} : { generation }),
    creationTimestamp: formatTime(scope.rules.nowMs),
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
    ...(finalizers === undefined ? {} : { finalizers }),
    ...(managedFields === undefined ? {} : { managedFields }),
  };
  const { apiVersion, kind, metadata: _, ...rest } = object;
  return { kind, apiVersion, metadata, ...rest };
}

/** A namespace must exist and not be terminating. Models plugin/namespace/lifecycle admission. */
export function checkNamespace(scope: RequestScope, object: KubeObject): void {
  if (!scope.namespace) return;
  const namespace = scope.rules.reader.get('namespaces', undefined, scope.namespace);
  if (!namespace) throw new StatusError(notFound({ group: '', plural: 'namespaces' }, scope.namespace));
  if (namespace.status.phase !== 'Terminating' && namespace.metadata.deletionTimestamp === undefined) return;
  const error = `unable to create new content in namespace ${scope.namespace} because it is being terminated`;
  const refusal = forbidden(scope.definition.row, object.metadata.name, error);
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${scope.namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  throw new StatusError({ ...refusal, details: { ...refusal.details, causes: [cause] } });
}

/** Models storage/errors InterpretCreateError and rest.CheckGeneratedNameError. */
function existsStatus(scope: RequestScope, object: KubeObject, existing: KubeObject): Status {
  const { row } = scope.definition;
  const { name, generateName: prefix } = object.metadata;
  const status = alreadyExists(row, name);
  const terminating = existing.metadata.deletionTimestamp === undefined ? '' : 'object is being deleted: ';
  const unnamed = prefix ? ', the server was not able to generate a unique name for the object' : '';
  return {
    ...status,
    message: `${terminating}${status.message}${unnamed}`,
    details: { ...status.details, ...(prefix ? { retryAfterSeconds: 1 } : {}) },
  };
}
