import { describe, expect, it } from 'vitest';
import { layOut, windowAround } from './line-layout.ts';

describe('the place of letters', () => {
  it.each([
    ['an empty line', '', 0, { row: 0, column: 2 }, { row: 0, column: 2 }],
    ['a short one', 'abc', 1, { row: 0, column: 5 }, { row: 0, column: 3 }],
    ['one that fills its row', 'abcdefgh', 8, { row: 1, column: 0 }, { row: 1, column: 0 }],
    ['one that wraps', 'abcdefghij', 9, { row: 1, column: 2 }, { row: 1, column: 1 }],
    ['several lines', 'ab\ncd', 4, { row: 1, column: 2 }, { row: 1, column: 1 }],
    ['wide letters', '数数', 1, { row: 0, column: 6 }, { row: 0, column: 4 }],
    ['a wide letter at the edge', 'abcdefg数', 8, { row: 1, column: 2 }, { row: 1, column: 2 }],
    ['a mark above a letter', 'e\u0301x', 3, { row: 0, column: 4 }, { row: 0, column: 4 }],
    ['a tab', 'a\tb', 2, { row: 0, column: 9 }, { row: 0, column: 8 }],
  ])('of %s', (_name, text, cursor, end, place) => {
    const layout = layOut('$ ', text, cursor, 10);
    expect(layout.end).toEqual(end);
    expect(layout.cursor).toEqual(place);
  });

  it('shows control characters as letters', () => {
    expect(layOut('', 'a\u001b[31m\u0000', 0, 80).drawn).toBe('a^[[31m^@');
  });

  it('shows of a very long line what is around the cursor', () => {
    const text = '0123456789'.repeat(10);
    expect(windowAround(text, 50, 10)).toEqual({ text: '<5678901234>', cursor: 6 });
    expect(windowAround(text, 0, 10)).toEqual({ text: '0123456789>', cursor: 0 });
    expect(windowAround(text, 100, 10)).toEqual({ text: '<0123456789', cursor: 11 });
    expect(windowAround('short', 2, 10)).toEqual({ text: 'short', cursor: 2 });
  });
});
