/** Builders for the usual REST requests. */

import type { JsonValue } from '../api/json.ts';
import type { ApiRequest } from '../api/request.ts';
import { resourceName, rowByName, type ResourceName, type ResourceRow } from '../api/scheme.ts';
import { assert } from '../lib/assert.ts';

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export const patchContentTypes: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** Where an object (or, without a name, a collection) is. */
export interface ObjectPath {
  readonly resource: ResourceName | ResourceRow;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** The URL path of an object or a collection. A namespaced resource without namespace is that of all namespaces. */
export function pathOf({ resource, namespace, name, subresource }: ObjectPath): string {
  const row = typeof resource === 'string' ? rowByName(resource) : resource;
  assert(row, `unknown resource ${typeof resource === 'string' ? resource : resourceName(resource)}`);
  const root = row.group ? `/apis/${row.group}/${row.version}` : `/api/${row.version}`;
  const scope = row.namespaced && namespace ? `/namespaces/${namespace}` : '';
  return `${root}${scope}/${row.plural}${name ? `/${name}` : ''}${subresource ? `/${subresource}` : ''}`;
}

export function getRequest(path: ObjectPath, query?: ApiRequest['query']): ApiRequest {
  return { method: 'GET', path: pathOf(path), ...(query ? { query } : {}) };
}

export function createRequest(path: ObjectPath, body: object, query?: ApiRequest['query']): ApiRequest {
  return { method: 'POST', path: pathOf(path), body: body as JsonValue, ...(query ? { query } : {}) };
}

export function updateRequest(path: ObjectPath, body: object, query?: ApiRequest['query']): ApiRequest {
  return { method: 'PUT', path: pathOf(path), body: body as JsonValue, ...(query ? { query } : {}) };
}

export function patchRequest(
  path: ObjectPath,
  type: PatchType,
  body: JsonValue,
  query?: ApiRequest['query'],
): ApiRequest {
  const request = { method: 'PATCH', path: pathOf(path), contentType: patchContentTypes[type], body } as const;
  return query ? { ...request, query } : request;
}

/** `metav1.DeleteOptions` without its kind. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

export function deleteRequest(path: ObjectPath, options: DeleteOptions = {}, query?: ApiRequest['query']): ApiRequest {
  const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options } as JsonValue;
  return { method: 'DELETE', path: pathOf(path), body, ...(query ? { query } : {}) };
}
