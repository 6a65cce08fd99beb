import { expect, it } from 'vitest';
import { blockDiff } from './block-diff.ts';

const lines = (text: string): string[] => text.split('').map((character) => `${character}\n`);

it('says nothing about equal lists', () => {
  expect(blockDiff(lines('abc'), lines('abc'), 3)).toBe('');
});

it('shows a change with its context', () => {
  expect(blockDiff(lines('abcdefgh'), lines('abcdXfgh'), 3)).toBe('@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+X\n f\n g\n h\n');
});

it('makes a group of its own of changes that are far apart', () => {
  const hunks = blockDiff(lines('abcdefghijklmnop'), lines('Xbcdefghijklmnoq'), 3);
  expect(hunks.match(/^@@.*@@$/gm)).toEqual(['@@ -1,4 +1,4 @@', '@@ -13,4 +13,4 @@']);
});

it('names an empty side by the line before it', () => {
  expect(blockDiff([], lines('ab'), 3)).toBe('@@ -0,0 +1,2 @@\n+a\n+b\n');
  expect(blockDiff(lines('a'), [], 3)).toBe('@@ -1 +0,0 @@\n-a\n');
});

it('takes the longest common block first, not the shortest edit', () => {
  // A plain shortest-edit difference would keep the first `x`.
  expect(blockDiff(lines('xabcd'), lines('abcdx'), 3)).toBe('@@ -1,5 +1,5 @@\n-x\n a\n b\n c\n d\n+x\n');
});
