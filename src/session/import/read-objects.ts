/** The objects of a text as kubectl prints them: documents one after the other, and lists of objects. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { isFault, readManifest } from '../../manifest/read-manifest.ts';

/** Longer texts are refused: reading them must never freeze the page (characters). */
export const maxImportLength = 16 * 1024 * 1024;

export interface ReadObjects {
  readonly objects: readonly JsonValue[];
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
}

export function readObjects(text: string): ReadObjects {
  const objects: JsonValue[] = [];
  const problems: string[] = [];
  readManifest(text, maxImportLength).parts.forEach((part, index) => {
    if (isFault(part)) problems.push(`Document ${index + 1} could not be read: ${part.message}.`);
    else if (part.value !== null) objects.push(...itemsOf(part.value));
  });
  return { objects, problems };
}

/** The items of a List (of a PodList with what its items leave out), or the value itself. */
function itemsOf(value: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(value)) return [value];
  const { kind, apiVersion, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [value];
  const type: JsonObject =
    kind === 'List' ? {} : { kind: kind.slice(0, -'List'.length), ...(apiVersion ? { apiVersion } : {}) };
  return items.flatMap((item) => (isJsonObject(item) ? itemsOf({ ...type, ...item }) : [item]));
}
