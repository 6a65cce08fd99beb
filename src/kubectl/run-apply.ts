/** kubectl with `apply` alone: what a page needs before anybody types, at a fraction of the size of all commands. */

import { runCommandLine } from './command-line.ts';
import { applyCommand } from './commands/apply.ts';
import type { KubectlIo } from './io.ts';

/** True for the arguments that `runApply` runs as the whole of kubectl would: `apply -f <file>`. */
export const isApply = (args: readonly string[]): boolean =>
  args.length === 3 && args[0] === applyCommand.name && args[1] === '-f';

/** Runs `kubectl apply -f <file>`; the contract of runKubectl. */
export function runApply(args: readonly string[], io: KubectlIo): Promise<number> {
  return runCommandLine([applyCommand], args, io);
}
