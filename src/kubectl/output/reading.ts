/** What the reading commands share: the Accept header for Tables, and errors that may be ignored. */

import type { FlagValues } from '../flags.ts';
import { isStatusReason } from '../errors.ts';

/** Asks for a Table, as kubectl does; a server that cannot make one answers with the object. */
export const tableAccept =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** The failures that count: with `--ignore-not-found` missing objects do not. */
export function countingErrors(errors: readonly unknown[], flags: FlagValues): readonly unknown[] {
  return flags.bool('ignore-not-found') ? errors.filter((error) => !isStatusReason(error, 'NotFound')) : errors;
}
