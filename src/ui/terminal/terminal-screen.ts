/** Binds one xterm to the session: takes what is typed, runs it, prints what it says, and shows echoes. */

import type { Terminal } from '@xterm/xterm';
import { isUnfinished } from '../../session/bash/unfinished.ts';
import type { Session } from '../../session/session-contract.ts';
import type { TerminalEcho } from '../../session/state.ts';
import { inColumns } from './candidates.ts';
import { commonPrefix, LineEditor } from './line-editor.ts';
import { PrintableOutput } from './printable-output.ts';
import { firstKey } from './first-key.ts';
import { PromptLine } from './prompt-line.ts';
import { ScreenOutput } from './screen-output.ts';
import { typeLetters } from './typing.ts';

const prompt = '$ ';
const morePrompt = '> ';
const clearScreen = '\u001b[2J\u001b[H\u001b[3J';
const secondScreenOn = '\u001b[?1049h';
const secondScreenOff = '\u001b[?1049l';
const interrupt = '\u0003';
/** To the end of the line, then all of it away. */
const clearLine = '\u0015';
const pollMs = 30;
const quit = '\u001c';
/** What is typed while a command runs, at most (characters). */
const maxTypedAhead = 100_000;
/** White is the theme's quiet ink: dimmed text that can still be read. */
const dim = (text: string): string => `\u001b[37m${text}\u001b[39m`;

/** What a terminal may ask of the page. */
export interface ScreenHost {
  /** Opens a text in the page's editor; undefined when it was closed without saving. */
  edit(text: string, signal: AbortSignal): Promise<string | undefined>;
  /** What a key means that was typed on the keyboard. */
  typed(data: string): string;
}

export class TerminalScreen {
  readonly #session: Session;
  readonly #host: ScreenHost;
  readonly #output: ScreenOutput;
  readonly #promptLine: PromptLine;
  readonly #printable = new PrintableOutput();
  readonly #line: LineEditor;
  readonly #terminal: Terminal;
  /** Lines of a command that is not finished yet. */
  #begun = '';
  #running: AbortController | undefined;
  /** A program in the foreground that waits for a line. */
  #reading: { readonly prompt: string; readonly end: (line: string | undefined) => void } | undefined;
  /** Typed or pasted while a command ran. */
  #typedAhead = '';
  #heldEchoes: TerminalEcho[] = [];
  #atLineStart = true;
  #onSecondScreen = false;
  /** Ends when the lines that the page types have been typed. */
  #typing: Promise<void> = Promise.resolve();
  #isDisposed = false;
  /** Keys wait until the line has been completed. */
  #isCompleting = false;

  constructor(terminal: Terminal, session: Session, host: ScreenHost) {
    this.#terminal = terminal;
    this.#session = session;
    this.#host = host;
    this.#output = new ScreenOutput(terminal);
    this.#promptLine = new PromptLine(terminal, this.#output);
    this.#line = new LineEditor(session.lines.list());
    terminal.onData((data) => this.#onData(host.typed(data)));
    terminal.onResize(() => {
      if (this.#running && !this.#reading) return;
      this.#promptLine.resized();
      this.#redraw();
    });
    // Pasted text comes in brackets, so that its line ends do not run it.
    this.#output.write('\u001b[?2004h');
    this.#redraw();
  }

  /** Prints a command that was made by a click; while a command runs it waits. */
  echo(echo: TerminalEcho): void {
    if (this.#running) {
      this.#heldEchoes.push(echo);
      return;
    }
    this.#promptLine.wipe();
    const text = new PrintableOutput().next(echo.output);
    const output = text === '' || text.endsWith('\n') ? text : `${text}\r\n`;
    const command = echo.continued ? '' : `${dim(`${prompt}${new PrintableOutput().next(echo.command)}`)}\r\n`;
    this.#output.write(`${command}${dim(output)}`);
    this.#redraw();
  }

  /** As if typed: the keys that a touch keyboard lacks. */
  type(data: string): void {
    this.#onData(data);
  }

  /** Types a line as if by hand and runs it, when what runs before it has ended or asks for a line. */
  typeLine(line: string, interrupts: boolean): void {
    this.#typing = this.#typing.then(async () => {
      if (interrupts && this.#running) this.#onData(interrupt);
      while (this.isBusy && !this.#isDisposed) await new Promise((resolve) => setTimeout(resolve, pollMs));
      if (this.#isDisposed) return;
      if (!this.#reading) this.#onData(clearLine);
      const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      await typeLetters(line, isStill, (data) => this.#typeAtPrompt(data));
      if (!this.#isDisposed) this.#onData('\r');
    });
  }

  #typeAtPrompt(data: string): void {
    if (this.#isDisposed) return;
    this.#line.insert(data);
    this.#redraw();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#running?.abort();
  }

  /** A command runs that reads nothing. */
  get isBusy(): boolean {
    return this.#running !== undefined && this.#reading === undefined;
  }

  #onData(data: string): void {
    if (this.#isCompleting) {
      this.#typedAhead += data;
      return;
    }
    if (this.isBusy) {
      if (data === interrupt || data === quit) this.#interrupt(data === quit ? '^\\Quit' : '^C');
      else if (this.#typedAhead.length < maxTypedAhead) this.#typedAhead += withoutBrackets(data);
      return;
    }
    const text = withoutBrackets(data);
    if (text !== data && !this.#reading) {
      this.#line.insert(text.replaceAll(/\r\n?/g, '\n'));
      this.#redraw();
      return;
    }
    this.#feed(text);
  }

  /** Takes keys, or text with line ends in it: what follows the end of a line that runs waits until it has run. */
  #feed(data: string): void {
    const isText = data.length > 1 && /[\r\n]/.test(data);
    if (!isText) {
      this.#onKey(data);
      return;
    }
    const [first = '', ...rest] = data.split(/\r\n|\r|\n/);
    if (first !== '') this.#line.insert(first);
    this.#typedAhead = rest.join('\r') + this.#typedAhead;
    this.#onKey('\r');
  }

  #interrupt(shown: string): void {
    this.#typedAhead = '';
    this.#output.discard();
    this.#print(`${shown}\n`);
    this.#running?.abort();
  }

  #onKey(data: string): void {
    const action = this.#line.input(data);
    if (action.type === 'redraw') this.#redraw();
    else if (action.type === 'complete') void this.#complete();
    else if (action.type === 'submit') this.#submit(action.line);
    else if (action.type === 'clear') {
      this.#output.write(clearScreen);
      this.#promptLine.forget();
      this.#redraw();
    } else if (action.type === 'interrupt') {
      this.#output.write('^C\r\n');
      this.#begun = '';
      this.#typedAhead = '';
      this.#promptLine.forget();
      if (this.#reading) this.#read('');
      else {
        this.#session.interruptPage();
        this.#redraw();
      }
    } else if (action.type === 'end' && this.#reading) {
      this.#output.write('\r\n');
      this.#read(undefined);
    } else if (action.type === 'end' && this.#begun !== '') {
      this.#output.write('\r\nbash: syntax error: unexpected end of file\r\n');
      this.#begun = '';
      this.#next();
    }
  }

  /** Gives a line to the program that waits for one. */
  #read(line: string | undefined): void {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#promptLine.forget();
    this.#atLineStart = true;
    reading?.end(line);
  }

  #submit(line: string): void {
    this.#promptLine.draw(this.#prompt, line, line.length);
    this.#output.write('\r\n');
    this.#promptLine.forget();
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
    this.#line.remember(whole.trimEnd());
    void this.#run(whole.trimEnd());
  }

  #print(text: string): void {
    const safe = this.#printable.next(text);
    if (safe === '') return;
    this.#atLineStart = safe.endsWith('\n');
    const on = safe.lastIndexOf(secondScreenOn);
    const off = safe.lastIndexOf(secondScreenOff);
    if (on !== off) this.#onSecondScreen = on > off;
    this.#output.write(safe);
  }

  async #run(line: string): Promise<void> {
    const words = line.trim();
    if (words === 'clear') this.#output.write(clearScreen);
    else if (words !== '') {
      const running = new AbortController();
      this.#running = running;
      this.#atLineStart = true;
      const { signal } = running;
      // A program that takes no notice of Ctrl-C at once says nothing after it.
      const print = (text: string): void => (signal.aborted ? undefined : this.#print(text));
      try {
        await this.#session.runTerminal(line, {
          stdout: print,
          stderr: print,
          signal,
          terminal: this,
          readLine: (asked) => this.#ask(asked, signal),
          edit: (text) => this.#host.edit(text, signal),
        });
      } catch (error) {
        this.#print(`error: ${error instanceof Error ? error.message : String(error)}\n`);
      }
      this.#running = undefined;
      this.#printable.end();
      // Colours, or the second screen, that the program has left on.
      this.#output.write(`\u001b[0m${this.#onSecondScreen ? secondScreenOff : ''}${this.#atLineStart ? '' : '\r\n'}`);
      this.#onSecondScreen = false;
    }
    for (const echo of this.#heldEchoes.splice(0)) this.echo(echo);
    this.#next();
  }

  /** Lets the user type a line into the program that runs. */
  #ask(asked: string, signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      const end = (line: string | undefined): void => {
        signal.removeEventListener('abort', stop);
        resolve(line);
      };
      const stop = (): void => this.#read(undefined);
      signal.addEventListener('abort', stop, { once: true });
      this.#reading = { prompt: asked, end };
      this.#next();
    });
  }

  /** A prompt, and what was typed before it was there. */
  #next(): void {
    this.#promptLine.forget();
    this.#redraw();
    this.#takeTypedAhead();
  }

  #takeTypedAhead(): void {
    while (this.#typedAhead !== '' && !this.isBusy && !this.#isCompleting) {
      const data = firstKey(this.#typedAhead);
      this.#typedAhead = this.#typedAhead.slice(data.length);
      this.#onKey(data);
    }
  }

  async #complete(): Promise<void> {
    const before = this.#line.text.slice(0, this.#line.cursor);
    this.#isCompleting = true;
    const candidates = await this.#session.completeTerminal(this.#begun + before).catch(() => []);
    this.#isCompleting = false;
    if (candidates.length > 0) this.#offer(before, candidates);
    this.#takeTypedAhead();
  }

  /** Inserts what all candidates have in common, or lists them. */
  #offer(before: string, candidates: readonly string[]): void {
    const word = /\S*$/.exec(before)?.[0] ?? '';
    const [only] = candidates;
    const prefix = commonPrefix(candidates);
    if (candidates.length === 1 && only !== undefined) {
      const space = /[=/:,]$/.test(only) ? '' : ' ';
      this.#line.insert(only.startsWith(word) ? only.slice(word.length) + space : '');
    } else if (prefix.length > word.length && prefix.startsWith(word)) {
      this.#line.insert(prefix.slice(word.length));
    } else {
      this.#promptLine.draw(this.#prompt, this.#line.text, this.#line.text.length);
      this.#output.write(`\r\n${inColumns(candidates, this.#terminal.cols)}`);
      this.#promptLine.forget();
    }
    this.#redraw();
  }

  #redraw(): void {
    this.#promptLine.draw(this.#prompt, this.#line.text, this.#line.cursor);
  }

  get #prompt(): string {
    const { query } = this.#line;
    if (query !== undefined) return `(${this.#line.hasFound ? '' : 'failed '}reverse-i-search)\`${query}': `;
    if (this.#reading) return this.#reading.prompt;
    return this.#begun === '' ? prompt : morePrompt;
  }
}

const withoutBrackets = (data: string): string => data.replaceAll('\u001b[200~', '').replaceAll('\u001b[201~', '');
