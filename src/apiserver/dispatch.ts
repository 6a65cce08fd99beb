/** Which handler answers which method on which path. Models apiserver/pkg/endpoints/installer.go. */

import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { failure, StatusError } from '../api/status.ts';
import type { RequestScope } from './request-scope.ts';
import { handleConnect } from './subresources/connect.ts';
import { handleBinding } from './subresources/binding.ts';
import { handleEviction } from './subresources/eviction.ts';
import { handleFinalize } from './subresources/finalize.ts';
import { handleProxy } from './subresources/proxy.ts';
import { handleScale } from './subresources/scale.ts';
import { handleCreate } from './verbs/create.ts';
import { handleDelete } from './verbs/delete.ts';
import { handleDeleteCollection } from './verbs/delete-collection.ts';
import { handleGet } from './verbs/get.ts';
import { handleList } from './verbs/list.ts';
import { handlePatch } from './verbs/patch.ts';
import { handleUpdate } from './verbs/update.ts';

type Method = ApiRequest['method'];
type Handlers = Readonly<Partial<Record<Method, (scope: RequestScope) => ApiResponse>>>;

const collection: Handlers = { GET: handleList, POST: handleCreate, DELETE: handleDeleteCollection };
/** A namespaced collection without its namespace can only be read. */
const allNamespaces: Handlers = { GET: handleList };
/** Namespaces go one by one. */
const namespaces: Handlers = { GET: handleList, POST: handleCreate };
const object: Handlers = { GET: handleGet, PUT: handleUpdate, PATCH: handlePatch, DELETE: handleDelete };

const subresources: Readonly<Record<string, Handlers>> = {
  status: {
    GET: handleGet,
    PUT: (scope) => handleUpdate(scope, 'status'),
    PATCH: (scope) => handlePatch(scope, 'status'),
  },
  scale: { GET: handleScale.get, PUT: handleScale.update, PATCH: handleScale.patch },
  binding: { POST: handleBinding },
  eviction: { POST: handleEviction },
  finalize: { PUT: handleFinalize },
  log: { GET: (scope) => handleConnect(scope, 'log') },
  exec: { POST: (scope) => handleConnect(scope, 'exec') },
  attach: { POST: (scope) => handleConnect(scope, 'attach') },
  proxy: {
    GET: (scope) => handleProxy(scope, 'GET'),
    POST: (scope) => handleProxy(scope, 'POST'),
    PUT: (scope) => handleProxy(scope, 'PUT'),
    PATCH: (scope) => handleProxy(scope, 'PATCH'),
    DELETE: (scope) => handleProxy(scope, 'DELETE'),
  },
};

function handlersOf(scope: RequestScope): Handlers {
  if (scope.subresource !== undefined) return subresources[scope.subresource] ?? {};
  if (scope.name !== undefined) return object;
  if (scope.definition.row.namespaced && scope.namespace === undefined) return allNamespaces;
  return scope.resource === 'namespaces' ? namespaces : collection;
}

/** Answers the request. Throws StatusError. */
export function dispatch(scope: RequestScope, method: Method): ApiResponse {
  const handler = handlersOf(scope)[method];
  if (handler) return handler(scope);
  const message = 'the server does not allow this method on the requested resource';
  throw new StatusError(failure(405, 'MethodNotAllowed', message, {}));
}
