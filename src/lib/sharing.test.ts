import { expect, it } from 'vitest';
import { ifPresent, mapShared, withDefaults, withFields } from './sharing.ts';

it('gives back the same list when no item changed', () => {
  const list = [1, 2, 3];
  expect(mapShared(list, (item) => item)).toBe(list);
  expect(mapShared(list, (item, index) => (index === 1 ? 9 : item))).toEqual([1, 9, 3]);
  expect(list).toEqual([1, 2, 3]);
});

it('replaces and removes fields, or gives back the same object', () => {
  const object: { a?: number; b?: string } = { a: 1, b: 'x' };
  expect(withFields(object, { a: 1, b: 'x' })).toBe(object);
  expect(withFields(object, { a: 2 })).toEqual({ a: 2, b: 'x' });
  expect(Object.keys(withFields(object, { a: undefined }))).toEqual(['b']);
  expect(object).toEqual({ a: 1, b: 'x' });
});

it('fills in what is absent, null or empty', () => {
  const object: { a: string | null; b: number; c: string } = { a: null, b: 0, c: '' };
  expect(withDefaults(object, { a: 'x', b: 5, c: 'y' })).toEqual({ a: 'x', b: 0, c: 'y' });
  const complete = { a: 'x' };
  expect(withDefaults(complete, { a: 'y' })).toBe(complete);
});

it('changes only what is there', () => {
  expect(ifPresent(undefined, () => 1)).toBeUndefined();
  expect(ifPresent(2, (value) => value + 1)).toBe(3);
});
