/** From a PATCH body to the patched object in normal form. Models apiserver/pkg/endpoints/handlers/patch.go. */

import { invalid, invalidStatus } from '../../api/field-error.ts';
import { goFormat } from '../../api/go-format.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { badRequest, failure, StatusError } from '../../api/status.ts';
import { strategicMerge, StrategicMergeError } from '../../api/strategic-merge.ts';
import { isNestedDeeper } from '../../lib/nesting.ts';
import { apiVersionOf } from '../../api/scheme.ts';
import { applyFieldValidation, kindFault } from '../decoding/decode-body.ts';
import { bodyBytesLimit, bodyTooLarge, decodeAs, DecodeError, type Wording } from '../decoding/decode.ts';
import { goKind } from '../decoding/decode-scalar.ts';
import { depthLimit, parseJsonText } from '../decoding/json-text.ts';
import { shapeOf } from '../decoding/shapes.ts';
import { untypedFailure, type RequestScope } from '../request-scope.ts';
import {
  applyJsonPatch,
  JsonPatchError,
  JsonPatchFormatError,
  jsonPatchOperationsLimit,
  jsonPatchStrictErrors,
} from './json.ts';
import { applyMergePatch } from '../../api/json-merge.ts';

/** What the handler of an unknown patch type answers. */
const unsupportedMediaType = failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

const notForCustomResources = failure(
  415,
  'UnsupportedMediaType',
  'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
);

/** The patched object. `type` is its key in `schema/structure.ts`. Throws StatusError. */
export function patchedObject(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  switch (scope.contentType.split(';')[0]!.trim()) {
    case 'application/json-patch+json':
      return jsonPatched(scope, current, type);
    case 'application/merge-patch+json':
      return mergePatched(scope, current, type);
    case 'application/strategic-merge-patch+json':
      if (type === '') throw new StatusError(notForCustomResources);
      return strategicPatched(scope, current, type);
    default:
      throw new StatusError(unsupportedMediaType);
  }
}

interface PatchBody {
  readonly patch: JsonValue;
  /** Strict errors of the patch itself. */
  readonly strictErrors: readonly string[];
}

const undecodable = (error: string): StatusError => new StatusError(badRequest(`error decoding patch: ${error}`));

function patchBody({ body }: RequestScope): PatchBody {
  if (body === undefined) throw undecodable('unexpected end of JSON input');
  if (typeof body !== 'string') {
    if (isNestedDeeper(body, depthLimit)) throw undecodable('exceeded max depth');
    return { patch: body, strictErrors: [] };
  }
  if (body.length > bodyBytesLimit) throw new StatusError(bodyTooLarge);
  const parsed = parseJsonText(body);
  if ('error' in parsed) throw undecodable(parsed.error);
  return { patch: parsed.value, strictErrors: parsed.duplicates };
}

/** The same for patches that are objects themselves. */
function objectPatch(scope: RequestScope): { readonly patch: JsonObject; readonly strictErrors: readonly string[] } {
  const { patch, strictErrors } = patchBody(scope);
  if (isJsonObject(patch)) return { patch, strictErrors };
  throw undecodable(`json: cannot unmarshal ${goKind(patch)} into Go value of type map[string]interface {}`);
}

function jsonPatched(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  const { patch, strictErrors } = patchBody(scope);
  if (Array.isArray(patch) && patch.length > jsonPatchOperationsLimit) {
    const message = `Request entity too large: The allowed maximum operations in a JSON patch is ${jsonPatchOperationsLimit}, got ${patch.length}`;
    throw new StatusError(failure(413, 'RequestEntityTooLarge', message));
  }
  try {
    const patched = applyJsonPatch(current, patch);
    const errors = [...strictErrors, ...jsonPatchStrictErrors(patch)];
    return decodePatched(scope, current, patched, type, {
      errors,
      shown: () => jsonTextOf(current, patched),
      wording: 'json',
    });
  } catch (error) {
    if (error instanceof JsonPatchFormatError) throw undecodable(error.message);
    if (error instanceof JsonPatchError) throw new StatusError(rejected);
    throw error;
  }
}

const rejected = failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});

function mergePatched(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  const { patch, strictErrors: errors } = objectPatch(scope);
  const merged = applyMergePatch(current, patch);
  return decodePatched(scope, current, merged, type, {
    errors,
    shown: () => jsonTextOf(current, merged),
    wording: 'json',
  });
}

function strategicPatched(scope: RequestScope, current: JsonObject, type: string): JsonObject {
  const { patch, strictErrors: errors } = objectPatch(scope);
  try {
    const merged = strategicMerge(current, patch, type);
    return decodePatched(scope, current, merged, type, {
      errors,
      shown: () => goFormat(patch),
      wording: 'unstructured',
    });
  } catch (error) {
    if (!(error instanceof StrategicMergeError)) throw error;
    throw new StatusError(error.format ? badRequest(error.message) : untypedFailure(error.message));
  }
}

interface PatchErrors {
  /** Strict errors of the patch itself. */
  readonly errors: readonly string[];
  /** What errors quote: the patched text or the patch. */
  shown(): string;
  readonly wording: Wording;
}

/** Decodes the result. Throws StatusError. */
function decodePatched(
  scope: RequestScope,
  current: JsonObject,
  patched: JsonValue,
  type: string,
  { errors, shown, wording }: PatchErrors,
): JsonObject {
  const refuse = (error: string): StatusError =>
    new StatusError(invalidStatus('', '', '', [invalid('patch', shown(), error)]));
  if (!isJsonObject(patched)) throw refuse(`couldn't get version/kind; json parse error: unexpected value`);
  const { row } = scope.definition;
  // A strategic merge goes from field to field and never asks what the result calls itself.
  if (wording === 'json' && type !== '' && type === row.type) {
    const text = (value: JsonValue | undefined, otherwise: string): string =>
      typeof value === 'string' && value !== '' ? value : otherwise;
    const fault = kindFault(text(patched['apiVersion'], apiVersionOf(row)), text(patched['kind'], row.kind), row);
    if (fault !== undefined) throw refuse(fault);
  }
  try {
    const custom = type === '' ? scope.definition.custom : undefined;
    const decoded = custom ? custom.decode(patched) : decodeAs(shapeOf(type), patched, current, { wording });
    applyFieldValidation(scope, [...errors, ...decoded.strictErrors], refuse);
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
