/** The patterns of schemas, compiled once. */

import { RegularExpressionError } from '../../lib/regular-expression-parser.ts';
import { RegularExpression } from '../../lib/regular-expression.ts';

const compiled = new Map<string, RegularExpression | string>();
const limit = 1000;

function compile(pattern: string): RegularExpression | string {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let result: RegularExpression | string;
  try {
    result = new RegularExpression(pattern);
  } catch (error) {
    if (!(error instanceof RegularExpressionError)) throw error;
    result = error.message;
  }
  if (compiled.size >= limit) compiled.clear();
  compiled.set(pattern, result);
  return result;
}

/** The pattern compiled; undefined when it cannot be. */
export function patternOf(pattern: string): RegularExpression | undefined {
  const result = compile(pattern);
  return typeof result === 'string' ? undefined : result;
}

/** Why a pattern cannot be compiled; undefined when it can. */
export function patternFault(pattern: string): string | undefined {
  const result = compile(pattern);
  return typeof result === 'string' ? result : undefined;
}
