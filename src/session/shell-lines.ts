/**
 * Command lines of terminals, whatever cluster they are for: a single kubectl command runs at once, everything else is
 * read by a bash, which is loaded when a line needs it first. Each terminal has a bash of its own, all have one directory.
 */

import type { BashHost, BashTerminal, KubectlRunner } from './bash/bash-terminal.ts';
import { kubectlWords } from './bash/needs-bash.ts';
import type { WorkingDirectory } from './bash/working-directory.ts';
import { plainStreams } from './kubectl-streams.ts';
import type { KubectlFiles } from '../kubectl/io.ts';
import type { ShellFiles, ShellIo } from './shell-io.ts';

export interface ShellLinesOptions {
  readonly files: ShellFiles;
  readonly host: BashHost;
  /** What `help` prints. */
  readonly helpText: string;
}

export class ShellLines {
  readonly #options: ShellLinesOptions;
  readonly #terminals = new WeakMap<object, BashTerminal>();
  #directory: Promise<WorkingDirectory> | undefined;

  constructor(options: ShellLinesOptions) {
    this.#options = options;
  }

  /** True for a line that is one kubectl command and nothing else. */
  isSingle(line: string, { terminal }: Pick<ShellIo, 'terminal'>): boolean {
    const isPlain = (terminal && this.#terminals.get(terminal)?.isPlain) ?? true;
    return isPlain && kubectlWords(line) !== undefined;
  }

  /** Runs a line. `files`: what a single command may read. Resolves with the exit code. */
  async run(line: string, io: ShellIo, kubectl: KubectlRunner, files: KubectlFiles): Promise<number> {
    if (/^\s*(?:#.*)?$/.test(line)) return 0;
    if (line.trim() === 'help') {
      io.stdout(this.#options.helpText);
      return 0;
    }
    if (this.isSingle(line, io)) {
      const exitCode = await kubectl(kubectlWords(line) ?? [], plainStreams(io), files);
      if (io.terminal) this.#terminals.get(io.terminal)?.noteExitCode(exitCode);
      return exitCode;
    }
    const bash = await this.#bash(io.terminal).catch(() => undefined);
    if (bash) return bash.run(line, io, kubectl);
    io.stderr('bash: the shell could not be loaded; single kubectl commands work without it\n');
    return 126;
  }

  /** The bash of a terminal, with the library behind it. */
  async #bash(terminal: object | undefined): Promise<BashTerminal> {
    const known = terminal && this.#terminals.get(terminal);
    if (known) return known;
    const [library, { BashTerminal: Terminal }, { createWorkingDirectory }] = await Promise.all([
      import('just-bash/browser'),
      import('./bash/bash-terminal.ts'),
      import('./bash/working-directory.ts'),
    ]);
    this.#directory ??= createWorkingDirectory(library.InMemoryFs, this.#options.files);
    const bash = new Terminal(library, await this.#directory, this.#options.host);
    if (terminal) this.#terminals.set(terminal, bash);
    return bash;
  }
}
