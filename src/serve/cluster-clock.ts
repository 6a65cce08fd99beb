/**
 * Makes the cluster's time pass as the wall clock does: at its pace, at a multiple of it, or as fast as the machine
 * can until nothing is due. The engine knows none of this; it is told to run up to a moment.
 */

import type { Simulation } from '../sim/simulation.ts';

/** A multiple of real time; `max` runs through all that is due soon; 0 leaves the time to whoever holds the simulation. */
export type Speed = number | 'max';

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** Of one slice of work, in real time: requests come in between. */
const sliceMs = 15;
const idleMs = 1000;
/** What is due later than this is waited for also at full speed. */
const quietMs = 60_000;
/** Writes that are remembered for watches that go on where they ended. */
const rememberedChanges = 100_000;

export class ClusterClock {
  readonly #simulation: Simulation;
  readonly #speed: Speed;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #alarms: readonly Alarm[] = [];
  #realMs = 0;
  #clusterMs = 0;

  constructor(simulation: Simulation, speed: Speed) {
    this.#simulation = simulation;
    this.#speed = speed;
  }

  start(): void {
    this.#running = true;
    this.#setHands();
    this.#tick();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Runs what is due by now, so that a request meets the present. */
  catchUp(): void {
    if (this.#running && this.#speed !== 0) this.#advance();
  }

  /** To be called after a request: what it brought about may be due before the clock would look again. */
  wake(): void {
    if (!this.#running || this.#speed === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), this.#delayMs());
  }

  /** Resolves after `delayMs` of the cluster's time; at once when nobody moves the clock. */
  sleep(delayMs: number): Promise<void> {
    if (this.#speed === 0 || delayMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#alarms = [...this.#alarms, { atMs: this.#simulation.nowMs + delayMs, ring: resolve }];
      this.wake();
    });
  }

  #tick(): void {
    if (!this.#running || this.#speed === 0) return;
    this.#advance();
    this.#timer = setTimeout(() => this.#tick(), this.#delayMs());
  }

  #setHands(): void {
    this.#realMs = Date.now();
    this.#clusterMs = this.#simulation.nowMs;
  }

  #targetMs(): number {
    const pace = this.#speed === 'max' ? 1 : this.#speed;
    return this.#clusterMs + (Date.now() - this.#realMs) * pace;
  }

  #advance(): void {
    const simulation = this.#simulation;
    const endMs = Date.now() + sliceMs;
    if (this.#speed === 'max') {
      while (this.#hasWork() && Date.now() < endMs) simulation.runUntil(simulation.nextMs ?? simulation.nowMs, 200);
      if (simulation.nowMs > this.#targetMs()) this.#setHands();
    }
    const targetMs = this.#targetMs();
    while (simulation.nowMs < targetMs && Date.now() < endMs) simulation.runUntil(targetMs, 200);
    if (simulation.history.changes.length > rememberedChanges) simulation.beginHistory();
    this.#ring();
  }

  #hasWork(): boolean {
    const next = this.#simulation.nextForegroundMs;
    const alarm = this.#alarms.some(({ atMs }) => atMs > this.#simulation.nowMs);
    return alarm || (next !== undefined && next <= this.#simulation.nowMs + quietMs);
  }

  #ring(): void {
    const due = this.#alarms.filter(({ atMs }) => atMs <= this.#simulation.nowMs);
    if (due.length === 0) return;
    this.#alarms = this.#alarms.filter(({ atMs }) => atMs > this.#simulation.nowMs);
    for (const alarm of due) alarm.ring();
  }

  /** Real time until there is something to do. */
  #delayMs(): number {
    if (this.#speed === 'max' && this.#hasWork()) return 0;
    const due = [this.#simulation.nextMs, ...this.#alarms.map(({ atMs }) => atMs)].filter((atMs) => atMs !== undefined);
    if (due.length === 0) return idleMs;
    const pace = this.#speed === 'max' ? 1 : this.#speed;
    return Math.min(idleMs, Math.max(0, (Math.min(...due) - this.#targetMs()) / pace));
  }
}
