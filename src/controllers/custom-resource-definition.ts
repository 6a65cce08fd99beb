/**
 * Empties CustomResourceDefinitions that are being deleted and then lets go of them. One key per definition. Models
 * apiextensions-apiserver/pkg/controller/finalizer crd_finalizer.go.
 */

import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import { cleanupFinalizer, customResource, definitionResource } from '../api/custom-resources.ts';
import { isTerminating, refOf, type KubeObject } from '../api/object.ts';
import type { CustomResourceDefinition } from '../api/types.ts';
import { deleteRequest, updateRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';

export const customResourceDefinitionController: Controller = {
  name: 'crd-finalizer',
  keysFor({ resource, type, object, key }, reader) {
    if (resource === definitionResource) return type !== 'DELETED' && isTerminating(object) ? [key] : [];
    if (type !== 'DELETED') return [];
    const definition = reader.get(definitionResource, undefined, resource);
    return definition && isTerminating(definition) ? [resource] : [];
  },
  sync,
};

function sync(name: string, context: SyncContext): SyncResult {
  const { reader, request } = context;
  const definition = reader.get(definitionResource, undefined, name);
  if (!definition || !isTerminating(definition)) return {};
  if (definition.metadata.finalizers?.includes(cleanupFinalizer) !== true) return {};
  const version = definition.spec.versions.find(({ served }) => served);
  const row = version && customResource(definition, version);
  for (const object of row ? reader.listAny(name) : []) {
    if (isTerminating(object)) continue;
    const { namespace, name: objectName } = object.metadata;
    request(deleteRequest({ resource: row!, name: objectName, ...(namespace ? { namespace } : {}) }));
  }
  const left = row ? reader.listAny(name) : [];
  if (left.length > 0) return waiting(definition, left, context);
  const metadata = {
    ...definition.metadata,
    finalizers: (definition.metadata.finalizers ?? []).filter((finalizer) => finalizer !== cleanupFinalizer),
  };
  const done = withTerminating(definition, 'False', 'InstanceDeletionCompleted', 'removed all instances', context);
  const path = { resource: definitionResource, name, subresource: 'status' } as const;
  const response = request(updateRequest(path, { ...done, metadata }));
  return response.code < 300 || response.code === 404 ? {} : { error: JSON.stringify(response.body) };
}

/** Says that objects with finalizers hold it. */
function waiting(definition: CustomResourceDefinition, left: readonly KubeObject[], context: SyncContext): SyncResult {
  const { name } = definition.metadata;
  const next = withTerminating(
    definition,
    'True',
    'InstanceDeletionInProgress',
    'CustomResource deletion is in progress',
    context,
  );
  const path = { resource: definitionResource, name, subresource: 'status' } as const;
  if (next !== definition) context.request(updateRequest(path, next));
  const objects = left.map(refOf);
  const names = objects.slice(0, 3).map((ref) => `${ref.kind} ${ref.name}`);
  const more = objects.length > names.length ? ` and ${objects.length - names.length} more` : '';
  return {
    decisions: [
      {
        about: refOf(definition),
        verdict: 'waits',
        reason: 'InstancesRemaining',
        message: `CustomResourceDefinition ${name} is not removed: there still is ${names.join(', ')}${more}.`,
        blockedBy: objects,
      },
    ],
  };
}

function withTerminating(
  definition: CustomResourceDefinition,
  status: 'True' | 'False',
  reason: string,
  message: string,
  { nowMs }: SyncContext,
): CustomResourceDefinition {
  const old = definition.status.conditions ?? [];
  const before = old.find(({ type }) => type === 'Terminating');
  if (before?.status === status && before.reason === reason) return definition;
  const lastTransitionTime = (before?.status === status && before.lastTransitionTime) || formatTime(nowMs);
  const condition = { lastTransitionTime, message, reason, status, type: 'Terminating' };
  const conditions = [...old.filter(({ type }) => type !== 'Terminating'), condition];
  return { ...definition, status: { ...definition.status, conditions } };
}
