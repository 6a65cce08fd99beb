import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRange } from './changed-range.ts';

describe('changedRange', () => {
  it('finds one replaced item', () => {
    expect(changedRange([1, 2, 3], [1, 9, 3])).toEqual({ start: 1, beforeEnd: 2, afterEnd: 2 });
    expect(changedRange([1, 2, 3], [1, 2, 3])).toEqual({ start: 3, beforeEnd: 3, afterEnd: 3 });
    expect(changedRange([1, 1], [1])).toEqual({ start: 1, beforeEnd: 2, afterEnd: 1 });
  });

  it('leads from one list to the other', () => {
    const list = array(integer({ min: 0, max: 3 }), { maxLength: 8 });
    assert(
      property(list, list, (before, after) => {
        const { start, beforeEnd, afterEnd } = changedRange(before, after);
        expect([...before.slice(0, start), ...after.slice(start, afterEnd), ...before.slice(beforeEnd)]).toEqual(after);
      }),
    );
  });
});
