/** The end that a container's main process comes to by itself. */

import type { ContainerRuntime } from './runtime-state.ts';
import type { ProcessState } from './shell/process.ts';

/** The end that a process has come to by itself. */
export function ownExit({ exitCode }: ProcessState, atMs: number): Pick<ContainerRuntime, 'exit'> {
  if (exitCode === undefined) return {};
  return { exit: { atMs, exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', own: true } };
}
