/**
 * Everything that is written to one xterm, in order and no faster than it can draw: of a flood of output only what the
 * scrollback could hold is kept.
 */

import type { Terminal } from '@xterm/xterm';

/** Characters that xterm is given at once, and the most that may wait. */
const chunkLength = 64 << 10;
const maxWaiting = 4 << 20;

export class ScreenOutput {
  readonly #terminal: Pick<Terminal, 'write'>;
  #waiting: string[] = [];
  #waitingLength = 0;
  #isWriting = false;

  constructor(terminal: Pick<Terminal, 'write'>) {
    this.#terminal = terminal;
  }

  write(text: string): void {
    if (text === '') return;
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.length + text.length <= chunkLength) this.#waiting[this.#waiting.length - 1] += text;
    else for (let at = 0; at < text.length; at += chunkLength) this.#waiting.push(text.slice(at, at + chunkLength));
    this.#waitingLength += text.length;
    let dropped = 0;
    while (this.#waitingLength > maxWaiting && dropped < this.#waiting.length - 1) {
      this.#waitingLength -= this.#waiting[dropped++]!.length;
    }
    // What is left begins with a whole line.
    if (dropped > 0) {
      this.#waiting.splice(0, dropped);
      const first = this.#waiting[0]!;
      this.#waiting[0] = first.slice(first.indexOf('\n') + 1);
      this.#waitingLength -= first.length - this.#waiting[0].length;
    }
    this.#pump();
  }

  /** Drops what has not been drawn yet, as a terminal does at Ctrl-C. */
  discard(): void {
    this.#waiting = [];
    this.#waitingLength = 0;
  }

  #pump(): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    let next = '';
    while (this.#waiting.length > 0 && next.length < chunkLength) next += this.#waiting.shift()!;
    this.#waitingLength -= next.length;
    this.#isWriting = true;
    this.#terminal.write(next, () => {
      this.#isWriting = false;
      this.#pump();
    });
  }
}
