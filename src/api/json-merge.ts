/** JSON Merge Patch (RFC 7386). */

import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** `target` after the patch: null deletes a key, objects are merged, everything else replaces. */
export function applyMergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const merged: JsonObject = isJsonObject(target) ? target : {};
  const entries = new Map(Object.entries(merged));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) entries.delete(key);
    else if (value !== undefined) entries.set(key, applyMergePatch(entries.get(key) ?? null, value));
  }
  return Object.fromEntries(entries);
}
