/** Deletion flags that several commands have. Models kubectl/pkg/cmd/delete/delete_flags.go. */

import type { DeleteOptions } from '../client/request.ts';
import { KubectlError } from './errors.ts';

const policies = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;

/** Reads `--cascade`. */
export function propagationPolicy(value: string): NonNullable<DeleteOptions['propagationPolicy']> {
  if (value === 'true') return 'Background';
  if (value === 'false') return 'Orphan';
  if (!Object.hasOwn(policies, value)) {
    throw new KubectlError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  }
  return policies[value as keyof typeof policies];
}

/** What a wait without a timeout waits: a week. */
export const weekMs = 7 * 24 * 3_600_000;
