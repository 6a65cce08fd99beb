/** The moments of a followed cluster, present and past, with the same parts while nothing has changed. */

import type { Decision } from '../../api/decision.ts';
import type { Moment } from '../state.ts';
import { inferDecisions } from './inferred-decisions.ts';
import type { LiveCluster } from './live-cluster.ts';

const noDecisions: readonly Decision[] = [];

export class LiveMoments {
  readonly #cluster: LiveCluster;
  #seen: { readonly key: string; readonly record: unknown; readonly moment: Moment } | undefined;
  #past: { readonly record: unknown; readonly moment: Moment } | undefined;

  constructor(cluster: LiveCluster) {
    this.#cluster = cluster;
  }

  present(atMs: number): Moment {
    const { record, isRead } = this.#cluster;
    const key = `${record.version} ${isRead}`;
    const { changes } = record;
    if (this.#seen?.record !== record || this.#seen.key !== key) {
      const reader = record.reader();
      // While it is being read nothing can be said of it.
      const decisions = isRead ? inferDecisions(reader) : noDecisions;
      this.#seen = { key, record, moment: { atMs, changeCount: changes.length, reader, decisions, faults: [] } };
    }
    const { moment } = this.#seen;
    return moment.atMs === atMs ? moment : { ...moment, atMs };
  }

  at(atMs: number): Moment {
    const { record } = this.#cluster;
    const index = record.changes.findIndex((change) => change.atMs > atMs);
    const changeCount = index < 0 ? record.changes.length : index;
    const before = this.#past;
    if (before?.record === record && before.moment.atMs === atMs && before.moment.changeCount === changeCount) {
      return before.moment;
    }
    const reader = record.readerAt(changeCount);
    const moment = { atMs, changeCount, reader, decisions: inferDecisions(reader), faults: [] };
    this.#past = { record, moment };
    return moment;
  }
}
