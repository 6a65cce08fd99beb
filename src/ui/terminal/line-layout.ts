/** Where the letters of the line being typed stand on the screen, counted as xterm counts cells. */

/** What is drawn for a text, and the cell behind each part of it. */
export interface LineLayout {
  /** The text as it is written: tabs as spaces, other control characters as `^A`. */
  readonly drawn: string;
  readonly end: Cell;
  /** The cell of the cursor. */
  readonly cursor: Cell;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

const tabWidth = 8;

/** Cells of one code point, by the widths of Unicode 6 that xterm goes by. */
function widthOf(char: string): number {
  const code = char.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(char)) return 0;
  const isWide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return isWide ? 2 : 1;
}

/** Lays out `prompt` and `text` from the left edge; `cursor` is an index of `text`. */
export function layOut(prompt: string, text: string, cursor: number, columns: number): LineLayout {
  let row = 0;
  let column = 0;
  let drawn = '';
  let at = -prompt.length;
  let cursorCell: Cell = { row: 0, column: 0 };
  const put = (shown: string, width: number): void => {
    // A letter that has no room begins the next row; a full row waits for it.
    if (column + width > columns && width > 0) {
      row++;
      column = 0;
    }
    drawn += shown;
    column += width;
  };
  for (const char of prompt + text) {
    if (at <= cursor) cursorCell = { row, column };
    if (char === '\n') {
      drawn += '\r\n';
      row++;
      column = 0;
    } else if (char === '\t') {
      const width = Math.min(tabWidth - (column % tabWidth), Math.max(1, columns - column));
      put(' '.repeat(width), width);
    } else if (char < ' ' || char === '\u007f') {
      for (const part of ['^', String.fromCharCode(char.charCodeAt(0) ^ 0x40)]) put(part, 1);
    } else put(char, widthOf(char));
    at += char.length;
  }
  if (at <= cursor) cursorCell = { row, column };
  return { drawn, end: onScreen({ row, column }, columns), cursor: onScreen(cursorCell, columns) };
}

/** The cell behind a full row is the first of the next one. */
function onScreen({ row, column }: Cell, columns: number): Cell {
  return column >= columns ? { row: row + 1, column: 0 } : { row, column };
}

/** The part around the cursor of a text that is longer than `most`; cut ends are marked. */
export function windowAround(
  text: string,
  cursor: number,
  most: number,
): { readonly text: string; readonly cursor: number } {
  if (text.length <= most) return { text, cursor };
  const from = Math.max(0, Math.min(text.length - most, cursor - Math.floor(most / 2)));
  const until = Math.min(text.length, from + most);
  const before = from > 0 ? '<' : '';
  return {
    text: `${before}${text.slice(from, until)}${until < text.length ? '>' : ''}`,
    cursor: cursor - from + before.length,
  };
}
