/** What a shell remembers between commands, as plain data. */

import type { Command } from './syntax.ts';

export interface ShellState {
  readonly variables: Readonly<Record<string, string>>;
  /** Names of variables that programs see. */
  readonly exported: readonly string[];
  readonly functions: Readonly<Record<string, Command>>;
  readonly folder: string;
  /** `$0`, and `$1` … */
  readonly name: string;
  readonly args: readonly string[];
  /** `$?` */
  readonly status: number;
  /** `set -e`, `set -x`. */
  readonly errexit: boolean;
  readonly xtrace: boolean;
  /** What the last `=~` matched: `BASH_REMATCH`. */
  readonly matched: readonly string[];
  /** Commands of `trap`, by signal name. */
  readonly traps: Readonly<Record<string, string>>;
}

/** A fresh shell with the container's environment. */
export function freshShell(environment: Readonly<Record<string, string>>, folder: string, name = 'sh'): ShellState {
  return {
    variables: environment,
    exported: Object.keys(environment),
    functions: {},
    folder,
    name,
    args: [],
    status: 0,
    errexit: false,
    xtrace: false,
    matched: [],
    traps: {},
  };
}

/** The value of a variable or of a parameter such as `$1`, `$?` and `$#`. */
export function valueOf(state: ShellState, name: string): string | undefined {
  const { args, status, variables, name: own, folder, matched } = state;
  const element = /^BASH_REMATCH(?:\[(\d+)\])?$/.exec(name);
  if (element) return matched[Number(element[1] ?? 0)];
  if (name === '?') return String(status);
  if (name === '#') return String(args.length);
  if (name === '@' || name === '*') return args.join(' ');
  if (name === '$') return '1';
  if (name === '!' || name === '-') return '';
  if (/^[0-9]$/.test(name)) return name === '0' ? own : args[Number(name) - 1];
  if (name === 'PWD') return folder;
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
