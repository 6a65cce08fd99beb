import { describe, expect, it } from 'vitest';
import { applyJsonPatch, JsonPatchError } from './json.ts';
import { applyMergePatch } from '../../api/json-merge.ts';

const document = { a: { 'x/y': 1 }, list: [1, 2, 3] };

describe('applyJsonPatch', () => {
  it.each([
    [
      { op: 'add', path: '/list/1', value: 9 },
      { ...document, list: [1, 9, 2, 3] },
    ],
    [
      { op: 'add', path: '/list/-', value: 9 },
      { ...document, list: [1, 2, 3, 9] },
    ],
    [
      { op: 'remove', path: '/list/0' },
      { ...document, list: [2, 3] },
    ],
    [
      { op: 'replace', path: '/a/x~1y', value: 2 },
      { ...document, a: { 'x/y': 2 } },
    ],
    [{ op: 'move', from: '/list', path: '/a/list' }, { a: { 'x/y': 1, list: [1, 2, 3] } }],
    [
      { op: 'copy', from: '/list/0', path: '/b' },
      { ...document, b: 1 },
    ],
    [{ op: 'test', path: '/a', value: { 'x/y': 1 } }, document],
  ])('%j', (operation, expected) => {
    expect(applyJsonPatch(document, [operation])).toEqual(expected);
  });

  it.each([
    { op: 'replace', path: '/nope', value: 1 },
    { op: 'remove', path: '/list/3' },
    { op: 'add', path: '/nope/x', value: 1 },
    { op: 'test', path: '/list/0', value: 2 },
    { op: 'test', path: '/__proto__', value: {} },
    { op: 'walk', path: '/a' },
    { op: 'add', value: 1 },
  ])('refuses %j', (operation) => {
    expect(() => applyJsonPatch(document, [operation])).toThrow(JsonPatchError);
  });
});

describe('applyMergePatch', () => {
  it('merges objects, replaces lists, deletes with null', () => {
    expect(applyMergePatch({ a: { b: 1, c: 2 }, l: [1, 2] }, { a: { b: null, d: { e: null } }, l: [3] })).toEqual({
      a: { c: 2, d: {} },
      l: [3],
    });
  });
});
