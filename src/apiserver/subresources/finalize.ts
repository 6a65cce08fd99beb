/** PUT namespaces/x/finalize: replaces `spec.finalizers`. Models pkg/registry/core/namespace namespaceFinalizeStrategy. */

import type { JsonValue } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import { notFound, StatusError } from '../../api/status.ts';
import type { Namespace } from '../../api/types.ts';
import { shareStructure } from '../../lib/structural-sharing.ts';
import { decodeBody } from '../decoding/decode-body.ts';
import { storedObject, type RequestScope } from '../request-scope.ts';
import { storeUpdate } from '../verbs/update.ts';

export function handleFinalize(scope: RequestScope): ApiResponse {
  const old = storedObject(scope) as Namespace | undefined;
  const decoded = decodeBody(scope, scope.definition.row, old) as Namespace;
  if (!old) throw new StatusError(notFound(scope.definition.row, scope.name!));
  const { finalizers: _, ...spec } = old.spec;
  const { finalizers } = decoded.spec;
  const object = { ...old, spec: { ...spec, ...(finalizers?.length ? { finalizers } : {}) } };
  return { code: 200, body: storeUpdate(scope, shareStructure(old, object), old) as unknown as JsonValue };
}
