/** PATCH with `application/apply-patch+yaml`: server-side apply. Models handlers/patch.go applyPatcher. */

import { invalidStatus, required } from '../../api/field-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ApiResponse } from '../../api/request.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { isStatus, badRequest, StatusError } from '../../api/status.ts';
import { formatTime } from '../../lib/time.ts';
import { decodeBody, type BodyKind } from '../decoding/decode-body.ts';
import { parseJsonText } from '../decoding/json-text.ts';
import { applyConfiguration, type Applier } from '../patch/apply.ts';
import { typedErrorOf } from '../patch/typed-configuration.ts';
import { applyRuleOf, storedObject, untypedFailure, type RequestScope } from '../request-scope.ts';
import { createObject, inRequestNamespace } from './create.ts';
import { updateObject, type UpdateRules } from './update.ts';

export const applyContentType = 'application/apply-patch+yaml';

export function handleApply(scope: RequestScope, updateRules: UpdateRules): ApiResponse {
  const { row } = scope.definition;
  const applier = applierOf(scope, apiVersionOf(row));
  const live = storedObject(scope);
  const config = configurationOf(scope, row);
  const rule = applyRuleOf(scope.definition);
  const applied = applyConfiguration(live as unknown as JsonObject | undefined, config, rule, applier);
  if (isStatus(applied)) throw new StatusError(applied);
  const { object, managedFields } = applied;
  const decoded = decodeBody({ ...scope, body: object, query: {} }, row, live);
  const named = { ...decoded, metadata: { ...decoded.metadata, name: scope.name! } };
  const placed = inRequestNamespace<KubeObject>(named, scope.namespace ?? '');
  if (!live) return { code: 201, body: createObject(scope, placed, managedFields) as unknown as JsonValue };
  return { code: 200, body: updateObject(scope, live, placed, updateRules, managedFields) as unknown as JsonValue };
}

/** Who applies, as the query says. Throws StatusError where it does not. */
export function applierOf({ query, rules, subresource }: RequestScope, apiVersion: string): Applier {
  const manager = query['fieldManager'] ?? '';
  if (manager === '') {
    const errors = [required('fieldManager', 'is required for apply patch')];
    throw new StatusError(invalidStatus('PatchOptions', 'meta.k8s.io', '', errors));
  }
  const applier = { manager, force: query['force'] === 'true', apiVersion, time: formatTime(rules.nowMs) };
  return subresource === undefined ? applier : { ...applier, subresource };
}

/** The body as the client wrote it: what it does not say, its manager does not own. Throws StatusError. */
export function configurationOf(scope: RequestScope, kind: BodyKind): JsonObject {
  const parsed = typeof scope.body === 'string' ? parseJsonText(scope.body) : { value: scope.body };
  const config = 'value' in parsed && isJsonObject(parsed.value) ? parsed.value : {};
  if (config['kind'] === kind.kind && kind.type !== '') checkTypes(config, kind);
  const decoded = decodeBody(scope, kind);
  const { name } = decoded.metadata;
  if (name && name !== scope.name) {
    const message = `the name of the object (${name}) does not match the name on the URL (${scope.name})`;
    throw new StatusError(badRequest(message));
  }
  if (decoded.metadata.managedFields) throw new StatusError(badRequest('metadata.managedFields must be nil'));
  return config;
}

/** Models structuredMergeManager.Apply: a configuration of another version, or one that its type's schema does not know. */
function checkTypes(config: JsonObject, row: BodyKind): void {
  const expected = apiVersionOf(row);
  const version = String(config['apiVersion'] ?? '');
  if (version !== expected) {
    const message = `Incorrect version specified in apply patch. Specified patch version: ${version}, expected: ${expected}`;
    throw new StatusError(badRequest(message));
  }
  const error = typedErrorOf(config, row.type);
  if (error === undefined) return;
  const { namespace = '', name = '' } = isJsonObject(config['metadata']) ? config['metadata'] : {};
  const what = `${String(namespace)}/${String(name)}; ${row.group}/${row.version}, Kind=${row.kind}`;
  throw new StatusError(untypedFailure(`failed to create typed patch object (${what}): ${error}`));
}
