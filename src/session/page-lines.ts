/** Command lines that clicks make: they are echoed into the terminal as they start and as they end. */

import type { ShellIo } from './shell-io.ts';
import type { ShellRun } from './shell.ts';
import type { TerminalEcho } from './state.ts';

/** A command that takes longer is shown before its output is there (real time). */
const patienceMs = 120;
const maxOutput = 200_000;

export interface PageRun {
  readonly stderr: string;
  readonly run: ShellRun;
}

export class PageLines {
  readonly #write: (echo: Omit<TerminalEcho, 'id'>) => void;
  readonly #running = new Set<AbortController>();

  constructor(write: (echo: Omit<TerminalEcho, 'id'>) => void) {
    this.#write = write;
  }

  /** Runs a line as if typed; nobody is there to answer its questions. */
  async run(line: string, execute: (io: ShellIo) => Promise<ShellRun>): Promise<PageRun> {
    const abort = new AbortController();
    this.#running.add(abort);
    let output = '';
    let stderr = '';
    let isBegun = false;
    const collect = (text: string): void => {
      if (output.length < maxOutput) output += text;
    };
    const io: ShellIo = {
      stdout: collect,
      stderr: (text) => {
        collect(text);
        stderr += text;
      },
      signal: abort.signal,
    };
    const timer = setTimeout(() => {
      isBegun = true;
      this.#write({ command: line, output, exitCode: undefined });
      output = '';
    }, patienceMs);
    try {
      const run = await execute(io);
      this.#write({ command: line, output, exitCode: run.exitCode, ...(isBegun ? { continued: true } : {}) });
      return { stderr, run };
    } finally {
      clearTimeout(timer);
      this.#running.delete(abort);
    }
  }

  /** A line for which there is no kubectl command, as a comment of the shell. */
  comment(text: string): void {
    this.#write({ command: `# ${text}`, output: '', exitCode: 0 });
  }

  /** Ends the lines that still run; false when there are none. */
  interrupt(): boolean {
    for (const abort of this.#running) abort.abort();
    return this.#running.size > 0;
  }
}
