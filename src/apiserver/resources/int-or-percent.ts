/** Validation of counts that may be percentages. Models pkg/apis/apps/validation ValidatePositiveIntOrPercent, IsNotMoreThan100Percent. */

import { invalid, type FieldError } from '../../api/field-error.ts';
import { percentOf } from '../../api/int-or-string.ts';
import type { IntOrString } from '../../api/json.ts';
import { checkNonnegative } from './checks.ts';

const percentError =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** Errors of a count that may not be negative, or a percentage of any size. */
export function checkCount(value: IntOrString, path: string): FieldError[] {
  if (typeof value === 'number') return checkNonnegative(value, path);
  return percentOf(value) === undefined ? [invalid(path, value, percentError)] : [];
}

/** The same, with percentages of at most 100. */
export function checkPercentOrCount(value: IntOrString, path: string): FieldError[] {
  const tooMuch = (percentOf(value) ?? 0) > 100;
  return tooMuch ? [invalid(path, value, 'must not be greater than 100%')] : checkCount(value, path);
}
