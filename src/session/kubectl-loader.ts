/** kubectl as the page loads it: `apply -f` is there at once, the other commands come when a line needs them first. */

import type { KubectlIo } from '../kubectl/io.ts';
import { isApply, runApply } from '../kubectl/run-apply.ts';
import { loadLateParts } from './load-late-parts.ts';

type Run = (args: readonly string[], io: KubectlIo) => Promise<number>;

let runAll: Run | undefined;

/** Resolves when every command can run without waiting for anything but the cluster. */
export async function loadKubectl(): Promise<void> {
  const [{ runKubectl }] = await Promise.all([import('../kubectl/run-kubectl.ts'), loadLateParts()]);
  runAll ??= runKubectl;
}

/** Runs `kubectl <args>`; the contract of runKubectl. Loads what is missing first, which takes no time of the cluster. */
export async function runLoadedKubectl(args: readonly string[], io: KubectlIo): Promise<number> {
  if (isApply(args)) return runApply(args, io);
  if (!runAll) await loadKubectl();
  return runAll!(args, io);
}
