import { expect, it } from 'vitest';
import { isPercent, percentOf, scaledValue } from './int-or-string.ts';

it.each([
  ['50%', 50],
  ['0%', 0],
  ['150%', 150],
  ['50', undefined],
  ['x%', undefined],
  [50, undefined],
])('percentOf(%j) is %s', (value, percent) => {
  expect(percentOf(value)).toBe(percent);
  expect(isPercent(value)).toBe(percent !== undefined);
});

it.each([
  ['50%', 5, 'up', 3],
  ['50%', 5, 'down', 2],
  ['0%', 5, 'up', 0],
  ['100%', 5, 'down', 5],
  ['34%', 3, 'up', 2],
  [2, 5, 'up', 2],
  ['x', 5, 'up', undefined],
] as const)('%j of %i rounded %s is %s', (value, total, round, expected) => {
  expect(scaledValue(value, total, round)).toBe(expected);
});
