/** What `--dry-run` was given as before it had strategies. Models the rest of cmdutil.GetDryRunStrategy. */

import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import { parseGoBool } from './flag-values.ts';
import { klogHeader } from './klog.ts';

/** Reads a bare flag (`unchanged`) and booleans, with a warning; refuses all else. */
export function oldDryRun({ client, io }: CommandContext, value: string): 'none' | 'client' {
  const warn = (line: number, text: string): void => {
    io.stderr(`${klogHeader('W', client.clock.nowMs(), `helpers.go:${line}`)} ${text}\n`);
  };
  if (value === 'unchanged') {
    warn(719, '--dry-run is deprecated and can be replaced with --dry-run=client.');
    return 'client';
  }
  const truth = parseGoBool(value);
  if (truth.error !== undefined) {
    throw new KubectlError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
  const strategy = truth.value ? 'client' : 'none';
  const text = `--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${strategy}.`;
  warn(truth.value ? 733 : 736, text);
  return strategy;
}
