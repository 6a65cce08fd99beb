/** Reading single values: strings, numbers, quantities, times. Models encoding/json literalStore and the types' own UnmarshalJSON. */

import type { JsonValue } from '../../api/json.ts';
import { formatQuantity, quantityFormatError, readQuantity } from '../../api/quantity.ts';
import { timeError } from '../../lib/time-error.ts';
import { formatMicroTime, formatTime, parseTime } from '../../lib/time.ts';
import type { Scalar, ScalarShape } from './shapes.ts';

export type ScalarResult =
  | { readonly value: JsonValue }
  /** A JSON value of the wrong kind; `goType` where it is not the field's own. */
  | { readonly found: string; readonly goType?: string }
  /** An error that ends decoding at once, as those of UnmarshalJSON do. */
  | { readonly fatal: string }
  /** An error that is reported at the end unless another came first. */
  | { readonly saved: string };

/** How Go names the kind of a JSON value in errors. */
export function goKind(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const plain = (value: JsonValue): ScalarResult => ({ value });

export function decodeScalar(shape: ScalarShape, input: JsonValue): ScalarResult {
  switch (shape.scalar) {
    case 'string':
      return typeof input === 'string' ? plain(input) : { found: goKind(input) };
    case 'bool':
      return typeof input === 'boolean' ? plain(input) : { found: goKind(input) };
    case 'int32':
      return decodeInteger(input, 2 ** 31);
    case 'int64':
      return decodeInteger(input, 2 ** 63);
    case 'float64':
      return typeof input === 'number' ? plain(input) : { found: goKind(input) };
    case 'bytes':
      return decodeBytes(input);
    case 'Quantity':
      return decodeQuantity(input);
    case 'IntOrString':
      if (typeof input === 'string') return plain(input);
      if (typeof input !== 'number') return { found: goKind(input), goType: 'int32' };
      return { ...decodeInteger(input, 2 ** 31), goType: 'int32' };
    case 'Time':
      return decodeTime(input, formatTime, '2006-01-02T15:04:05Z07:00');
    case 'MicroTime':
      return decodeTime(input, formatMicroTime, '2006-01-02T15:04:05.000000Z07:00');
    case 'any':
      return plain(input);
  }
}

function decodeInteger(input: JsonValue, limit: number): ScalarResult {
  if (typeof input !== 'number') return { found: goKind(input) };
  if (Number.isInteger(input) && input >= -limit && input < limit) return plain(Object.is(input, -0) ? 0 : input);
  return { found: `number ${numberText(input)}` };
}

function numberText(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) < 1e21) return String(value);
  return BigInt(value).toString();
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeBytes(input: JsonValue): ScalarResult {
  if (typeof input !== 'string') return { found: goKind(input) };
  const text = input.replaceAll(/[\r\n]/g, '');
  if (base64.test(text)) return plain(text);
  return { saved: `illegal base64 data at input byte ${firstIllegalByte(text)}` };
}

/** Models encoding/base64 CorruptInputError: the first foreign byte, or where a group of four is incomplete. */
function firstIllegalByte(text: string): number {
  const foreign = text.search(/[^A-Za-z0-9+/]/);
  if (foreign < 0) return text.length - (text.length % 4);
  if (text[foreign] !== '=') return foreign;
  const group = foreign % 4;
  if (group < 2) return foreign;
  if (group === 2 && text[foreign + 1] !== '=') return text.length === foreign + 1 ? text.length : foreign + 1;
  return foreign + (group === 2 ? 2 : 1);
}

const canonical = new Map<string, string>();
const canonicalLimit = 4096;

function decodeQuantity(input: JsonValue): ScalarResult {
  if (typeof input !== 'string' && typeof input !== 'number') return { fatal: quantityFormatError };
  const text = String(input);
  const known = canonical.get(text);
  if (known !== undefined) return plain(known);
  const read = readQuantity(text);
  if ('error' in read) return { fatal: read.error };
  const formatted = formatQuantity(read);
  if (canonical.size >= canonicalLimit) canonical.clear();
  canonical.set(text, formatted);
  return plain(formatted);
}

const canonicalTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function decodeTime(input: JsonValue, format: (ms: number) => string, layout: string): ScalarResult {
  if (typeof input !== 'string') return { found: goKind(input), goType: 'string' };
  const ms = parseTime(input);
  if (ms === undefined) return { fatal: timeError(input, layout) };
  return plain(format === formatTime && canonicalTime.test(input) ? input : format(ms));
}

/** True for the zero value that `omitempty` leaves out. Structs such as times and quantities are never left out. */
export function isZeroScalar(scalar: Scalar, value: JsonValue): boolean {
  switch (scalar) {
    case 'string':
    case 'bytes':
      return value === '';
    case 'bool':
      return value === false;
    case 'int32':
    case 'int64':
    case 'float64':
      return value === 0;
    default:
      return false;
  }
}
