/** Ports, percentages and counts: `intstr.IntOrString`. Models apimachinery/pkg/util/intstr. */

import type { IntOrString } from './json.ts';

const percentPattern = /^[0-9]+%$/;

/** True for a text such as `25%`. Models validation.IsValidPercent. */
export function isPercent(value: IntOrString): value is string {
  return typeof value === 'string' && percentPattern.test(value);
}

/** The number before the `%`, or undefined when the value is no percentage. */
export function percentOf(value: IntOrString): number | undefined {
  return isPercent(value) ? Number(value.slice(0, -1)) : undefined;
}

/**
 * The count that a number or a percentage of `total` stands for; undefined when the text is no percentage.
 * Models GetScaledValueFromIntOrPercent.
 */
export function scaledValue(value: IntOrString, total: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return value;
  const percent = percentOf(value);
  if (percent === undefined) return undefined;
  const scaled = percent * total;
  return round === 'up' ? Math.ceil(scaled / 100) : Math.floor(scaled / 100);
}
