/** A reading position in a text that knows its line and column. */

import { isBreak } from './characters.ts';
import type { Mark } from './token.ts';

export class Cursor {
  readonly #text: string;
  index = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith('\ufeff')) this.index = 1;
  }

  /** The character `ahead` places on, or undefined past the end. */
  peek(ahead = 0): string | undefined {
    return this.#text[this.index + ahead];
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.index);
  }

  mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  /** Goes one character on, which must not be a line break. */
  skip(): void {
    this.index++;
    this.column++;
  }

  /** Takes one character that is not a line break. */
  read(): string {
    const char = this.#text[this.index]!;
    this.skip();
    return char;
  }

  /** Takes the characters from here on for which `belongs` holds; none of them may be a line break. */
  readWhile(belongs: (char: string, next: string | undefined) => boolean): string {
    const text = this.#text;
    const start = this.index;
    let at = start;
    while (at < text.length && belongs(text[at]!, text[at + 1])) at++;
    this.index = at;
    this.column += at - start;
    return text.slice(start, at);
  }

  /** Takes the rest of the line. */
  readRest(): string {
    return this.readWhile((char) => !isBreak(char));
  }

  /** Goes past a line break, if there is one. */
  skipLine(): void {
    this.readLine();
  }

  /** Takes a line break, normalised to `\n` (the two Unicode separators stay as they are). */
  readLine(): string {
    const char = this.peek();
    if (!isBreak(char)) return '';
    this.index += char === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.line++;
    this.column = 0;
    return char === '\u2028' || char === '\u2029' ? char : '\n';
  }

  /** At the end of the stream upstream moves its mark to a fresh line. */
  toLineStart(): void {
    if (this.column === 0) return;
    this.column = 0;
    this.line++;
  }
}
