/** Field errors of validation and their texts. Models apimachinery/pkg/util/validation/field/errors.go. */

import { goQuote } from '../lib/go-quote.ts';
import type { JsonValue } from './json.ts';
import { failure, type Status } from './status.ts';

export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError';

export interface FieldError {
  readonly type: FieldErrorType;
  /** Path such as `spec.template.spec.containers[0].name`; of an error without field `<nil>` upstream, here empty. */
  readonly field: string;
  /** Text after the path: `Invalid value: "x": must be …`. */
  readonly body: string;
}

/** Go's JSON hides what HTML and JavaScript would misread. */
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as Go prints it in a field error: strings quoted, scalars bare, the rest compact JSON. */
export function formatValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return goQuote(value);
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, escaped);
}

const suffix = (detail: string): string => (detail ? `: ${detail}` : '');

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, body: `Required value${suffix(detail)}` };
}

export function invalid(field: string, value: JsonValue | undefined, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, body: `Invalid value: ${formatValue(value)}${suffix(detail)}` };
}

/** `supported` is printed sorted, as upstream does for sets. */
export function notSupported(field: string, value: JsonValue | undefined, supported: readonly string[]): FieldError {
  const list = supported.map((entry) => goQuote(entry)).join(', ');
  const detail = supported.length > 0 ? `: supported values: ${list}` : '';
  return { type: 'FieldValueNotSupported', field, body: `Unsupported value: ${formatValue(value)}${detail}` };
}

export function duplicate(field: string, value: JsonValue): FieldError {
  return { type: 'FieldValueDuplicate', field, body: `Duplicate value: ${formatValue(value)}` };
}

export function fieldNotFound(field: string, value: JsonValue): FieldError {
  return { type: 'FieldValueNotFound', field, body: `Not found: ${formatValue(value)}` };
}

export function forbiddenField(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, body: `Forbidden${suffix(detail)}` };
}

export function tooLong(field: string, maxBytes: number): FieldError {
  return { type: 'FieldValueTooLong', field, body: `Too long: may not be more than ${maxBytes} bytes` };
}

export function tooMany(field: string, count: number, max: number): FieldError {
  return { type: 'FieldValueTooMany', field, body: `Too many: ${count}: must have at most ${max} items` };
}

export function internalError(field: string, error: string): FieldError {
  return { type: 'InternalError', field, body: `Internal error: ${error}` };
}

/** The text of one error, path first. */
export function fieldErrorText(error: FieldError): string {
  return error.field ? `${error.field}: ${error.body}` : error.body;
}

/** All errors in one text. Models field.ErrorList ToAggregate. */
export function errorListText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(fieldErrorText))];
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

/** The 422 Status of a list of field errors. Models errors.NewInvalid. */
export function invalidStatus(kind: string, group: string, name: string, errors: readonly FieldError[]): Status {
  const qualifiedKind = group ? `${kind}.${group}` : kind;
  return failure(422, 'Invalid', `${qualifiedKind} ${goQuote(name)} is invalid: ${errorListText(errors)}`, {
    ...(name ? { name } : {}),
    ...(group ? { group } : {}),
    ...(kind ? { kind } : {}),
    causes: errors.map(({ type, body, field }) => ({ reason: type, message: body, field })),
  });
}
