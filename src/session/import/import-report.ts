/** What became of a text that was imported, to be shown. */

import type { ImportNote } from '../../sim/adopt/import-notes.ts';

export interface ImportReport {
  /** Objects that are in the cluster now, by kind, the most numerous first. */
  readonly taken: readonly { readonly kind: string; readonly count: number }[];
  readonly notes: readonly ImportNote[];
}
