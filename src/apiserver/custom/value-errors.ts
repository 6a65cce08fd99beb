/** Errors of values against a schema, in upstream's words. Models kube-openapi/pkg/validation/errors and ValidateCustomResource. */

import type { FieldError } from '../../api/field-error.ts';
import { duplicate, formatValue, invalid, notSupported, required, tooLong, tooMany } from '../../api/field-error.ts';
import { isJsonObject, type JsonValue } from '../../api/json.ts';
import { goQuote } from '../../lib/go-quote.ts';

/** Where an error without a path is: upstream prints a nil path so. */
const noPath = '<nil>';

const inBody = (path: string): string => (path === '' ? 'in body' : `${path} in body`);

/** `string`, `integer` …: how messages name the type of a value. */
export function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isJsonObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function typeInvalid(path: string, value: JsonValue, detail: string): FieldError {
  return {
    type: 'FieldValueTypeInvalid',
    field: path || noPath,
    body: `Invalid value: ${formatValue(value)}: ${detail}`,
  };
}

export const valueErrors = {
  type: (path: string, value: JsonValue, wanted: string): FieldError =>
    typeInvalid(path, typeOf(value), `${inBody(path)} must be of type ${wanted}: ${goQuote(typeOf(value))}`),
  format: (path: string, value: string, format: string): FieldError =>
    typeInvalid(path, value, `${inBody(path)} must be of type ${format}: ${goQuote(value)}`),
  required: (path: string): FieldError => required(path),
  enum: (path: string, value: JsonValue, allowed: readonly JsonValue[]): FieldError =>
    notSupported(
      path,
      value,
      allowed.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))),
    ),
  tooLong: (path: string, max: number): FieldError => tooLong(path, max),
  tooMany: (path: string, count: number, max: number): FieldError => tooMany(path, count, max),
  duplicate: (path: string, value: JsonValue): FieldError => duplicate(path, value),
  /** `spec.replicas in body should be less than or equal to 10`. */
  should: (path: string, value: JsonValue, what: string): FieldError =>
    invalid(path || noPath, value, `${inBody(path)} should ${what}`),
  /** `"spec" must validate at least one schema (anyOf)`, which upstream reports without a path. */
  composition: (path: string, what: string): FieldError => invalid(noPath, '', `${goQuote(path)} ${what}`),
};
