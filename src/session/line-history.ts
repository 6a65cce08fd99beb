/** The command lines of all terminals, oldest first, over reloads where the browser lets the page remember. */

import { recallLines, rememberLines, type SafeStorage } from './persistence.ts';

const maxLines = 500;
/** Longer lines are run, but not remembered. */
const maxLength = 10_000;

export class LineHistory {
  readonly #storage: SafeStorage | undefined;
  #lines: readonly string[];

  constructor(storage: SafeStorage | undefined) {
    this.#storage = storage;
    this.#lines = recallLines(storage);
  }

  list(): readonly string[] {
    return this.#lines;
  }

  add(line: string): void {
    if (line.trim() === '' || line.length > maxLength || this.#lines.at(-1) === line) return;
    this.#keep([...this.#lines, line].slice(-maxLines));
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(lines: readonly string[]): void {
    this.#lines = lines;
    rememberLines(this.#storage, lines);
  }
}
