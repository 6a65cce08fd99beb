/**
 * A simulated cluster as a session plays it: the engine and the connection to it, what the user did to it, the moment
 * that is looked at, and the future that acting in the past has dropped.
 */

import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { DroppedFuture } from '../sim/simulation-options.ts';
import type { ClusterStart } from './import/cluster-start.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { MomentSource } from './moment-source.ts';
import type { SharedStep } from './share/shared-session.ts';
import { SimulationTransport } from './simulation-transport.ts';
import type { Moment, UserMark } from './state.ts';
import type { HistoryStart } from '../view/history-index.ts';

/** What a cluster begins as: the same origin and the same steps give the same history. */
export interface ClusterOrigin {
  readonly seed: number;
  /** Worker nodes, when not as many as usual. */
  readonly nodes: number | undefined;
  /** The cluster that was taken over, when it began as none of its own. */
  readonly start?: ClusterStart | undefined;
}

export class RunningCluster {
  readonly origin: ClusterOrigin;
  readonly simulation: Simulation;
  readonly transport: SimulationTransport;
  /** What was done in it, with what it printed, for reports. */
  readonly journal = new Journal();
  /** What was there before the first write, of a cluster that was taken over. */
  readonly start: HistoryStart | undefined;
  readonly #moments: MomentSource;
  #steps: readonly SharedStep[] = [];
  /** The moment that is looked at; undefined: the present. */
  #travelMs: number | undefined;
  #dropped:
    | {
        readonly future: DroppedFuture;
        readonly steps: readonly SharedStep[];
        readonly journal: readonly JournalEntry[];
      }
    | undefined;

  constructor(origin: ClusterOrigin) {
    const { seed, nodes, start } = origin;
    this.origin = origin;
    this.simulation = start?.create(seed) ?? createCluster({ seed, ...(nodes === undefined ? {} : { nodes }) });
    this.transport = new SimulationTransport(this.simulation);
    this.#moments = new MomentSource(this.simulation);
    const { nowMs: atMs } = this.simulation;
    this.start = start && { atMs, reader: this.simulation.momentAt(atMs).reader };
  }

  /** Cluster time since its start. */
  get elapsedMs(): number {
    return this.simulation.nowMs - this.simulation.startMs;
  }

  /** The moment that is looked at. */
  get shownMs(): number {
    return this.#travelMs ?? this.simulation.nowMs;
  }

  /** True while that is the present. */
  get isLive(): boolean {
    return this.#travelMs === undefined;
  }

  get canUndoFork(): boolean {
    return this.#dropped !== undefined;
  }

  /** Steps of the user so far, for links. Times are relative to the start. */
  get steps(): readonly SharedStep[] {
    return this.#steps;
  }

  keep(step: SharedStep): void {
    if ('fault' in step) this.journal.fault(step.atMs, step.fault, step.value);
    this.#steps = [...this.#steps, step];
  }

  /** The steps that have been replayed in it. */
  keepAll(steps: readonly SharedStep[]): void {
    this.#steps = steps;
  }

  /** Looks at a recorded moment; from the end of time on, at the present. */
  travel(atMs: number): void {
    this.#travelMs = atMs >= this.simulation.nowMs ? undefined : Math.round(atMs);
  }

  backToNow(): void {
    this.#travelMs = undefined;
  }

  moment(): Moment {
    return this.#moments.at(this.shownMs);
  }

  /** What controllers remember at the moment that is looked at. */
  memory(): ReturnType<Simulation['memoryAt']> {
    return this.#moments.memory();
  }

  /** The next recorded moment at which something was written; undefined after the last one. */
  nextMs(): number | undefined {
    return this.#moments.nextMs(this.shownMs);
  }

  previousMs(): number | undefined {
    return this.#moments.previousMs(this.shownMs);
  }

  marks(): readonly UserMark[] {
    return this.#moments.marks(this.#steps);
  }

  /** Makes the moment that is looked at the present: the time after it is dropped. False when it is the present. */
  fork(): boolean {
    const atMs = this.#travelMs;
    if (atMs === undefined) return false;
    this.transport.reset('time was turned back');
    this.#dropped = { future: this.simulation.fork(atMs), steps: this.#steps, journal: this.journal.entries };
    const { elapsedMs } = this;
    this.#steps = this.#steps.filter((step) => step.atMs <= elapsedMs);
    this.journal.fork(elapsedMs);
    this.#travelMs = undefined;
    this.#moments.forget();
    return true;
  }

  /** Brings the dropped future back; the present one is lost. False when there is none. */
  undoFork(): boolean {
    const dropped = this.#dropped;
    if (!dropped) return false;
    this.transport.reset('time was turned back');
    this.simulation.restoreFuture(dropped.future);
    this.#steps = dropped.steps;
    this.journal.replace(dropped.journal);
    this.#dropped = undefined;
    this.#travelMs = undefined;
    this.#moments.forget();
    return true;
  }

  /** Ends what still waits for it: another cluster takes its place. */
  end(): void {
    this.transport.reset('the cluster was made anew');
  }
}
