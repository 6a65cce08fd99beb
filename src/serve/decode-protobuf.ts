/**
 * Objects that clients send as protobuf, as the JSON that says the same. kubectl 1.32 and later create built-in kinds
 * so and do not fall back; answers always come as JSON, which they take. Models runtime/serializer/protobuf.
 */

import { apiResourceByKind } from '../api/api-resources.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import { structure } from '../api/schema/structure.ts';
import { formatMicroTime, formatTime } from '../lib/time.ts';
import { protobufFields } from './protobuf-fields.ts';
import { ProtobufError, readMessage, type WireValue } from './protobuf-reader.ts';

const magic = Buffer.from('k8s\0', 'latin1');

/** The kinds of requests that are no resources. */
const others: ReadonlySet<string> = new Set(['Binding', 'DeleteOptions', 'Eviction', 'Scale']);

/** The object in a body. Throws ProtobufError. */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw new ProtobufError('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]');
  }
  const unknown = readMessage(body.subarray(magic.length));
  const typeMeta = readMessage(asBytes(last(unknown.get(1))));
  const apiVersion = textOf(last(typeMeta.get(1)));
  const kind = textOf(last(typeMeta.get(2)));
  const type = apiResourceByKind(apiVersion, kind)?.type ?? (others.has(kind) ? kind : undefined);
  // What a review asks does not matter to a server that allows everything.
  if (type !== undefined && type.endsWith('Review')) return { apiVersion, kind };
  if (type === undefined || !Object.hasOwn(protobufFields, type)) {
    throw new ProtobufError(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`);
  }
  const object = decodeStruct(type, asBytes(last(unknown.get(2))));
  return { apiVersion, kind, ...object };
}

interface Field {
  readonly name: string;
  /** Numbers of the messages on the way to it, then its own. */
  readonly path: readonly number[];
  /** It is absent when it is not set: what is there counts, also a zero. */
  readonly optional: boolean;
  /** As in structure.ts, without the mark for required fields. */
  readonly type: string;
}

const fieldsByType = new Map<string, readonly Field[]>();

function fieldsOf(type: string): readonly Field[] {
  const known = fieldsByType.get(type);
  if (known) return known;
  const fields = (protobufFields[type] ?? '').split(' ').map((text): Field => {
    const [name = '', number = ''] = text.split('=');
    const path = number.replace('*', '').split('.').map(Number);
    return { name, path, optional: number.endsWith('*'), type: (structure[type]?.[name] ?? 'any').replace(/^!/, '') };
  });
  fieldsByType.set(type, fields);
  return fields;
}

function decodeStruct(type: string, bytes: Uint8Array): JsonObject {
  const entries: [string, JsonValue][] = [];
  const inline = new Map<number, ReadonlyMap<number, readonly WireValue[]>>();
  const message = readMessage(bytes);
  for (const { name, path, optional, type: expression } of fieldsOf(type)) {
    let fields: ReadonlyMap<number, readonly WireValue[]> | undefined = message;
    if (path.length > 1) {
      const outer = path[0]!;
      const found = message.get(outer);
      if (found && !inline.has(outer)) inline.set(outer, readMessage(asBytes(last(found))));
      fields = inline.get(outer);
    }
    const values = fields?.get(path.at(-1)!);
    if (!values) continue;
    const value = decodeValues(expression, values, `${type}.${name}`);
    if (optional || !isZero(value)) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** What Go leaves out of JSON, or would: it is the same as nothing. */
function isZero(value: JsonValue): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function decodeValues(expression: string, values: readonly WireValue[], path: string): JsonValue {
  if (expression.startsWith('[]')) return values.map((value) => decodeValue(expression.slice(2), value, path));
  if (!expression.startsWith('map[string]')) return decodeValue(expression, last(values)!, path);
  const type = expression.slice('map[string]'.length);
  const entries = values.map((entry) => {
    const fields = readMessage(asBytes(entry));
    const value = last(fields.get(2));
    return [textOf(last(fields.get(1))), value === undefined ? '' : decodeValues(type, [value], path)] as const;
  });
  return Object.fromEntries(entries);
}

function decodeValue(type: string, value: WireValue, path: string): JsonValue {
  switch (type) {
    case 'string':
      return textOf(value);
    case 'bytes':
      return Buffer.from(asBytes(value)).toString('base64');
    case 'bool':
      return value !== 0n;
    case 'int32':
    case 'int64':
      return integerOf(value);
    case 'float64':
      return Buffer.from(asBytes(value)).readDoubleLE();
    case 'Quantity':
      return textOf(last(readMessage(asBytes(value)).get(1)));
    case 'IntOrString': {
      const fields = readMessage(asBytes(value));
      const isText = last(fields.get(1)) === 1n;
      return isText ? textOf(last(fields.get(3))) : integerOf(last(fields.get(2)) ?? 0n);
    }
    case 'Time':
    case 'MicroTime':
      return decodeTime(type, asBytes(value));
    case 'any':
      return decodeRaw(asBytes(value), path);
    default:
      return decodeStruct(type, asBytes(value));
  }
}

/** A time without seconds is none: Go writes it as null. */
function decodeTime(type: 'Time' | 'MicroTime', bytes: Uint8Array): JsonValue {
  const fields = readMessage(bytes);
  const seconds = last(fields.get(1));
  if (seconds === undefined) return null;
  const ms = integerOf(seconds) * 1000;
  if (ms === zeroTimeMs) return null;
  return type === 'Time' ? formatTime(ms) : formatMicroTime(ms + integerOf(last(fields.get(2)) ?? 0n) / 1e6);
}

/** The zero of Go's time.Time: 0001-01-01T00:00:00Z. */
const zeroTimeMs = -62_135_596_800_000;

/** JSON in a message of its own: RawExtension, FieldsV1. */
function decodeRaw(bytes: Uint8Array, path: string): JsonValue {
  const raw = last(readMessage(bytes).get(1));
  if (raw === undefined) return null;
  try {
    return JSON.parse(textOf(raw)) as JsonValue;
  } catch {
    throw new ProtobufError(`${path} holds no JSON`);
  }
}

const last = <T>(values: readonly T[] | undefined): T | undefined => values?.at(-1);

function asBytes(value: WireValue | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  if (typeof value === 'bigint') throw new ProtobufError('proto: wrong wireType');
  return value;
}

const textOf = (value: WireValue | undefined): string => Buffer.from(asBytes(value)).toString('utf8');

function integerOf(value: WireValue): number {
  if (typeof value !== 'bigint') throw new ProtobufError('proto: wrong wireType');
  return Number(BigInt.asIntN(64, value));
}
