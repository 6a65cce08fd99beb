/** One request for a resource, with what handling it needs: the rules of its kind, the store, the query. */

import { structRule, type ApplyRule } from '../api/apply-schema.ts';
import type { PodConnection } from '../api/controller.ts';
import { forbiddenField, invalidStatus, notSupported, tooLong } from '../api/field-error.ts';
import type { FeatureGates } from '../api/feature-gates.ts';
import type { JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { failure, StatusError, type Status } from '../api/status.ts';
import type { Random } from '../lib/random.ts';
import type { ResourceDefinition, RuleContext } from './resource.ts';
import type { ResourceRoute } from './routing.ts';
import type { Store } from './store.ts';

/** What all requests share. */
export interface ServerContext {
  readonly store: Store;
  readonly clock: { nowMs(): number };
  readonly random: Random;
  readonly featureGates: FeatureGates;
  readonly connectPod: ConnectPod | undefined;
}

/** What the kubelet answers to `pods/…/log` and `pods/…/exec` of a stored Pod. */
export type ConnectPod = (connection: PodConnection) => ApiResponse;

export interface RequestScope extends ResourceRoute {
  readonly server: ServerContext;
  readonly rules: RuleContext;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly accept: string;
  readonly body: JsonValue | undefined;
  /** Who asks: becomes the actor of the write. */
  readonly actor: string;
  /** Nothing is stored. */
  readonly dryRun: boolean;
  /** Collects the texts of `Warning` headers. */
  readonly warnings: string[];
}

const noQuery: Readonly<Record<string, string>> = {};

/** Written out field by field: this runs in every request, and copies of wide objects are slow. */
export function scopeOf(server: ServerContext, route: ResourceRoute, request: ApiRequest, actor: string): RequestScope {
  const query = request.query ?? noQuery;
  const dryRun = query['dryRun'] !== undefined && query['dryRun'] !== '';
  return {
    type: 'resource',
    resource: route.resource,
    definition: route.definition,
    namespace: route.namespace,
    name: route.name,
    subresource: route.subresource,
    proxyPath: route.proxyPath,
    server,
    rules: {
      reader: server.store.reader,
      featureGates: server.featureGates,
      random: server.random,
      nowMs: server.clock.nowMs(),
      dryRun,
    },
    query,
    contentType: request.contentType ?? defaultContentType(request.method),
    accept: request.accept ?? 'application/json',
    body: request.body,
    actor,
    dryRun,
    warnings: route.definition.deprecationWarning === undefined ? [] : [route.definition.deprecationWarning],
  };
}

const defaultContentType = (method: ApiRequest['method']): string =>
  method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json';

const fieldValidations = ['', 'Ignore', 'Strict', 'Warn'];

/** Refuses what options of writes cannot be. Models ValidateCreateOptions, ValidateUpdateOptions, ValidatePatchOptions. */
export function validateWriteOptions(scope: RequestScope, kind: string): void {
  const { dryRun = '', fieldManager = '', fieldValidation = '', force } = scope.query;
  const applies = scope.contentType.startsWith('application/apply-patch');
  const errors = [
    ...(kind === 'PatchOptions' && force !== undefined && !applies
      ? [forbiddenField('force', 'may not be specified for non-apply patch')]
      : []),
    ...(fieldManager.length > 128 ? [tooLong('fieldManager', 128)] : []),
    ...(dryRun === '' || dryRun === 'All' ? [] : [notSupported('dryRun', [dryRun], ['All'])]),
    ...(fieldValidations.includes(fieldValidation)
      ? []
      : [notSupported('fieldValidation', fieldValidation, ['', 'Ignore', 'Strict', 'Warn'])]),
  ];
  if (errors.length > 0) throw new StatusError(invalidStatus(kind, 'meta.k8s.io', '', errors));
}

/** Resource names as `details` and messages have them. */
export function qualifiedOf(scope: Pick<RequestScope, 'definition'>): {
  readonly group: string;
  readonly plural: string;
} {
  return scope.definition.row;
}

/** The stored object that the path names, or undefined. */
export function storedObject(scope: RequestScope): KubeObject | undefined {
  const stored = scope.rules.reader.getAny(scope.resource, scope.namespace, scope.name ?? '');
  return stored && presented(scope.definition, stored);
}

/** A stored object in the version of the request. */
export function presented({ custom, otherVersion }: ResourceDefinition, stored: KubeObject): KubeObject {
  return (custom ?? otherVersion)?.present(stored) ?? stored;
}

/** The same request with the rules of the version that objects are stored in. */
export function storageScope(scope: RequestScope, storage: ResourceDefinition): RequestScope {
  return { ...scope, definition: storage };
}

/** The stored object behind one that was presented in another version. */
export function storedBehind({ rules, resource }: RequestScope, { metadata }: KubeObject): KubeObject {
  return rules.reader.getAny(resource, metadata.namespace, metadata.name)!;
}

/** How the kind's fields are owned. */
export function applyRuleOf({ custom, row }: ResourceDefinition): ApplyRule {
  return custom ? custom.applyRule : structRule(row.type);
}

/** Errors of a kind as its 422 Status. */
export function throwIfInvalid(
  definition: ResourceDefinition,
  name: string,
  errors: Parameters<typeof invalidStatus>[3],
): void {
  if (errors.length === 0) return;
  throw new StatusError(invalidStatus(definition.row.kind, definition.row.group, name, errors));
}

/** An error that upstream answers as it is: code 500, neither reason nor details. */
export function untypedFailure(message: string): Status {
  const { reason: _, ...status } = failure(500, '', message);
  return status;
}
