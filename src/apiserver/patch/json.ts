/** JSON Patch (RFC 6902). Models github.com/evanphx/json-patch as the API server uses it. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { goKind } from '../decoding/decode-scalar.ts';
import { sameValue } from '../../api/merge-order.ts';

/** The patch is not a list of operations; the message is upstream's. */
export class JsonPatchFormatError extends Error {}
/** An operation failed, or its `test` did. */
export class JsonPatchError extends Error {}

/** More operations are refused. */
export const jsonPatchOperationsLimit = 10_000;

/** The document after all operations. Throws JsonPatchFormatError and JsonPatchError. */
export function applyJsonPatch(document: JsonValue, patch: JsonValue): JsonValue {
  if (!Array.isArray(patch)) {
    throw new JsonPatchFormatError(
      `json: cannot unmarshal ${goKind(patch)} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  return (patch as readonly JsonValue[]).reduce(applyOperation, document);
}

const operationFields: ReadonlySet<string> = new Set(['op', 'from', 'path', 'value']);

/** Strict errors of a patch: fields that no operation has. */
export function jsonPatchStrictErrors(patch: JsonValue): readonly string[] {
  if (!Array.isArray(patch)) return [];
  return (patch as readonly JsonValue[]).flatMap((operation, index) =>
    Object.keys(isJsonObject(operation) ? operation : {})
      .filter((key) => !operationFields.has(key))
      .map((key) => `json patch unknown field ${JSON.stringify(`[${index}].${key}`)}`),
  );
}

function applyOperation(document: JsonValue, operation: JsonValue): JsonValue {
  if (!isJsonObject(operation)) {
    throw new JsonPatchFormatError(
      `json: cannot unmarshal ${goKind(operation)} into Go value of type handlers.jsonPatchOp`,
    );
  }
  const { op, path, from, value } = operation;
  const target = pointer(path);
  switch (op) {
    case 'add':
      return add(document, target, value ?? null);
    case 'remove':
      return remove(document, target);
    case 'replace':
      get(document, target);
      return target.length === 0 ? (value ?? null) : add(remove(document, target), target, value ?? null);
    case 'move': {
      const moved = get(document, pointer(from));
      return add(remove(document, pointer(from)), target, moved);
    }
    case 'copy':
      return add(document, target, get(document, pointer(from)));
    case 'test':
      if (sameValue(find(document, target) ?? null, value ?? null)) return document;
      throw new JsonPatchError(`testing value ${String(path)} failed: test failed`);
    default:
      throw new JsonPatchError(`Unexpected kind: ${String(op)}`);
  }
}

function pointer(path: JsonValue | undefined): readonly string[] {
  if (typeof path !== 'string') throw new JsonPatchError('missing or invalid path');
  if (path === '') return [];
  if (!path.startsWith('/')) throw new JsonPatchError(`unable to find path ${path}`);
  return path
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function find(document: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const token of path) {
    if (Array.isArray(value)) value = value[indexOf(token, value.length - 1)] as JsonValue;
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

function get(document: JsonValue, path: readonly string[]): JsonValue {
  const value = find(document, path);
  if (value === undefined) throw new JsonPatchError(`unable to find path /${path.join('/')}`);
  return value;
}

function indexOf(token: string, last: number): number {
  const index = /^-?\d+$/.test(token) ? Number(token) : Number.NaN;
  const counted = index < 0 ? index + last + 1 : index;
  if (!(counted >= 0 && counted <= last)) throw new JsonPatchError(`Unable to access invalid index: ${token}`);
  return counted;
}

/** The document with the container of the last token replaced by what `change` makes of it. */
function changeAt(
  document: JsonValue,
  path: readonly string[],
  change: (container: readonly JsonValue[] | JsonObject, token: string) => JsonValue,
): JsonValue {
  const [token, ...rest] = path;
  const isContainer = Array.isArray(document) || isJsonObject(document);
  if (token === undefined || !isContainer) throw new JsonPatchError(`unable to find path /${path.join('/')}`);
  if (rest.length === 0) return change(document, token);
  const inner = changeAt(get(document, [token]), rest, change);
  if (Array.isArray(document)) return document.with(indexOf(token, document.length - 1), inner);
  return { ...(document as JsonObject), [token]: inner };
}

function add(document: JsonValue, path: readonly string[], value: JsonValue): JsonValue {
  if (path.length === 0) return value;
  return changeAt(document, path, (container, token) => {
    if (!Array.isArray(container)) return { ...(container as JsonObject), [token]: value };
    return container.toSpliced(token === '-' ? container.length : indexOf(token, container.length), 0, value);
  });
}

function remove(document: JsonValue, path: readonly string[]): JsonValue {
  get(document, path);
  return changeAt(document, path, (container, token) => {
    if (Array.isArray(container)) return container.toSpliced(indexOf(token, container.length - 1), 1);
    const { [token]: _, ...rest } = container as JsonObject;
    return rest;
  });
}
