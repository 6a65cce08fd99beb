/** Making JSON merge patches out of two or three versions of an object. Models evanphx/json-patch CreateMergePatch and util/jsonmergepatch. */

import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { sameJson } from '../lib/same-json.ts';

interface DiffOptions {
  readonly changes: boolean;
  readonly deletions: boolean;
}

/** The patch that leads from `original` to `modified`. */
export function createJsonMergePatch(original: JsonObject, modified: JsonObject): JsonObject {
  return diff(original, modified, { changes: true, deletions: true });
}

/** What `modified` has different from `current`, and the removal of what was in `original` and is not any more. */
export function createThreeWayJsonMergePatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): JsonObject {
  const delta = diff(current, modified, { changes: true, deletions: false });
  return merged(diff(original, modified, { changes: false, deletions: true }), delta);
}

const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

function diff(before: JsonObject, after: JsonObject, options: DiffOptions): JsonObject {
  const patch = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(after)) {
    const old = own(before, key);
    if (value === undefined) continue;
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = diff(old, value, options);
      if (Object.keys(inner).length > 0) patch.set(key, inner);
    } else if (options.changes && !(old !== undefined && sameJson(old, value))) patch.set(key, value);
  }
  if (!options.deletions) return Object.fromEntries(patch);
  for (const key of Object.keys(before)) {
    if (before[key] !== undefined && own(after, key) === undefined) patch.set(key, null);
  }
  return Object.fromEntries(patch);
}

/** Both patches in one; where both speak the second one holds. */
function merged(first: JsonObject, second: JsonObject): JsonObject {
  const entries = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const before = entries.get(key);
    entries.set(key, isJsonObject(before) && isJsonObject(value) ? merged(before, value) : value);
  }
  return Object.fromEntries(entries);
}
