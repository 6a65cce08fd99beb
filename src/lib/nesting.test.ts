import { expect, it } from 'vitest';
import { isNestedDeeper } from './nesting.ts';

it('counts levels of arrays and objects, however deep', () => {
  expect(isNestedDeeper('x', 0)).toBe(false);
  expect(isNestedDeeper({ a: [{ b: 1 }] }, 3)).toBe(false);
  expect(isNestedDeeper({ a: [{ b: 1 }] }, 2)).toBe(true);
  let nested: object = {};
  for (let depth = 0; depth < 200_000; depth++) nested = [nested];
  expect(isNestedDeeper(nested, 1000)).toBe(true);
});
