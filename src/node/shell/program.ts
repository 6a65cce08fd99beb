/** Programs of the fake containers: what they are given and what comes of them. */

import type { FileSystem } from '../file-system.ts';

/** A program's surroundings beyond its shell; see container-world.ts. */
export interface ProgramWorld {
  readonly files: FileSystem;
  readonly nowMs: number;
  /** Finds the program that a name or path stands for; undefined: it is not in the image. */
  find(name: string): Program | undefined;
}

export interface ProgramCall {
  /** The name it was called by, and its arguments. */
  readonly argv: readonly string[];
  /** Standard input to its end. Reading it ends the run when nobody has written to it yet; see `openInput`. */
  readonly stdin: string;
  /** Exported variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Runs another command line in the same surroundings (`xargs`, `time` …). Default input: its own. */
  run(argv: readonly string[], stdin?: string): ProgramResult;
  /** Runs a script in a shell of its own. Default input: its own. */
  runScript(text: string, name: string, args: readonly string[], stdin?: string): ProgramResult;
}

export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  /** How long it ran. */
  readonly takesMs: number;
  /** It does not end by itself. */
  readonly endless: boolean;
}

export type Program = (call: ProgramCall) => ProgramResult;

/** What stands for standard input while it is open and nobody has written to it. */
export const openInput = '\u0000open';

/** Thrown by whoever reads open input: the run has to be done again when there is some. */
export class InputNeeded extends Error {}

/** The text of standard input. */
export function readInput(stdin: string): string {
  if (stdin === openInput) throw new InputNeeded();
  return stdin;
}

/** A program that succeeded at once. */
export function printed(stdout: string, status = 0): ProgramResult {
  return { stdout, stderr: '', status, takesMs: 0, endless: false };
}

/** A program that failed with a message. */
export function refused(stderr: string, status = 1, stdout = ''): ProgramResult {
  return { stdout, stderr, status, takesMs: 0, endless: false };
}

/** A program that goes on until it is stopped. */
export function lasting(stdout = ''): ProgramResult {
  return { stdout, stderr: '', status: 0, takesMs: 0, endless: true };
}
