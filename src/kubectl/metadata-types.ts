/** Checks that `metadata` of a manifest has the types of ObjectMeta. Models cli-runtime mapper.go metadataValidatingDecoder. */

import type { JsonObject, JsonValue } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { timeError } from '../lib/time-error.ts';
import { parseTime } from '../lib/time.ts';

function kindOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const fault = (value: JsonValue | undefined, field: string, type: string): string =>
  `json: cannot unmarshal ${kindOf(value)} into Go struct field ${field} of type ${type}`;

const strings = new Set(['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion']);
const times = new Set(['creationTimestamp', 'deletionTimestamp']);
const stringMaps = new Set(['labels', 'annotations']);
const goTypes: Readonly<Record<string, string>> = {
  uid: 'types.UID',
  labels: 'map[string]string',
  annotations: 'map[string]string',
  finalizers: '[]string',
  ownerReferences: '[]v1.OwnerReference',
  managedFields: '[]v1.ManagedFieldsEntry',
};

function checkField(key: string, value: JsonValue): string | undefined {
  const field = `ObjectMeta.metadata.${key}`;
  const type = Object.hasOwn(goTypes, key) ? goTypes[key]! : 'string';
  if (value === null) return undefined;
  if (strings.has(key)) return typeof value === 'string' ? undefined : fault(value, field, type);
  if (key === 'generation' || key === 'deletionGracePeriodSeconds') {
    if (typeof value !== 'number') return fault(value, field, 'int64');
    return Number.isInteger(value) ? undefined : fault(value, field, 'int64').replace('number', `number ${value}`);
  }
  if (times.has(key) && typeof value !== 'string') return fault(value, field, 'string');
  if (stringMaps.has(key)) {
    if (!isJsonObject(value)) return fault(value, field, type);
    const bad = Object.keys(value)
      .toSorted()
      .find((name) => value[name] !== null && typeof value[name] !== 'string');
    return bad === undefined ? undefined : fault(value[bad], field, 'string');
  }
  if (key === 'finalizers') {
    if (!Array.isArray(value)) return fault(value, field, type);
    const bad = value.find((item) => item !== null && typeof item !== 'string');
    return bad === undefined ? undefined : fault(bad, field, 'string');
  }
  if (key === 'ownerReferences' || key === 'managedFields') {
    return Array.isArray(value) ? undefined : fault(value, field, type);
  }
  return undefined;
}

/** The error of Go's JSON decoder for metadata of the wrong types, or undefined. */
export function metadataTypeError(object: JsonObject): string | undefined {
  const { metadata } = object;
  if (metadata === undefined || metadata === null) return undefined;
  if (!isJsonObject(metadata)) return fault(metadata, 'metadataOnlyObject.metadata', 'v1.ObjectMeta');
  for (const key of times) {
    const text = metadata[key];
    // A type that reads itself ends decoding at once, before errors that were only noted.
    if (typeof text === 'string' && parseTime(text) === undefined) return timeError(text, '2006-01-02T15:04:05Z07:00');
  }
  for (const key of Object.keys(metadata).toSorted()) {
    const error = checkField(key, metadata[key] ?? null);
    if (error) return error;
  }
  return undefined;
}
