import { describe, expect, it } from 'vitest';
import { shareStructure } from './structural-sharing.ts';

describe('shareStructure', () => {
  it('returns the previous value when all is equal, whatever the order of keys', () => {
    const previous = { a: [1, { b: null }], c: 'x' };
    expect(shareStructure(previous, { c: 'x', a: [1, { b: null }] })).toBe(previous);
  });

  it('keeps equal parts and leaves its arguments alone', () => {
    const previous = { spec: { list: [{ n: 1 }, { n: 2 }] }, status: { phase: 'Pending' } };
    const next = { spec: { list: [{ n: 1 }, { n: 2 }] }, status: { phase: 'Running' } };
    const shared = shareStructure(previous, next);
    expect(shared).toEqual(next);
    expect(shared.spec).toBe(previous.spec);
    expect(next.spec).not.toBe(previous.spec);
  });

  it('sees removed, added and shortened parts', () => {
    expect(shareStructure({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(shareStructure([1, 2], [1])).toEqual([1]);
    expect(shareStructure({ a: {} }, { a: [] })).toEqual({ a: [] });
    expect(shareStructure({ a: 1 }, { a: undefined })).toEqual({ a: undefined });
  });

  it('is harmless with keys of Object.prototype', () => {
    const body = JSON.parse('{"__proto__":{"x":[1]},"constructor":{"y":1}}') as object;
    const shared = shareStructure(JSON.parse('{"__proto__":{"x":[1],"z":1}}'), body);
    expect(JSON.stringify(shared)).toBe('{"__proto__":{"x":[1]},"constructor":{"y":1}}');
  });
});
