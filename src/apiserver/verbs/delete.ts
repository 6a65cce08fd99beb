/** DELETE of one object. Models registry/store.go Delete, rest/delete.go and pkg/registry/core/namespace storage. */

import { invalidStatus, notSupported } from '../../api/field-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { badRequest, conflict, notFound, StatusError } from '../../api/status.ts';
import type { DeleteOptions, Namespace } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import { formatTime, parseTime } from '../../lib/time.ts';
import { decodeAs, DecodeError } from '../decoding/decode.ts';
import { parseJsonText } from '../decoding/json-text.ts';
import { shapeOf } from '../decoding/shapes.ts';
import { storageScope, storedBehind, storedObject, untypedFailure, type RequestScope } from '../request-scope.ts';

export type DeleteRequestOptions = Omit<DeleteOptions, 'apiVersion' | 'kind'>;

/** Kinds whose last state is the answer to their removal; for others it is a Status. Models ReturnDeletedObject. */
const returnsDeletedObject: ReadonlySet<string> = new Set([
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'serviceaccounts',
  'services',
]);

export function handleDelete(scope: RequestScope): ApiResponse {
  const options = deleteOptionsOf(scope);
  const dry = { ...scope, dryRun: scope.dryRun || (options.dryRun?.length ?? 0) > 0 };
  warnOfOrphans(scope, options);
  const object = storedObject(dry);
  if (!object) throw new StatusError(notFound(scope.definition.row, scope.name!));
  const { object: left, removed } = deleteObject(dry, object, options);
  const code = !removed && options.orphanDependents === false ? 202 : 200;
  if (!removed || returnsDeletedObject.has(scope.resource)) return { code, body: left as unknown as JsonValue };
  const { name, uid } = left.metadata;
  const { group, plural } = scope.definition.row;
  const details = { name, ...(group ? { group } : {}), kind: plural, uid };
  return { code, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } };
}

function warnOfOrphans({ definition, warnings }: RequestScope, options: DeleteRequestOptions): void {
  if (!definition.orphansDependents) return;
  if (options.propagationPolicy !== undefined || options.orphanDependents !== undefined) return;
  warnings.push(
    `child pods are preserved by default when ${definition.row.plural} are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning`,
  );
}

/** The options of the body or, without one, of the query. Throws StatusError. */
export function deleteOptionsOf(scope: RequestScope): DeleteRequestOptions {
  const options = scope.body === undefined || scope.body === '' ? queryOptions(scope) : bodyOptions(scope.body);
  const { propagationPolicy, orphanDependents } = options;
  const errors = [];
  if (propagationPolicy !== undefined && !['Foreground', 'Background', 'Orphan'].includes(propagationPolicy)) {
    errors.push(notSupported('propagationPolicy', propagationPolicy, ['Foreground', 'Background', 'Orphan', 'nil']));
  }
  if (propagationPolicy !== undefined && orphanDependents !== undefined) {
    const detail = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push({
      type: 'FieldValueInvalid' as const,
      field: 'propagationPolicy',
      body: `Invalid value: ${JSON.stringify(propagationPolicy)}: ${detail}`,
    });
  }
  for (const value of [...(options.dryRun ?? []), ...(scope.query['dryRun'] ? [scope.query['dryRun']] : [])]) {
    if (value !== 'All') errors.push(notSupported('dryRun', options.dryRun ?? [value], ['All']));
  }
  if (errors.length > 0) throw new StatusError(invalidStatus('DeleteOptions', 'meta.k8s.io', '', errors));
  return options;
}

function queryOptions({ query }: RequestScope): DeleteRequestOptions {
  const { gracePeriodSeconds, propagationPolicy, orphanDependents } = query;
  if (gracePeriodSeconds !== undefined && !/^[+-]?\d+$/.test(gracePeriodSeconds)) {
    const text = JSON.stringify(gracePeriodSeconds);
    throw new StatusError(badRequest(`strconv.ParseInt: parsing ${text}: invalid syntax`));
  }
  return {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: Number(gracePeriodSeconds) }),
    ...(propagationPolicy ? { propagationPolicy } : {}),
    ...(orphanDependents ? { orphanDependents: orphanDependents === 'true' } : {}),
  };
}

function bodyOptions(body: JsonValue): DeleteRequestOptions {
  const parsed = typeof body === 'string' ? parseJsonText(body) : { value: body };
  if ('error' in parsed)
    throw new StatusError(untypedFailure(`couldn't get version/kind; json parse error: ${parsed.error}`));
  const value: JsonObject = isJsonObject(parsed.value) ? parsed.value : {};
  try {
    return decodeAs(shapeOf('DeleteOptions'), value).value as unknown as DeleteRequestOptions;
  } catch (error) {
    if (error instanceof DecodeError) throw new StatusError(untypedFailure(error.message));
    throw error;
  }
}

/** What is left of a deletion: the object (still stored, or as it was removed). */
export interface Deletion {
  readonly object: KubeObject;
  readonly removed: boolean;
}

/** Removes the object, or marks it as being deleted. Throws StatusError to refuse. */
export function deleteObject(scope: RequestScope, object: KubeObject, options: DeleteRequestOptions): Deletion {
  const { otherVersion } = scope.definition;
  if (otherVersion) {
    const inner = storageScope(scope, otherVersion.storage);
    const { object: left, removed } = deleteObject(inner, storedBehind(scope, object), options);
    return { object: otherVersion.present(left), removed };
  }
  checkPreconditions(object, options);
  scope.definition.beforeDelete?.(object, scope.rules);
  if (object.kind === 'Namespace') return deleteNamespace(scope, object as Namespace, options);
  if (scope.definition.markForDeletion && object.metadata.deletionTimestamp === undefined) {
    const marked = scope.definition.markForDeletion(markAsDeleting(object, scope.rules.nowMs), scope.rules);
    if (scope.dryRun) return { object: marked, removed: false };
    return { object: scope.server.store.put(scope.resource, marked, object, scope.actor), removed: false };
  }
  const graceful = markGraceful(scope, object, options);
  if (graceful === 'pending') return { object, removed: false };
  const finalizers = deletionFinalizers(object, options, scope.definition.orphansDependents === true);
  const held = (finalizers?.length ?? 0) > 0;
  let marked = withFinalizers(graceful ?? object, finalizers);
  if (!graceful && held) marked = markAsDeleting(marked, scope.rules.nowMs);
  const stored =
    marked === object || scope.dryRun ? marked : scope.server.store.put(scope.resource, marked, object, scope.actor);
  if (held || (graceful?.metadata.deletionGracePeriodSeconds ?? 0) > 0) return { object: stored, removed: false };
  return remove(scope, stored);
}

function remove(scope: RequestScope, object: KubeObject): Deletion {
  if (!scope.dryRun) scope.server.store.delete(scope.resource, object, scope.actor);
  return { object, removed: true };
}

function checkPreconditions(object: KubeObject, { preconditions }: DeleteRequestOptions): void {
  const { name, uid, resourceVersion } = object.metadata;
  const refuse = (error: string): StatusError => {
    const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0]! : '';
    return new StatusError(conflict({ group, plural: object.kind }, name, error));
  };
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) {
    throw refuse(
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (preconditions?.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion) {
    throw refuse(
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

/** The object with its time of deletion; `pending` when a deletion at least as early is under way; undefined for kinds without grace. */
function markGraceful(
  scope: RequestScope,
  object: KubeObject,
  options: DeleteRequestOptions,
): KubeObject | 'pending' | undefined {
  const { definition, rules } = scope;
  if (!definition.gracePeriodSeconds) return undefined;
  const requested =
    options.gracePeriodSeconds === undefined ? undefined : atLeastOneIfNegative(options.gracePeriodSeconds);
  const { deletionTimestamp, deletionGracePeriodSeconds, generation } = object.metadata;
  if (deletionTimestamp !== undefined) {
    if (deletionGracePeriodSeconds === undefined) return undefined;
    if (requested === undefined || requested >= deletionGracePeriodSeconds) return 'pending';
    const endMs = parseTime(deletionTimestamp)! - (deletionGracePeriodSeconds - requested) * 1000;
    return withMetadata(object, { deletionTimestamp: formatTime(endMs), deletionGracePeriodSeconds: requested });
  }
  const period = atLeastOneIfNegative(definition.gracePeriodSeconds(object, requested));
  return withMetadata(object, {
    ...(generation ? { generation: generation + 1 } : {}),
    deletionTimestamp: formatTime(rules.nowMs + period * 1000),
    deletionGracePeriodSeconds: period,
  });
}

const atLeastOneIfNegative = (seconds: number): number => (seconds < 0 ? 1 : seconds);

/** Marks an object that only finalizers hold. Models markAsDeleting. */
function markAsDeleting(object: KubeObject, nowMs: number): KubeObject {
  const { deletionTimestamp, generation } = object.metadata;
  const now = formatTime(nowMs);
  const fields = {
    ...(deletionTimestamp === undefined && generation ? { generation: generation + 1 } : {}),
    deletionTimestamp: deletionTimestamp === undefined || deletionTimestamp > now ? now : deletionTimestamp,
    deletionGracePeriodSeconds: 0,
  };
  return withMetadata(object, fields);
}

function withMetadata(object: KubeObject, fields: Partial<KubeObject['metadata']>): KubeObject {
  const metadata = withFields(object.metadata, fields);
  return metadata === object.metadata ? object : { ...object, metadata };
}

const gcFinalizers: ReadonlySet<string> = new Set(['orphan', 'foregroundDeletion']);

/** Finalizers after the propagation policy had its say. Models deletionFinalizersForGarbageCollection. */
function deletionFinalizers(
  object: KubeObject,
  { propagationPolicy, orphanDependents }: DeleteRequestOptions,
  orphansByDefault: boolean,
): readonly string[] | undefined {
  const { finalizers } = object.metadata;
  const has = (finalizer: string): boolean => finalizers?.includes(finalizer) === true;
  const decided = propagationPolicy !== undefined || orphanDependents !== undefined;
  const foreground = decided ? propagationPolicy === 'Foreground' : has('foregroundDeletion');
  const implied = has('orphan') || (orphansByDefault && !foreground);
  const orphan = decided ? propagationPolicy === 'Orphan' || orphanDependents === true : implied;
  if (orphan === has('orphan') && foreground === has('foregroundDeletion')) return finalizers;
  const kept = (finalizers ?? []).filter((finalizer) => !gcFinalizers.has(finalizer));
  return [...kept, ...(orphan ? ['orphan'] : []), ...(foreground ? ['foregroundDeletion'] : [])];
}

function withFinalizers(object: KubeObject, finalizers: readonly string[] | undefined): KubeObject {
  if (finalizers === object.metadata.finalizers) return object;
  const metadata = withFields(object.metadata, { finalizers: finalizers?.length ? finalizers : undefined });
  return { ...object, metadata };
}

/** A namespace becomes Terminating; it goes once its finalizers have gone. */
function deleteNamespace(scope: RequestScope, namespace: Namespace, options: DeleteRequestOptions): Deletion {
  if (namespace.metadata.deletionTimestamp !== undefined) {
    const held = namespace.spec.finalizers?.length || namespace.metadata.finalizers?.length;
    return held ? { object: namespace, removed: false } : remove(scope, namespace);
  }
  const finalizers = deletionFinalizers(namespace, options, false);
  const marked = withMetadata(withFinalizers(namespace, finalizers), {
    deletionTimestamp: formatTime(scope.rules.nowMs),
  });
  const terminating = { ...marked, status: { ...namespace.status, phase: 'Terminating' } };
  if (scope.dryRun) return { object: terminating, removed: false };
  return { object: scope.server.store.put(scope.resource, terminating, namespace, scope.actor), removed: false };
}
