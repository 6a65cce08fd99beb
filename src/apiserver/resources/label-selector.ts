/** Validation of label selectors. Models apimachinery/pkg/apis/meta/v1/validation ValidateLabelSelector. */

import { forbiddenField, invalid, required, type FieldError } from '../../api/field-error.ts';
import type { JsonValue } from '../../api/json.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../api/types.ts';
import { validateLabels } from '../metadata.ts';
import { checkLabelValue, checkQualifiedName, sortedMap } from './checks.ts';

function checkRequirement({ key, operator, values = [] }: LabelSelectorRequirement, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(
        forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
    }
  } else {
    errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  return [
    ...errors,
    ...checkQualifiedName(key ?? '', `${path}.key`),
    ...values.flatMap((value, index) => checkLabelValue(value, `${path}.values[${index}]`)),
  ];
}

/** Errors of a selector that may be absent. */
export function checkLabelSelector(selector: LabelSelector | undefined, path: string): FieldError[] {
  if (!selector) return [];
  return [
    ...validateLabels(selector.matchLabels, `${path}.matchLabels`),
    ...(selector.matchExpressions ?? []).flatMap((requirement, index) =>
      checkRequirement(requirement, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

/** True when the selector selects everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0;
}

/** The selector as a field error prints it. */
export function selectorValue({ matchLabels, matchExpressions }: LabelSelector): JsonValue {
  return {
    ...(matchLabels && Object.keys(matchLabels).length > 0 ? { matchLabels: sortedMap(matchLabels) } : {}),
    ...(matchExpressions?.length
      ? {
          matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
            key,
            operator,
            ...(values?.length ? { values } : {}),
          })),
        }
      : {}),
  };
}
