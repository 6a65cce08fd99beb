/** What a kubectl command is made of. One command is one file in commands/; root.ts gathers them. */

import type { KubectlClient } from './client.ts';
import type { FlagSpec, FlagValues } from './flags.ts';
import type { KubectlIo } from './io.ts';

/** What a running command is given. */
export interface CommandContext {
  readonly io: KubectlIo;
  readonly client: KubectlClient;
  readonly flags: FlagValues;
  /** Positional arguments. */
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; -1 without `--`. Models cobra ArgsLenAtDash. */
  readonly argsBeforeDash: number;
  /** `kubectl rollout status`. */
  readonly commandPath: string;
  /** From `-n`, else of the current context. */
  readonly namespace: string;
  /** True when `-n` was given: objects of other namespaces are refused. */
  readonly enforceNamespace: boolean;
}

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line in the list of commands. */
  readonly short: string;
  /** Help text; default `short`. */
  readonly long?: string;
  /** Lines of examples, without the two leading spaces. */
  readonly examples?: string;
  /** Usage line, for example `get TYPE [options]`; with or without the leading command path. */
  readonly usage?: string;
  readonly flags?: readonly FlagSpec[];
  readonly subcommands?: readonly Command[];
  /** Flags are not looked at: the command refuses to run whatever they are. */
  readonly lenient?: boolean;
  /** Not shown in lists of commands. */
  readonly hidden?: boolean;
  /** Where a group of commands shows its help when no subcommand was named; default stderr. */
  readonly helpStream?: 'stdout' | 'stderr';
  /** Does the work; throws KubectlError, StatusError or ErrorList. Without it the help is shown and the command fails. */
  readonly run?: (context: CommandContext) => Promise<void>;
}
