/** What lifecycle hooks (postStart, preStop) do in a fake container: how long they take and whether they succeed. */

import type { LifecycleHandler } from '../../api/types.ts';
import { commandOutcome } from './command.ts';

export interface HookOutcome {
  /** Infinity for a command that never ends. */
  readonly takesMs: number;
  readonly ok: boolean;
}

const requestMs = 20;

export function hookOutcome(hook: LifecycleHandler): HookOutcome {
  if (hook.sleep) return { takesMs: hook.sleep.seconds * 1000, ok: true };
  if (!hook.exec) return { takesMs: requestMs, ok: true };
  const { ends } = commandOutcome(hook.exec.command ?? []);
  // A program that is not known is taken to do something short.
  if (!ends) return { takesMs: endless(hook.exec.command ?? []) ? Number.POSITIVE_INFINITY : 200, ok: true };
  return { takesMs: ends.afterMs, ok: ends.exitCode === 0 };
}

function endless(argv: readonly string[]): boolean {
  return /\bsleep\s+inf|\bwhile\s+(?:true|:)|\btail\s+-f/.test(argv.join(' '));
}
