/** Draws the line being typed, with its prompt, over the rows that it had before. */

import type { Terminal } from '@xterm/xterm';
import { layOut, windowAround } from './line-layout.ts';
import type { ScreenOutput } from './screen-output.ts';

const accent = (text: string): string => `\u001b[34m${text}\u001b[39m`;

export class PromptLine {
  readonly #terminal: Pick<Terminal, 'cols' | 'rows'>;
  readonly #output: ScreenOutput;
  /** Rows above the cursor that belong to the line. */
  #rowsAbove = 0;
  #last: { readonly prompt: string; readonly text: string; readonly cursor: number } | undefined;

  constructor(terminal: Pick<Terminal, 'cols' | 'rows'>, output: ScreenOutput) {
    this.#terminal = terminal;
    this.#output = output;
  }

  draw(prompt: string, text: string, cursor: number): void {
    this.wipe();
    const { cols, rows } = this.#terminal;
    // What does not fit on the screen could not be drawn over.
    const most = Math.max(cols, (rows - 1) * cols - prompt.length - 2);
    const shown = windowAround(text, cursor, most);
    this.#last = { prompt, ...shown };
    const { drawn, end, cursor: place } = layOut(prompt, shown.text, shown.cursor, cols);
    const rest = drawn.slice(prompt.length);
    this.#output.write(accent(prompt) + rest);
    // A full last row leaves the cursor in it until the next letter comes.
    if (end.column === 0 && end.row > 0 && !shown.text.endsWith('\n')) this.#output.write('\r\n');
    const up = end.row - place.row;
    if (up > 0) this.#output.write(`\u001b[${up}A`);
    this.#output.write(`\r${place.column > 0 ? `\u001b[${place.column}C` : ''}`);
    this.#rowsAbove = place.row;
  }

  /** Removes the line from the screen. */
  wipe(): void {
    const up = this.#rowsAbove > 0 ? `\u001b[${this.#rowsAbove}A` : '';
    this.#output.write(`\r${up}\u001b[J`);
    this.forget();
  }

  /** The line stays as it is, and the next one begins where the cursor is. */
  forget(): void {
    this.#rowsAbove = 0;
    this.#last = undefined;
  }

  /** The terminal has other columns: the rows have been wrapped anew. */
  resized(): void {
    if (!this.#last) return;
    const { prompt, text, cursor } = this.#last;
    this.#rowsAbove = layOut(prompt, text, cursor, this.#terminal.cols).cursor.row;
  }
}
