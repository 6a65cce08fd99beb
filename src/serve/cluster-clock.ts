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
/** At most so long, in real time, time does not fly for a client that is about to watch something going. */
const holdMs = 1000;
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
  #heldUntilMs = 0;

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

  /**
   * Lets time pass at its real pace for a moment, at most until `release`. kubectl's `delete` gets the object that is
   * going, and then lists and watches its name: when a Pod of a StatefulSet has come back in between it waits for ever.
   */
  hold(): void {
    if (!this.#running || this.#speed === 0 || this.#speed === 1) return;
    this.#setHands();
    this.#heldUntilMs = Date.now() + holdMs;
    this.wake();
  }

  /** Ends what `hold` began. */
  release(): void {
    if (this.#heldUntilMs === 0) return;
    this.#setHands();
    this.#heldUntilMs = 0;
    this.wake();
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

  #pace(): number {
    return this.#speed === 'max' || this.#heldUntilMs > 0 ? 1 : this.#speed;
  }

  #targetMs(): number {
    return this.#clusterMs + (Date.now() - this.#realMs) * this.#pace();
  }

  #advance(): void {
    const simulation = this.#simulation;
    const endMs = Date.now() + sliceMs;
    if (this.#heldUntilMs > 0 && Date.now() >= this.#heldUntilMs) {
      this.#setHands();
      this.#heldUntilMs = 0;
    }
    if (this.#speed === 'max' && this.#heldUntilMs === 0) {
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
    if (this.#speed === 'max' && this.#heldUntilMs === 0 && this.#hasWork()) return 0;
    const due = [this.#simulation.nextMs, ...this.#alarms.map(({ atMs }) => atMs)].filter((atMs) => atMs !== undefined);
    const held = this.#heldUntilMs > 0 ? Math.max(1, this.#heldUntilMs - Date.now()) : idleMs;
    if (due.length === 0) return held;
    return Math.min(held, Math.max(0, (Math.min(...due) - this.#targetMs()) / this.#pace()));
  }
}
