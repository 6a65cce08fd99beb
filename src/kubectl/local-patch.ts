/** Patches that kubectl applies itself: `patch --local`, `--overrides`. Models cmd/patch getPatchedJSON and cmd/util/override_options.go. */

import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import { applyMergePatch } from '../api/json-merge.ts';
import { strategicMerge, StrategicMergeError } from '../api/strategic-merge.ts';
import type { ApiResource } from './api-resources.ts';
import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import type { FlagSpec } from './flags.ts';
import { parseJson } from '../manifest/go-json.ts';
import type { PatchType } from '../client/request.ts';

function parsed(text: string, complaint: string): JsonObject {
  let value: JsonValue = null;
  try {
    value = parseJson(text);
  } catch {
    // Said below.
  }
  if (!isJsonObject(value)) throw new KubectlError(complaint);
  return value;
}

/** The object after a patch. Throws KubectlError; JSON patches are refused. */
export function patchedLocally(
  object: JsonObject,
  text: string,
  type: PatchType,
  { type: typeName, group, version, kind }: Pick<ApiResource, 'type' | 'group' | 'version' | 'kind'>,
): JsonObject {
  if (type === 'json') throw new KubectlError('JSON patches without the server are not part of this playground');
  if (type === 'merge') return applyMergePatch(object, parsed(text, 'Invalid JSON Patch')) as JsonObject;
  if (typeName === '') {
    const shown = `${group}/${version}, Kind=${kind}`;
    throw new KubectlError(`strategic merge patch is not supported for ${shown} locally, try --type merge`);
  }
  try {
    return strategicMerge(object, parsed(text, 'invalid JSON document'), typeName);
  } catch (error) {
    throw error instanceof StrategicMergeError ? new KubectlError(error.message) : error;
  }
}

/** `--overrides` and `--override-type`. */
export const overrideFlags: readonly FlagSpec[] = [
  {
    name: 'override-type',
    type: 'string',
    default: 'merge',
    usage: 'The method used to override the generated object: json, merge, or strategic.',
  },
  {
    name: 'overrides',
    type: 'string',
    usage:
      'An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.',
  },
];

const overrideTypes: readonly string[] = ['json', 'merge', 'strategic'];

/** A generated object as the flags override it. */
export function overridden({ flags }: CommandContext, object: JsonObject, resource: ApiResource): JsonObject {
  const text = flags.string('overrides');
  if (text === '') return object;
  const type = flags.string('override-type') || 'merge';
  if (!overrideTypes.includes(type)) throw new KubectlError(`invalid override type: ${type}`);
  return patchedLocally(object, text, type as PatchType, resource);
}
