/** Checkpoints of a history: when one is due, what it keeps, and cutting the history back to one. */

import { assert } from '../lib/assert.ts';
import type { EngineState } from './engine-state.ts';
import { lastIndexWhere, type History } from './history.ts';
import type { Input } from './input.ts';

/** How long a history is. */
export interface Extent {
  readonly changeCount: number;
  readonly decisionCount: number;
  readonly inputCount: number;
  readonly checkpointCount: number;
}

export function extentOf({ changes, decisionChanges, inputs, checkpoints }: History): Extent {
  return {
    changeCount: changes.length,
    decisionCount: decisionChanges.length,
    inputCount: inputs.length,
    checkpointCount: checkpoints.length,
  };
}

/** Takes out all that was added to the history since it was so long. */
export function cutHistory(history: History, extent: Extent): void {
  history.changes.length = extent.changeCount;
  history.decisionChanges.length = extent.decisionCount;
  history.inputs.length = extent.inputCount;
  history.checkpoints.length = extent.checkpointCount;
}

export function addCheckpoint(history: History, state: EngineState): void {
  const { changeCount, decisionCount, inputCount } = extentOf(history);
  history.checkpoints.push({ changeCount, decisionCount, inputCount, state });
}

/** True when enough has been written since the last one: often in small clusters, rarer in large ones. */
export function isCheckpointDue({ changes, checkpoints }: History, { server }: EngineState): boolean {
  const last = checkpoints.at(-1);
  const { pods, events } = server.tables;
  const objects = (pods?.size ?? 0) + (events?.size ?? 0);
  return !last || changes.length - last.changeCount >= Math.max(64, objects / 16);
}

/**
 * Cuts the history back to the last checkpoint up to `atMs`. Returns the state to go on from and the inputs that then
 * lead to `atMs`.
 */
export function rewindHistory(
  history: History,
  atMs: number,
): { readonly state: EngineState; readonly inputs: readonly Input[] } {
  const index = lastIndexWhere(history.checkpoints, (checkpoint) => checkpoint.state.nowMs <= atMs);
  const checkpoint = history.checkpoints[index];
  assert(checkpoint, 'no checkpoint before the fork');
  const inputs = history.inputs.slice(checkpoint.inputCount).filter((input) => input.atMs <= atMs);
  cutHistory(history, { ...checkpoint, checkpointCount: index + 1 });
  return { state: checkpoint.state, inputs };
}
