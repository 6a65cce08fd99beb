/** Comparisons in JSONPath filters. Models client-go/third_party/forked/golang/template funcs.go eq, lt and their kin. */

import type { JsonValue } from '../json.ts';
import { JsonPathError } from './nodes.ts';

function kindOf(value: JsonValue): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value;
  throw new JsonPathError('invalid type for comparison');
}

function sameKind(left: JsonValue, right: JsonValue): string {
  const kind = kindOf(left);
  if (kindOf(right) !== kind) throw new JsonPathError('incompatible types for comparison');
  return kind;
}

function isLess(left: JsonValue, right: JsonValue): boolean {
  if (sameKind(left, right) === 'boolean') throw new JsonPathError('invalid type for comparison');
  return (left as string | number) < (right as string | number);
}

function isEqual(left: JsonValue, right: JsonValue): boolean {
  sameKind(left, right);
  return left === right;
}

/** The truth of `left <operator> right`; throws JsonPathError for types that do not compare. */
export function compareValues(left: JsonValue, operator: string, right: JsonValue): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return isLess(left, right);
    case '<=':
      return isLess(left, right) || isEqual(left, right);
    case '>':
      return !isLess(left, right) && !isEqual(left, right);
    case '>=':
      return !isLess(left, right);
    default:
      throw new JsonPathError(`unrecognized filter operator ${operator}`);
  }
}
