/** From a PATCH body to the patched object in normal form. Models apiserver/pkg/endpoints/handlers/patch.go. */

import { invalid, invalidStatus } from '../../api/field-error.ts';
import { goFormat } from '../../api/go-format.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { badRequest, failure, StatusError } from '../../api/status.ts';
import { strategicMerge, StrategicMergeError } from '../../api/strategic-merge.ts';
import { isNestedDeeper } from '../../lib/nesting.ts';
import { applyFieldValidation } from '../decoding/decode-body.ts';
import { bodyBytesLimit, bodyTooLarge, decodeAs, DecodeError, type Wording } from '../decoding/decode.ts';
import { depthLimit, parseJsonText } from '../decoding/json-text.ts';
import { shapeOf } from '../decoding/shapes.ts';
import { untypedFailure, type RequestScope } from '../request-scope.ts';
import { applyJsonPatch, JsonPatchError, JsonPatchFormatError, jsonPatchOperationsLimit } from './json.ts';
import { applyMergePatch } from './merge.ts';

/** What the handler of an unknown patch type answers. */
const unsupportedMediaType = failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

/** The patched object. `type` is its key in `schema/structure.ts`. Throws StatusError. */
export function patchedObject(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  switch (scope.contentType.split(';')[0]!.trim()) {
    case 'application/json-patch+json':
      return jsonPatched(scope, current, type);
    case 'application/merge-patch+json': {
      const patch = patchBody(scope);
      const merged = applyMergePatch(current, patch);
      return decodePatched(scope, current, merged, type, () => jsonTextOf(current, merged), 'json');
    }
    case 'application/strategic-merge-patch+json':
      return strategicPatched(scope, current, type);
    default:
      throw new StatusError(unsupportedMediaType);
  }
}

function patchBody({ body }: RequestScope): JsonValue {
  if (body === undefined) throw new StatusError(badRequest('error decoding patch: unexpected end of JSON input'));
  if (typeof body !== 'string') {
    if (isNestedDeeper(body, depthLimit)) throw new StatusError(badRequest('error decoding patch: exceeded max depth'));
    return body;
  }
  if (body.length > bodyBytesLimit) throw new StatusError(bodyTooLarge);
  const parsed = parseJsonText(body);
  if ('error' in parsed) throw new StatusError(badRequest(`error decoding patch: ${parsed.error}`));
  return parsed.value;
}

function jsonPatched(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  const patch = patchBody(scope);
  if (Array.isArray(patch) && patch.length > jsonPatchOperationsLimit) {
    const message = `Request entity too large: The allowed maximum operations in a JSON patch is ${jsonPatchOperationsLimit}, got ${patch.length}`;
    throw new StatusError(failure(413, 'RequestEntityTooLarge', message));
  }
  try {
    const patched = applyJsonPatch(current, patch);
    return decodePatched(scope, current, patched, type, () => jsonTextOf(current, patched), 'json');
  } catch (error) {
    if (error instanceof JsonPatchFormatError)
      throw new StatusError(badRequest(`error decoding patch: ${error.message}`));
    if (error instanceof JsonPatchError) throw new StatusError(rejected);
    throw error;
  }
}

const rejected = failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});

function strategicPatched(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  const patch = patchBody(scope);
  if (!isJsonObject(patch)) {
    const kind = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
    const error = `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
    throw new StatusError(badRequest(`error decoding patch: ${error}`));
  }
  try {
    return decodePatched(
      scope,
      current,
      strategicMerge(current, patch, type),
      type,
      () => goFormat(patch),
      'unstructured',
    );
  } catch (error) {
    if (!(error instanceof StrategicMergeError)) throw error;
    throw new StatusError(error.format ? badRequest(error.message) : untypedFailure(error.message));
  }
}

/** Decodes the result; its errors quote `shown`, the patched text or the patch. */
function decodePatched(
  scope: RequestScope,
  current: JsonObject,
  patched: JsonValue,
  type: string,
  shown: () => string,
  wording: Wording,
): JsonObject {
  const refuse = (error: string): StatusError =>
    new StatusError(invalidStatus('', '', '', [invalid('patch', shown(), error)]));
  if (!isJsonObject(patched)) throw refuse(`couldn't get version/kind; json parse error: unexpected value`);
  try {
    const decoded = decodeAs(shapeOf(type), patched, current, wording);
    applyFieldValidation(scope, decoded.strictErrors, refuse);
    return decoded.value;
  } catch (error) {
    if (error instanceof DecodeError) throw refuse(error.message);
    throw error;
  }
}

/** The patched text as upstream has it: objects that the patch touched come with sorted keys. */
function jsonTextOf(current: JsonValue | undefined, patched: JsonValue): string {
  if (patched === current || !isJsonObject(patched)) return JSON.stringify(patched);
  const before = isJsonObject(current) ? current : {};
  const entries = Object.keys(patched)
    .filter((key) => patched[key] !== undefined)
    .sort()
    .map((key) => {
      const old = Object.hasOwn(before, key) ? before[key] : undefined;
      return `${JSON.stringify(key)}:${jsonTextOf(old, patched[key]!)}`;
    });
  return `{${entries.join(',')}}`;
}
