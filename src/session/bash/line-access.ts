/** What the terminal's own commands are given: the line that they are a part of, and which streams are the terminal. */

import type { ExecResult, ResolvedCommandContext } from 'just-bash/browser';
import type { VisitOutcome } from '../../api/controller.ts';
import type { ShellStreams } from '../shell-io.ts';

/** What a command may ask of the line that it is a part of. */
export interface LineAccess {
  readonly signal: AbortSignal;
  nowMs(): number;
  /** Waits for cluster time; returns early when the line is interrupted. */
  sleep(delayMs: number): Promise<void>;
  kubectl(args: readonly string[], streams: ShellStreams, context: ResolvedCommandContext): Promise<number>;
  readUrl(url: string): Promise<string | undefined>;
  /** Runs a program beside the cluster, on its network. */
  visit(argv: readonly string[]): Promise<VisitOutcome>;
  history: { list(): readonly string[]; clear(): void };
  /** Reads a line that is typed; undefined at Ctrl-D. */
  readonly readLine?: ((prompt: string) => Promise<string | undefined>) | undefined;
  /** Prints at once, whatever is collected. */
  print(text: string): void;
  readonly exported: ReadonlySet<string>;
}

/** Which of its streams are the terminal. */
export interface Terminal {
  readonly input: boolean;
  readonly output: boolean;
  readonly errors: boolean;
}

export type TerminalCommand = (
  args: readonly string[],
  context: ResolvedCommandContext,
  line: LineAccess,
  terminal: Terminal,
) => Promise<ExecResult>;
