/** The whole state of the engine as one immutable value: a checkpoint is a reference to it. */

import type { Decision } from '../api/decision.ts';
import type { JsonValue } from '../api/json.ts';
import type { ApiServerState } from '../apiserver/api-server.ts';
import type { WorkQueue } from '../controllers/work-queue.ts';
import type { SortedTable } from '../lib/sorted-table.ts';

export interface EngineState {
  /** Milliseconds since the Unix epoch, in the cluster's time. */
  readonly nowMs: number;
  /** State of the random generator. */
  readonly random: number;
  readonly server: ApiServerState;
  readonly queue: WorkQueue;
  /** What controllers remember, by controller name. */
  readonly memory: Readonly<Record<string, SortedTable<JsonValue>>>;
  /** The decisions of the last sync of each key, by `controller\0key`. */
  readonly decisions: SortedTable<readonly Decision[]>;
  readonly faults: SortedTable<JsonValue>;
}
