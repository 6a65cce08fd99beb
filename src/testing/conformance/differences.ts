/** Where two JSON values differ, one line each. */

import { isJsonObject } from '../../api/json.ts';

const text = (value: unknown): string => {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 400 ? `${json.slice(0, 400)}…` : json;
};

/** `path: expected … got …` for each place at which `actual` is not as recorded. */
export function differencesBetween(path: string, expected: unknown, actual: unknown): readonly string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) =>
      differencesBetween(`${path}[${index}]`, expected[index], actual[index]),
    ).flat();
  }
  if (isJsonObject(expected) && isJsonObject(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((key) => differencesBetween(`${path}.${key}`, expected[key], actual[key]));
  }
  return Object.is(expected, actual) ? [] : [`${path}: expected ${text(expected)}, got ${text(actual)}`];
}
