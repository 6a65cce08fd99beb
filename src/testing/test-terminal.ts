/** A terminal for tests: lines run as if typed, and cluster time passes until they end. */

import type { Session, SessionOptions } from '../session/session-contract.ts';
import { createSession } from '../session/session.ts';

/** A terminal of a session whose time passes while lines run. */
export class TestTerminal {
  readonly session: Session;
  /** What `kubectl edit` makes of a text; without it there is no editor. */
  edits: ((text: string) => string | undefined) | undefined;
  #abort = new AbortController();
  #output = '';
  #typed: string[] = [];
  #reader: ((line: string | undefined) => void) | undefined;

  constructor(session: Session) {
    this.session = session;
  }

  get output(): string {
    return this.#output;
  }

  /** A program in the foreground waits for a line. */
  get isReading(): boolean {
    return this.#reader !== undefined && this.#typed.length === 0;
  }

  interrupt(): void {
    this.#abort.abort(new Error('interrupted'));
  }

  /** Types lines into the program that runs, each when it asks for one. */
  type(...lines: readonly string[]): void {
    this.#typed.push(...lines);
    this.#give();
  }

  #give(): void {
    if (!this.#reader || this.#typed.length === 0) return;
    const line = this.#typed.shift();
    this.#output += `${line}\n`;
    this.#reader(line);
    this.#reader = undefined;
  }

  #readLine(prompt: string): Promise<string | undefined> {
    this.#output += prompt;
    return new Promise((resolve) => {
      this.#reader = resolve;
      this.#abort.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      this.#give();
    });
  }

  /** Starts a line; `drive` lets it go on. */
  start(line: string): { readonly done: () => boolean; readonly finished: Promise<number> } {
    this.#abort = new AbortController();
    this.#output = '';
    let done = false;
    const print = (text: string): void => void (this.#output += text);
    const readLine = (prompt: string): Promise<string | undefined> => this.#readLine(prompt);
    const { edits } = this;
    const edit = edits ? { edit: async (text: string) => edits(text) } : {};
    const io = { stdout: print, stderr: print, signal: this.#abort.signal, terminal: this, readLine, ...edit };
    const finished = this.session.runTerminal(line, io).finally(() => {
      done = true;
    });
    return { done: () => done, finished };
  }

  /** Lets time pass until a condition holds; fails after a while of real time. */
  async drive(until: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!until()) {
      if (Date.now() > deadline) throw new Error(`nothing came of it; so far:\n${this.#output}`);
      for (let round = 0; round < 20 && !until(); round++) {
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
      }
      this.session.advance(100);
    }
  }

  /** The output of a line, and its exit code behind it when it is not 0. */
  async run(line: string): Promise<string> {
    const { done, finished } = this.start(line);
    await this.drive(done);
    const exitCode = await finished;
    return exitCode === 0 ? this.#output : `${this.#output}[${exitCode}]`;
  }
}

/** A terminal of a fresh session that has settled; its time passes while lines run. */
export async function openTerminal(options: SessionOptions = {}): Promise<TestTerminal> {
  const session = createSession(options);
  await session.ready;
  session.pause();
  session.runUntilSettled();
  while (session.store.getState().playback.playing) session.advance(16);
  session.setSpeed(16);
  session.play();
  return new TestTerminal(session);
}
