/** Values as Go's fmt package prints them with `%v` and `%#v`. */

import { isJsonObject, type JsonValue } from '../../api/json.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { sortedKeys } from './go-json.ts';

/** A float as `%v` and `strconv.FormatFloat(value, 'g', -1, 64)` print it: an exponent from 1e+06 on and below 1e-04. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** `%v`: `map[a:1 b:[x y]]`, `<nil>`. Whole numbers are integers. */
export function goValue(value: JsonValue | undefined, float: (value: number) => string = goInteger): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return float(value);
  if (Array.isArray(value)) return `[${value.map((item) => goValue(item as JsonValue, float)).join(' ')}]`;
  if (isJsonObject(value)) {
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${goValue(value[key], float)}`)
      .join(' ')}]`;
  }
  return String(value);
}

/** Numbers of unstructured objects: int64 when whole, else float64. */
export function goInteger(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : goFloat(value);
}

/** `%#v`: the value as a Go expression, as errors of JSONPath show the object. */
export function goSyntax(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number') return goInteger(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map((item) => goSyntax(item as JsonValue)).join(', ')}}`;
  if (isJsonObject(value)) {
    const members = sortedKeys(value).map((key) => `${goQuote(key)}:${goSyntax(value[key])}`);
    return `map[string]interface {}{${members.join(', ')}}`;
  }
  return String(value);
}
