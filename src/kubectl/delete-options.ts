/** Deletion flags that several commands have. Models kubectl/pkg/cmd/delete/delete_flags.go. */

import type { DeleteOptions } from '../client/request.ts';
import type { CommandContext } from './command.ts';
import { KubectlError } from './errors.ts';
import { parseGoBool } from './flag-values.ts';

const policies = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;

/** Reads `--cascade`. Models parseCascadingFlag; its warning about booleans is given by `warnAboutCascade`. */
export function propagationPolicy(value: string): NonNullable<DeleteOptions['propagationPolicy']> {
  const truth = parseGoBool(value);
  if (truth.error === undefined) return truth.value ? 'Background' : 'Orphan';
  if (!Object.hasOwn(policies, value)) {
    throw new KubectlError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  }
  return policies[value as keyof typeof policies];
}

/** Booleans were the values of `--cascade` once. */
export function warnAboutCascade({ flags, io }: CommandContext): void {
  const value = flags.string('cascade');
  const truth = parseGoBool(value);
  if (truth.error !== undefined) return;
  const instead = truth.value ? 'background' : 'orphan';
  io.stderr(
    `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`,
  );
}

/** What a wait without a timeout waits: a week. */
export const weekMs = 7 * 24 * 3_600_000;
