/**
 * Custom objects against their schema. What an update left as it was is not looked at again (ratcheting).
 * Models kube-openapi/pkg/validation/validate with apiextensions-apiserver/pkg/apiserver/validation and schema/listtype.
 */

import type { FieldError } from '../../api/field-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { sameJson } from '../../lib/same-json.ts';
import { hasFormat } from './formats.ts';
import { patternOf } from './patterns.ts';
import { additionalOf, childPath, propertyOf, type Schema } from './schema.ts';
import { typeOf, valueErrors } from './value-errors.ts';

/** The errors of `value`; `old` is what it was before an update. */
export function validateValue(value: JsonValue, schema: Schema, path: string, old?: JsonValue): readonly FieldError[] {
  if (value === old && value !== null && typeof value === 'object') return [];
  if (value === null && schema.nullable === true) return [];
  const wanted = schema['x-kubernetes-int-or-string'] === true ? 'integer,string' : (schema.type ?? '');
  const actual = typeOf(value);
  const fits = wanted === '' || wanted.split(',').includes(actual) || (wanted === 'number' && actual === 'integer');
  return [
    ...(fits ? [] : [valueErrors.type(path, value, wanted)]),
    ...(typeof value === 'string' ? stringErrors(value, schema, path) : []),
    ...(typeof value === 'number' ? numberErrors(value, schema, path) : []),
    ...(Array.isArray(value) ? listErrors(value as readonly JsonValue[], schema, path) : []),
    ...(schema.enum && !schema.enum.some((entry) => sameJson(entry, value))
      ? [valueErrors.enum(path, value, schema.enum)]
      : []),
    ...(isJsonObject(value) ? objectErrors(value, schema, path, isJsonObject(old) ? old : undefined) : []),
    ...compositionErrors(value, schema, path),
  ];
}

function stringErrors(value: string, schema: Schema, path: string): readonly FieldError[] {
  const { maxLength, minLength, pattern, format } = schema;
  const length = [...value].length;
  return [
    ...(maxLength !== undefined && length > maxLength ? [valueErrors.tooLong(path, maxLength)] : []),
    ...(minLength !== undefined && length < minLength
      ? [valueErrors.should(path, value, `be at least ${minLength} chars long`)]
      : []),
    ...(pattern && patternOf(pattern)?.matches(value) === false
      ? [valueErrors.should(path, value, `match '${pattern}'`)]
      : []),
    ...(format && !hasFormat(value, format) ? [valueErrors.format(path, value, format)] : []),
  ];
}

function numberErrors(value: number, schema: Schema, path: string): readonly FieldError[] {
  const { maximum, exclusiveMaximum, minimum, exclusiveMinimum, multipleOf } = schema;
  const errors: FieldError[] = [];
  const check = (holds: boolean, text: string): void => {
    if (!holds) errors.push(valueErrors.should(path, value, text));
  };
  if (maximum !== undefined) {
    if (exclusiveMaximum) check(value < maximum, `be less than ${maximum}`);
    else check(value <= maximum, `be less than or equal to ${maximum}`);
  }
  if (minimum !== undefined) {
    if (exclusiveMinimum) check(value > minimum, `be greater than ${minimum}`);
    else check(value >= minimum, `be greater than or equal to ${minimum}`);
  }
  if (multipleOf) check(Number.isInteger(value / multipleOf), `be a multiple of ${multipleOf}`);
  return errors;
}

function listErrors(value: readonly JsonValue[], schema: Schema, path: string): readonly FieldError[] {
  const { maxItems, minItems } = schema;
  const { items } = schema;
  return [
    ...(items ? value.flatMap((item, index) => validateValue(item, items, `${path}[${index}]`)) : []),
    ...(maxItems !== undefined && value.length > maxItems ? [valueErrors.tooMany(path, value.length, maxItems)] : []),
    ...(minItems !== undefined && value.length < minItems
      ? [valueErrors.should(path, value.length, `have at least ${minItems} items`)]
      : []),
    ...duplicateErrors(value, schema, path),
  ];
}

/** Lists that are sets or maps have no element twice. */
function duplicateErrors(value: readonly JsonValue[], schema: Schema, path: string): readonly FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  return value.flatMap((item, index) => {
    const key = type === 'set' ? item : keyOf(item, keys, schema.items);
    const text = JSON.stringify(key);
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [valueErrors.duplicate(`${path}[${index}]`, key)];
  });
}

function keyOf(item: JsonValue, keys: readonly string[], schema: Schema | undefined): JsonValue {
  const object: JsonObject = isJsonObject(item) ? item : {};
  const entries = keys.flatMap((key): [string, JsonValue][] => {
    const value = Object.hasOwn(object, key) ? object[key] : schema && propertyOf(schema, key)?.default;
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function objectErrors(
  value: JsonObject,
  schema: Schema,
  path: string,
  old: JsonObject | undefined,
): readonly FieldError[] {
  const { required = [], maxProperties, minProperties } = schema;
  const additional = additionalOf(schema);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const missing = required.filter((key) => !Object.hasOwn(value, key) || value[key] === undefined);
  return [
    ...missing.map((key) => valueErrors.required(childPath(path, key))),
    ...keys.flatMap((key) => {
      const known = propertyOf(schema, key) ?? (typeof additional === 'object' ? additional : undefined);
      const before = old && Object.hasOwn(old, key) ? old[key] : undefined;
      return known ? validateValue(value[key]!, known, childPath(path, key), before) : [];
    }),
    ...(maxProperties !== undefined && keys.length > maxProperties
      ? [valueErrors.tooMany(path, keys.length, maxProperties)]
      : []),
    ...(minProperties !== undefined && keys.length < minProperties
      ? [valueErrors.should(path, keys.length, `have at least ${minProperties} properties`)]
      : []),
  ];
}

function compositionErrors(value: JsonValue, schema: Schema, path: string): readonly FieldError[] {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const errorsOf = (option: Schema): readonly FieldError[] => validateValue(value, option, path);
  const errors: FieldError[] = [];
  if (anyOf.length > 0) {
    const found = anyOf.map(errorsOf);
    if (found.every((option) => option.length > 0)) {
      errors.push(valueErrors.composition(path, 'must validate at least one schema (anyOf)'), ...closest(found));
    }
  }
  if (oneOf.length > 0) {
    const found = oneOf.map(errorsOf);
    const valid = found.filter((option) => option.length === 0).length;
    const how = valid === 0 ? 'none valid' : `${valid} valid alternatives`;
    if (valid !== 1) {
      errors.push(valueErrors.composition(path, `must validate one and only one schema (oneOf). Found ${how}`));
      if (valid === 0) errors.push(...closest(found));
    }
  }
  if (allOf.length > 0) {
    const found = allOf.map(errorsOf);
    if (found.some((option) => option.length > 0)) {
      const none = found.every((option) => option.length > 0) ? '. None validated' : '';
      errors.push(valueErrors.composition(path, `must validate all the schemas (allOf)${none}`), ...found.flat());
    }
  }
  if (not && errorsOf(not).length === 0) {
    errors.push(valueErrors.composition(path, 'must not validate the schema (not)'));
  }
  return errors;
}

/** What is wrong with the option that came closest. */
function closest(found: readonly (readonly FieldError[])[]): readonly FieldError[] {
  return found.reduce((best, errors) => (errors.length < best.length ? errors : best), found[0] ?? []);
}
