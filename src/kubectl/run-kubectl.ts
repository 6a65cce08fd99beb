/** kubectl with all its commands. */

import { runCommandLine } from './command-line.ts';
import type { KubectlIo } from './io.ts';
import { commandGroups } from './root.ts';

const topLevel = commandGroups.flatMap((group) => group.commands);

/** Runs `kubectl <args>` and resolves with its exit code; 130 when it was interrupted by the signal of `io`. */
export function runKubectl(args: readonly string[], io: KubectlIo): Promise<number> {
  return runCommandLine(topLevel, args, io);
}
