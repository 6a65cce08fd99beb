/** `--sort-by`: numbers, quantities and strings in natural order. Models kubectl/pkg/cmd/get sorter.go. */

import type { JsonObject, JsonValue } from '../../api/json.ts';
import { compareQuantities, parseQuantity } from '../../api/quantity.ts';
import { findResults } from '../../api/jsonpath/evaluate.ts';
import { JsonPathError } from '../../api/jsonpath/nodes.ts';
import { parseJsonPath, relaxedJsonPath } from '../../api/jsonpath/parse.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { KubectlError } from '../errors.ts';

const isDigit = (character: string | undefined): boolean => character !== undefined && /^[0-9]$/.test(character);

/** `web-2` before `web-10`. Models github.com/fvbommel/sortorder NaturalLess. */
export function naturalLess(a: string, b: string): boolean {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!];
    if (isDigit(left) !== isDigit(right)) return isDigit(left);
    if (!isDigit(left)) {
      if (left !== right) return left < right;
      i++;
      j++;
      continue;
    }
    while (a[i] === '0') i++;
    while (b[j] === '0') j++;
    const [from, start] = [i, j];
    while (isDigit(a[i])) i++;
    while (isDigit(b[j])) j++;
    if (i - from !== j - start) return i - from < j - start;
    const [x, y] = [a.slice(from, i), b.slice(start, j)];
    if (x !== y) return x < y;
    if (from !== start) return from < start;
  }
  return a.length < b.length;
}

function isLess(a: JsonValue, b: JsonValue): boolean {
  if (a === null || b === null) return a === null && b !== null;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [parseQuantity(a), parseQuantity(b)];
    return x && y ? compareQuantities(x, y) < 0 : naturalLess(a, b);
  }
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  throw new KubectlError(`unsortable type: ${Array.isArray(a) ? '[]interface {}' : typeof a}`);
}

/** Throws KubectlError when no object has the field, or when the expression is none. */
export function sortByPath<T>(
  items: readonly T[],
  objectOf: (item: T) => JsonObject,
  expression: string,
): readonly T[] {
  let path = expression;
  try {
    path = relaxedJsonPath(expression);
    const template = parseJsonPath(path);
    const keyed = items.map((item) => ({
      item,
      key: findResults(template, objectOf(item), { allowMissingKeys: true })[0]?.[0],
    }));
    if (items.length > 0 && keyed.every(({ key }) => key === undefined)) {
      throw new KubectlError(`couldn't find any field with path ${goQuote(path)} in the list of objects`);
    }
    const less = (a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
      a === undefined ? b !== undefined : b !== undefined && isLess(a, b);
    return keyed.toSorted((a, b) => (less(a.key, b.key) ? -1 : less(b.key, a.key) ? 1 : 0)).map(({ item }) => item);
  } catch (error) {
    throw error instanceof JsonPathError ? new KubectlError(error.message) : error;
  }
}
