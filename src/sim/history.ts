/**
 * What has happened: every write, every change of decisions, every input, and checkpoints of the engine. Any past
 * moment is the nearest checkpoint before it plus the writes since.
 */

import type { StoreChange } from '../api/change.ts';
import type { Decision } from '../api/decision.ts';
import type { JsonValue } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import type { ApiServerState } from '../apiserver/api-server.ts';
import { emptyTable, tableDelete, tableSet, type SortedTable } from '../lib/sorted-table.ts';
import type { EngineState } from './engine-state.ts';
import type { Input } from './input.ts';

/** A change of the decisions of one controller's key, as of `changeCount` writes. */
export interface DecisionChange {
  readonly atMs: number;
  readonly changeCount: number;
  readonly slot: string;
  readonly decisions: readonly Decision[];
}

/** The whole engine as of so many writes, changes of decisions and inputs. */
export interface Checkpoint {
  readonly changeCount: number;
  readonly decisionCount: number;
  readonly inputCount: number;
  readonly state: EngineState;
}

export interface History {
  readonly changes: StoreChange[];
  readonly decisionChanges: DecisionChange[];
  readonly inputs: Input[];
  readonly checkpoints: Checkpoint[];
}

/** An independent copy; entries are shared. */
export function copyHistory(history: History): History {
  return {
    changes: history.changes.slice(),
    decisionChanges: history.decisionChanges.slice(),
    inputs: history.inputs.slice(),
    checkpoints: history.checkpoints.slice(),
  };
}

/** Index of the last element for which `isBefore` holds, or -1; the list must be partitioned by it. */
export function lastIndexWhere<T>(list: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Stored objects after the first `changeCount` writes. */
export function serverStateAt(history: History, changeCount: number): ApiServerState {
  const index = lastIndexWhere(history.checkpoints, (checkpoint) => checkpoint.changeCount <= changeCount);
  const checkpoint = history.checkpoints[Math.max(0, index)]!;
  // Of several writes to one object only the last counts.
  const latest = new Map<string, StoreChange>();
  for (let i = checkpoint.changeCount; i < changeCount; i++) {
    const change = history.changes[i]!;
    latest.set(`${change.resource}\u0000${change.key}`, change);
  }
  const { server } = checkpoint.state;
  const tables = { ...server.tables };
  for (const change of latest.values()) tables[change.resource] = applyChange(tables[change.resource], change);
  if (latest.size === 0) return server;
  return { revision: history.changes[changeCount - 1]!.revision, tables };
}

function applyChange(table: SortedTable<KubeObject> = emptyTable, change: StoreChange): SortedTable<KubeObject> {
  return change.type === 'DELETED' ? tableDelete(table, change.key) : tableSet(table, change.key, change.object);
}

/** Decisions in force at `atMs`, after the first `changeCount` writes. */
export function decisionsAt(history: History, changeCount: number, atMs: number): readonly Decision[] {
  const index = lastIndexWhere(
    history.checkpoints,
    (checkpoint) => checkpoint.changeCount <= changeCount && checkpoint.state.nowMs <= atMs,
  );
  const checkpoint = history.checkpoints[Math.max(0, index)]!;
  const latest = new Map<string, readonly Decision[]>();
  for (let i = checkpoint.decisionCount; i < history.decisionChanges.length; i++) {
    const change = history.decisionChanges[i]!;
    if (change.atMs > atMs || change.changeCount > changeCount) break;
    latest.set(change.slot, change.decisions);
  }
  let table = checkpoint.state.decisions;
  for (const [slot, decisions] of latest) table = setDecisions(table, slot, decisions);
  return table.values.flat();
}

/** The table with the decisions of one slot replaced; an empty list takes the slot out. */
export function setDecisions(
  table: SortedTable<readonly Decision[]>,
  slot: string,
  decisions: readonly Decision[],
): SortedTable<readonly Decision[]> {
  return decisions.length === 0 ? tableDelete(table, slot) : tableSet(table, slot, decisions);
}

/** Lease renewals and the like do not count as something that happens. */
export function isNoteworthy(change: StoreChange): boolean {
  return change.resource !== 'leases.coordination.k8s.io' && change.resource !== 'events';
}

/** True when two lists say the same. */
export function sameDecisions(a: readonly Decision[], b: readonly Decision[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((decision, index) => {
    const other = b[index]!;
    return (
      decision === other ||
      (decision.reason === other.reason &&
        decision.message === other.message &&
        decision.verdict === other.verdict &&
        decision.untilMs === other.untilMs &&
        decision.about.name === other.about.name)
    );
  });
}

/** Faults in force at `atMs`. */
export function faultsAt(history: History, atMs: number): SortedTable<JsonValue> {
  let faults: SortedTable<JsonValue> = emptyTable;
  for (const input of history.inputs) {
    if (input.atMs > atMs || input.type !== 'fault') continue;
    faults = input.value === undefined ? tableDelete(faults, input.key) : tableSet(faults, input.key, input.value);
  }
  return faults;
}
