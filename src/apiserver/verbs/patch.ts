/** PATCH of an object. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { notFound, StatusError } from '../../api/status.ts';
import { patchedObject } from '../patch/apply-patch.ts';
import { storedObject, validateWriteOptions, type RequestScope } from '../request-scope.ts';
import { applyContentType, handleApply } from './apply.ts';
import { inRequestNamespace } from './create.ts';
import { checkName, updateObject, type UpdateRules } from './update.ts';

export function handlePatch(scope: RequestScope, updateRules: UpdateRules = 'main'): ApiResponse {
  validateWriteOptions(scope, 'PatchOptions');
  if (scope.contentType.startsWith(applyContentType)) return handleApply(scope, updateRules);
  const { row } = scope.definition;
  const old = storedObject(scope);
  if (!old) throw new StatusError(notFound(row, scope.name!));
  const patched = patchedObject(scope, old as unknown as JsonObject, row.type) as unknown as KubeObject;
  const object = updateObject(scope, old, checkIdentity(scope, patched, old), updateRules);
  return { code: 200, body: object as unknown as JsonValue };
}

/** A patch cannot make another object of it. */
function checkIdentity(scope: RequestScope, patched: KubeObject, old: KubeObject): KubeObject {
  checkName(patched, old.metadata.name);
  const typed = patched.kind === old.kind && patched.apiVersion === old.apiVersion;
  const object = typed ? patched : { ...patched, kind: old.kind, apiVersion: old.apiVersion };
  return inRequestNamespace(object, scope.namespace ?? '');
}
