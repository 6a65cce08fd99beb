/** Binds one xterm to the session: draws the line that is typed, runs it, prints what it says, and shows echoes. */

import type { Terminal } from '@xterm/xterm';
import type { Session } from '../../session/session-contract.ts';
import type { TerminalEcho } from '../../session/state.ts';
import { isUnfinished } from '../../session/bash/unfinished.ts';
import { commonPrefix, LineEditor } from './line-editor.ts';

const prompt = '$ ';
const morePrompt = '> ';
/** White is the theme's quiet ink: dimmed text that can still be read. */
const dim = (text: string): string => `\u001b[37m${text}\u001b[39m`;
const accent = (text: string): string => `\u001b[34m${text}\u001b[39m`;

export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #session: Session;
  readonly #line: LineEditor;
  /** Lines of a command that is not finished yet. */
  #begun = '';
  #running: AbortController | undefined;
  /** A program in the foreground that waits for a line. */
  #reading: { readonly prompt: string; readonly end: (line: string | undefined) => void } | undefined;
  /** Lines pasted behind the one that runs. */
  #pasted: string[] = [];
  #heldEchoes: TerminalEcho[] = [];
  /** Rows above the cursor that belong to the line being typed. */
  #rowsAbove = 0;
  #atLineStart = true;

  constructor(terminal: Terminal, session: Session) {
    this.#terminal = terminal;
    this.#session = session;
    this.#line = new LineEditor(session.lines.list());
    terminal.onData((data) => this.#onData(data));
    this.#redraw();
  }

  /** Prints a command that was made by a click; while a command runs it waits. */
  echo(echo: TerminalEcho): void {
    if (this.#running) {
      this.#heldEchoes.push(echo);
      return;
    }
    this.#wipe();
    const output = echo.output === '' || echo.output.endsWith('\n') ? echo.output : `${echo.output}\n`;
    this.#terminal.write(`${dim(`${prompt}${echo.command}`)}\r\n${dim(output.replaceAll(/\r?\n/g, '\r\n'))}`);
    this.#redraw();
  }

  dispose(): void {
    this.#running?.abort();
  }

  #onData(data: string): void {
    if (this.#running && !this.#reading) {
      if (data === '\u0003') {
        this.#terminal.write('^C\r\n');
        this.#atLineStart = true;
        this.#running.abort();
      }
      return;
    }
    const isPaste = data.length > 1 && /[\r\n]/.test(data);
    if (!isPaste) {
      this.#onKey(data);
      return;
    }
    const [first = '', ...rest] = data
      .replaceAll('\u001b[200~', '')
      .replaceAll('\u001b[201~', '')
      .split(/\r\n|\r|\n/);
    this.#pasted = rest;
    this.#line.insert(first);
    this.#onKey('\r');
  }

  #onKey(data: string): void {
    const action = this.#line.input(data);
    if (action.type === 'redraw') this.#redraw();
    else if (action.type === 'complete') void this.#complete();
    else if (action.type === 'submit') this.#submit(action.line);
    else if (action.type === 'clear') {
      this.#terminal.write('\u001b[2J\u001b[H\u001b[3J');
      this.#rowsAbove = 0;
      this.#redraw();
    } else if (action.type === 'interrupt') {
      this.#terminal.write('^C\r\n');
      this.#begun = '';
      this.#rowsAbove = 0;
      if (this.#reading) this.#read('');
      else this.#redraw();
    } else if (action.type === 'end' && this.#reading) {
      this.#terminal.write('\r\n');
      this.#read(undefined);
    } else if (action.type === 'end' && this.#begun !== '') {
      this.#terminal.write('\r\nbash: syntax error: unexpected end of file\r\n');
      this.#begun = '';
      this.#next();
    }
  }

  /** Gives a line to the program that waits for one. */
  #read(line: string | undefined): void {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#rowsAbove = 0;
    this.#atLineStart = true;
    reading?.end(line);
  }

  #submit(line: string): void {
    this.#drawLine(line, line.length);
    this.#terminal.write('\r\n');
    this.#rowsAbove = 0;
    if (this.#reading) {
      this.#read(line);
      return;
    }
    const whole = this.#begun + line;
    if (isUnfinished(whole)) {
      const isJoined = /(?:^|[^\\])(?:\\\\)*\\$/.test(whole);
      this.#begun = isJoined ? whole.slice(0, -1) : `${whole}\n`;
      this.#next();
      return;
    }
    this.#begun = '';
    this.#line.remember(whole);
    void this.#run(whole);
  }

  async #run(line: string): Promise<void> {
    const words = line.trim();
    if (words === 'clear') {
      this.#terminal.write('\u001b[2J\u001b[H\u001b[3J');
    } else if (words !== '') {
      this.#running = new AbortController();
      this.#atLineStart = true;
      const print = (text: string): void => {
        if (text === '') return;
        this.#atLineStart = text.endsWith('\n');
        this.#terminal.write(text.replaceAll(/\r?\n/g, '\r\n'));
      };
      const { signal } = this.#running;
      const readLine = (prompt: string): Promise<string | undefined> => this.#ask(prompt, signal);
      await this.#session.runTerminal(line, { stdout: print, stderr: print, signal, terminal: this, readLine });
      this.#running = undefined;
      if (!this.#atLineStart) this.#terminal.write('\r\n');
    }
    for (const echo of this.#heldEchoes.splice(0)) this.echo(echo);
    this.#next();
  }

  /** Lets the user type a line into the program that runs. */
  #ask(prompt: string, signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      const end = (line: string | undefined): void => {
        signal.removeEventListener('abort', stop);
        resolve(line);
      };
      const stop = (): void => this.#read(undefined);
      signal.addEventListener('abort', stop, { once: true });
      this.#reading = { prompt, end };
      this.#next();
    });
  }

  /** The next pasted line, or a prompt. */
  #next(): void {
    this.#rowsAbove = 0;
    const [line, ...rest] = this.#pasted;
    this.#pasted = rest;
    if (line !== undefined) this.#line.insert(line);
    this.#redraw();
    if (rest.length > 0) this.#onKey('\r');
  }

  async #complete(): Promise<void> {
    const before = this.#line.text.slice(0, this.#line.cursor);
    const candidates = await this.#session.completeTerminal(this.#begun + before);
    if (candidates.length === 0 || this.#line.text.slice(0, this.#line.cursor) !== before) return;
    const word = /\S*$/.exec(before)?.[0] ?? '';
    const [only] = candidates;
    const prefix = commonPrefix(candidates);
    if (candidates.length === 1 && only !== undefined) {
      const space = /[=/]$/.test(only) ? '' : ' ';
      this.#line.insert(only.startsWith(word) ? only.slice(word.length) + space : '');
    } else if (prefix.length > word.length && prefix.startsWith(word)) {
      this.#line.insert(prefix.slice(word.length));
    } else {
      this.#list(candidates);
    }
    this.#redraw();
  }

  /** Candidates in columns below the line, as a shell lists them. */
  #list(candidates: readonly string[]): void {
    this.#drawLine(this.#line.text, this.#line.text.length);
    const width = Math.max(...candidates.map(({ length }) => length)) + 2;
    const columns = Math.max(1, Math.floor(this.#terminal.cols / width));
    const rows = Math.ceil(candidates.length / columns);
    this.#terminal.write('\r\n');
    for (let row = 0; row < rows; row++) {
      const cells = Array.from({ length: columns }, (_, column) => candidates[column * rows + row] ?? '');
      this.#terminal.write(
        `${cells
          .map((cell) => cell.padEnd(width))
          .join('')
          .trimEnd()}\r\n`,
      );
    }
    this.#rowsAbove = 0;
  }

  /** Removes the line being typed from the screen. */
  #wipe(): void {
    const up = this.#rowsAbove > 0 ? `\u001b[${this.#rowsAbove}A` : '';
    this.#terminal.write(`\r${up}\u001b[J`);
    this.#rowsAbove = 0;
  }

  #redraw(): void {
    this.#drawLine(this.#line.text, this.#line.cursor);
  }

  get #prompt(): string {
    if (this.#line.query !== undefined) return `(reverse-i-search)\`${this.#line.query}': `;
    if (this.#reading) return this.#reading.prompt;
    return this.#begun === '' ? prompt : morePrompt;
  }

  /** Where the letter behind `text` stands, in rows and columns from the beginning of the line. */
  #place(text: string): { readonly row: number; readonly column: number } {
    const columns = Math.max(1, this.#terminal.cols);
    let row = 0;
    let length = 0;
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) row += Math.floor(length / columns) + 1;
      length = part.length;
    }
    return { row: row + Math.floor(length / columns), column: length % columns };
  }

  #drawLine(text: string, cursor: number): void {
    this.#wipe();
    const start = this.#prompt;
    this.#terminal.write(accent(start) + text.replaceAll('\n', '\r\n'));
    const end = this.#place(start + text);
    const place = this.#place(start + text.slice(0, cursor));
    // A full last row leaves the cursor in it until the next letter comes.
    if (end.column === 0 && end.row > 0 && !text.endsWith('\n')) this.#terminal.write('\r\n');
    const up = end.row - place.row;
    if (up > 0) this.#terminal.write(`\u001b[${up}A`);
    this.#terminal.write(`\r${place.column > 0 ? `\u001b[${place.column}C` : ''}`);
    this.#rowsAbove = place.row;
  }
}
