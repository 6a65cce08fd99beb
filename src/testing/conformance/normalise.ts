/** The normalisation of the recordings (conformance README, "Normalisation"), for bodies and stored objects. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const uid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const tokenVolume = /\bkube-api-access-[a-z0-9]{5}\b/g;
const droppedMetadata: ReadonlySet<string> = new Set(['uid', 'resourceVersion', 'creationTimestamp', 'managedFields']);

/** A value as the recordings hold it. Lists, scalars and text are normalised, too. */
export function normalise(value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return normaliseText(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(normalise);
  return normaliseObject(value as JsonObject);
}

function normaliseText(text: string): string {
  if (time.test(text)) return '<time>';
  return text.replaceAll(tokenVolume, 'kube-api-access-<random>').replaceAll(uid, '<uid>');
}

function normaliseObject(object: JsonObject): JsonObject {
  const entries = Object.entries(object).flatMap(([key, value]): [string, JsonValue][] => {
    if (value === undefined) return [];
    if (key === 'metadata' && isJsonObject(value)) return [[key, normaliseMetadata(value)]];
    if (key === 'uid' || (key === 'resourceVersion' && 'kind' in object && !('metadata' in object))) return [];
    return [[key, normalise(value)]];
  });
  return Object.fromEntries(entries);
}

function normaliseMetadata(metadata: JsonObject): JsonObject {
  const entries = Object.entries(metadata).flatMap(([key, value]): [string, JsonValue][] => {
    if (value === undefined || droppedMetadata.has(key)) return [];
    if (key === 'deletionTimestamp') return [[key, true]];
    if (key === 'continue') return [[key, '<token>']];
    return [[key, normalise(value)]];
  });
  return Object.fromEntries(entries);
}
