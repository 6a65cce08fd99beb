import { expect, it } from 'vitest';
import { sameJson } from './same-json.ts';

it('compares by content', () => {
  expect(sameJson({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true);
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameJson({ a: null }, {})).toBe(false);
  expect(sameJson([1, 2], [1])).toBe(false);
  expect(sameJson([], {})).toBe(false);
  expect(sameJson({ constructor: 1 }, {})).toBe(false);
});
