/** The annotation in which client-side apply remembers the manifest. Models kubectl/pkg/util/apply.go. */

import type { JsonObject, JsonValue } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { goJson } from './output/go-json.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

const partOf = (object: JsonObject, key: string): JsonObject => {
  const part = object[key];
  return isJsonObject(part) ? part : {};
};

/** The remembered manifest as text, or undefined. */
export function lastAppliedOf(object: JsonObject): string | undefined {
  const text = partOf(partOf(object, 'metadata'), 'annotations')[lastAppliedAnnotation];
  return typeof text === 'string' ? text : undefined;
}

/** The object without the annotation; `annotations` is always there, as in what gets remembered. */
export function plainConfiguration(object: JsonObject): JsonObject {
  const metadata = partOf(object, 'metadata');
  const { [lastAppliedAnnotation]: _, ...annotations } = partOf(metadata, 'annotations');
  return { ...object, metadata: { ...metadata, annotations } };
}

/** The object with an annotation that holds the object itself (without that annotation). */
export function withLastApplied(object: JsonObject): JsonObject {
  const plain = plainConfiguration(object);
  const metadata = partOf(plain, 'metadata');
  const annotations = { ...partOf(metadata, 'annotations'), [lastAppliedAnnotation]: `${goJson(plain)}\n` };
  return { ...plain, metadata: { ...metadata, annotations } };
}

/** The value without members that are null, as apply sends a new object. Models pruneNullsFromMap. */
export function withoutNulls<T extends JsonValue>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item as JsonValue)) as unknown as T;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutNulls(member as JsonValue)])) as unknown as T;
}
