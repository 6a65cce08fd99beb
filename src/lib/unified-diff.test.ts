import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const numbers = (count: number): string => Array.from({ length: count }, (_, index) => `${index + 1}\n`).join('');

describe('unifiedDiff', () => {
  it('says nothing about equal texts', () => {
    expect(unifiedDiff('a\nb\n', 'a\nb\n')).toBe('');
  });

  it('shows a change with three lines around it', () => {
    const after = numbers(20).replace('10\n', 'ten\n');
    expect(unifiedDiff(numbers(20), after)).toBe('@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n');
  });

  it('shows distant changes apart and near ones together', () => {
    const after = numbers(30).replace('2\n', 'x\n').replace('\n25\n', '\n');
    const hunks = unifiedDiff(numbers(30), after).match(/^@@.*@@$/gm);
    expect(hunks).toEqual(['@@ -1,5 +1,5 @@', '@@ -22,7 +22,6 @@']);
  });

  it('shows a new text against nothing', () => {
    expect(unifiedDiff('', 'a\nb\n')).toBe('@@ -0,0 +1,2 @@\n+a\n+b\n');
  });
});
