/** Lets the time of the shown cluster pass: frame by frame, by steps, until it settles, and back through what is recorded. */

import { unlessMissing } from './late-parts.ts';
import { loadLateParts } from './load-late-parts.ts';
import { rememberSettings, type SafeStorage } from './persistence.ts';
import type { RunningCluster } from './running-cluster.ts';
import { passFor, runFor, settleFor } from './settle.ts';
import type { ShownCluster } from './shown-cluster.ts';

/** Cluster seconds per real second. */
export const defaultSpeed = 1;
const minSpeed = 0.25;
const maxSpeed = 16;
/** Longest time that one frame may make up for, and real time that its syncs may take: the tab stays responsive. */
const maxFrameMs = 250;
const frameMs = 12;
/**
 * While nothing happens only clocks and countdowns move: more frames than these would cost power and show nothing. The
 * clock shows tenths of a second, which pass faster at higher speeds; then the playhead would jump.
 */
const quietFrameMs = 100;
const leastQuietFrameMs = 48;
/** "Run until settled": most cluster time, real time of the first go and of each frame after it. */
const settleLimitMs = 3_600_000;
const firstSettleMs = 100;
const frameSettleMs = 25;

export interface PlayerOptions {
  readonly shown: ShownCluster;
  readonly storage: SafeStorage | undefined;
  /** True while inputs are replayed: time then belongs to the replay. */
  readonly isHeld: () => boolean;
}

export class Player {
  readonly #shown: ShownCluster;
  readonly #storage: SafeStorage | undefined;
  readonly #isHeld: () => boolean;
  /** Cluster time that frames have not yet used. */
  #owedMs = 0;
  #settling: { readonly untilMs: number; readonly resume: boolean; readonly passes: boolean } | undefined;

  constructor({ shown, storage, isHeld }: PlayerOptions) {
    this.#shown = shown;
    this.#storage = storage;
    this.#isHeld = isHeld;
  }

  /** Lets the time of one animation frame pass, when playing. */
  advance(realMs: number): void {
    const { playing, speed } = this.#shown.store.getState().playback;
    if (this.#settling) {
      this.#settle(frameSettleMs);
      return;
    }
    if (!playing) return;
    if (!this.#cluster.isLive) {
      this.#travel(this.#cluster.shownMs + Math.min(realMs, maxFrameMs) * speed);
      return;
    }
    const { simulation, transport } = this.#cluster;
    this.#owedMs = Math.min(this.#owedMs + realMs * speed, maxFrameMs * speed);
    const wholeMs = Math.floor(this.#owedMs);
    if (wholeMs < 1) return;
    const beforeMs = simulation.nowMs;
    const alarmMs = transport.nextAlarmMs ?? Number.POSITIVE_INFINITY;
    const dueMs = Math.min(alarmMs, simulation.nextForegroundMs ?? Number.POSITIVE_INFINITY);
    const quietMs = Math.max(leastQuietFrameMs, quietFrameMs / speed) * speed;
    if (beforeMs + wholeMs < dueMs && this.#owedMs < quietMs) return;
    const untilMs = Math.max(beforeMs, Math.min(beforeMs + wholeMs, alarmMs));
    runFor(frameMs, untilMs, simulation);
    this.#owedMs -= simulation.nowMs - beforeMs;
    transport.ringAlarms();
    this.#shown.publish();
  }

  play(): void {
    if (this.#isHeld()) return;
    this.#settling = undefined;
    this.#shown.setPlayback({ playing: true, settling: false });
  }

  pause(): void {
    this.#owedMs = 0;
    this.#settling = undefined;
    this.#shown.setPlayback({ playing: false, settling: false });
  }

  /** Another cluster takes the place of the one before: no frame owes it anything. */
  forget(): void {
    this.#owedMs = 0;
  }

  setSpeed(wanted: number): void {
    const speed = Math.min(maxSpeed, Math.max(minSpeed, wanted));
    this.#shown.setPlayback({ speed });
    rememberSettings(this.#storage, { theme: this.#shown.store.getState().theme, speed });
  }

  /** To the next thing that happens; while travelling, to the next recorded one. */
  step(): void {
    if (this.#isHeld()) return;
    this.pause();
    const cluster = this.#cluster;
    if (!cluster.isLive) {
      const next = cluster.nextMs();
      if (next === undefined) this.backToNow();
      else this.seek(next);
      return;
    }
    if (!unlessMissing(() => cluster.simulation.step())) {
      void loadLateParts().then(() => this.step());
      return;
    }
    cluster.transport.ringAlarms();
    this.#shown.publish();
  }

  stepBack(): void {
    if (this.#isHeld()) return;
    this.pause();
    const previous = this.#cluster.previousMs();
    if (previous !== undefined) this.seek(previous);
  }

  runUntilSettled(): void {
    if (!this.#isHeld()) this.#settleUntil({ afterMs: settleLimitMs });
  }

  /** Lets so much cluster time pass as fast as it can be simulated. */
  passTime(ms: number): void {
    this.#settleUntil({ afterMs: ms, passes: true });
  }

  /** Shows a recorded moment; the end of time is the present. */
  seek(atMs: number): void {
    if (this.#isHeld()) return;
    this.pause();
    this.#travel(Math.max(this.#cluster.simulation.startMs, atMs));
  }

  backToNow(): void {
    this.#cluster.backToNow();
    this.#shown.publish();
  }

  get #cluster(): RunningCluster {
    return this.#shown.cluster;
  }

  #travel(atMs: number): void {
    this.#cluster.travel(atMs);
    this.#shown.publish();
  }

  #settleUntil({ afterMs, passes = false }: { readonly afterMs: number; readonly passes?: boolean }): void {
    this.#cluster.backToNow();
    const resume = this.#settling?.resume ?? this.#shown.store.getState().playback.playing;
    this.#settling = { untilMs: this.#cluster.simulation.nowMs + afterMs, resume, passes };
    this.#settle(firstSettleMs);
  }

  /** Runs towards the settled state for about so many real milliseconds; large clusters take several frames. */
  #settle(budgetMs: number): void {
    const settling = this.#settling;
    if (!settling) return;
    const { simulation, transport } = this.#cluster;
    const { done, settled } = settling.passes
      ? { done: passFor(budgetMs, settling.untilMs, simulation, transport), settled: true }
      : settleFor(budgetMs, settling.untilMs, simulation, transport);
    if (done) {
      this.#settling = undefined;
      this.#owedMs = 0;
    }
    this.#shown.setPlayback({ playing: !done || settling.resume, settling: !done });
    this.#shown.publish();
    if (done && !settled) {
      this.#shown.notify('info', 'An hour of cluster time has passed and things are still happening.');
    }
  }
}
