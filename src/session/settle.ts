/** Running in slices of real time, so that a large cluster does not freeze the page: it falls behind instead. */

import type { Simulation } from '../sim/simulation.ts';
import { unlessMissing } from './late-parts.ts';
import type { SimulationTransport } from './simulation-transport.ts';

/** Syncs between two looks at the clock. */
const sliceSyncs = 2;

/** Runs up to `untilMs` of the cluster's time, but for about `budgetMs` of real time at most. */
export function runFor(budgetMs: number, untilMs: number, simulation: Simulation): void {
  const deadline = performance.now() + budgetMs;
  while (unlessMissing(() => void simulation.runUntil(untilMs, sliceSyncs))) {
    if (simulation.nowMs >= untilMs || performance.now() >= deadline) return;
  }
}

/**
 * Runs for about `budgetMs` of real time towards the settled state, no further than `untilMs` of the cluster's.
 * `done`: there is nothing left to run; `settled`: because nothing happens any more, not because the time is over.
 */
export function settleFor(
  budgetMs: number,
  untilMs: number,
  simulation: Simulation,
  transport: SimulationTransport,
): { readonly done: boolean; readonly settled: boolean } {
  const deadline = performance.now() + budgetMs;
  let done = false;
  let settled = false;
  while (!done && performance.now() < deadline) {
    const limitMs = untilMs - simulation.nowMs;
    const slice = (): void => void ({ settled } = simulation.runUntilSettled({ limitMs, maxSyncs: sliceSyncs }));
    if (!unlessMissing(slice)) break;
    transport.ringAlarms();
    const { nextForegroundMs } = simulation;
    // The last slice may have had just as many syncs as there were left.
    settled ||= nextForegroundMs === undefined;
    done = settled || (nextForegroundMs ?? 0) > untilMs || simulation.nowMs >= untilMs;
  }
  return { done, settled };
}

/** Runs for about `budgetMs` of real time towards `untilMs`, whether or not anything happens; true when it is reached. */
export function passFor(
  budgetMs: number,
  untilMs: number,
  simulation: Simulation,
  transport: SimulationTransport,
): boolean {
  const deadline = performance.now() + budgetMs;
  while (simulation.nowMs < untilMs && performance.now() < deadline) {
    const alarmMs = transport.nextAlarmMs ?? Number.POSITIVE_INFINITY;
    simulation.runUntil(Math.max(simulation.nowMs, Math.min(untilMs, alarmMs)), sliceSyncs);
    if (alarmMs > simulation.nowMs) continue;
    transport.ringAlarms();
    // Whoever was woken acts at this moment, and only when this has returned.
    break;
  }
  return simulation.nowMs >= untilMs;
}
