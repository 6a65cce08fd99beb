/** A running shell as its builtins and redirections see it; interpreter.ts is it. */

import type { ExpansionContext } from './expand.ts';
import type { ProgramResult, ProgramWorld } from './program.ts';
import type { ShellState } from './state.ts';

/** Leaving the normal order of a script. */
export type Flow = { readonly type: 'break' | 'continue'; levels: number } | { readonly type: 'return' | 'exit' };

export interface Shell {
  readonly state: ShellState;
  readonly world: ProgramWorld;
  readonly context: ExpansionContext;
  /** What is left to be read from standard input. */
  stdin: string;
  /** How long everything so far takes. */
  takesMs: number;
  endless: boolean;
  flow: Flow | undefined;
  set(fields: Partial<ShellState>): void;
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes to standard error. */
  complain(text: string): void;
  variable(name: string): string | undefined;
  assign(name: string, value: string): void;
  runText(text: string): void;
  callProgram(argv: readonly string[], stdin: string): ProgramResult;
}
