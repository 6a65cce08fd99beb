/**
 * The simulation: an engine, the virtual clock that drives it, and its history. Synchronous and deterministic: the same
 * options and the same inputs at the same times give the same history, byte for byte.
 */

import type { StoreChange } from '../api/change.ts';
import type { Visit, VisitOutcome } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { FeatureGates } from '../api/feature-gates.ts';
import type { JsonValue } from '../api/json.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { Timings } from '../api/timings.ts';
import { readerOf, type ApiServer, type ApiServerState } from '../apiserver/api-server.ts';
import type { QueueEntry } from '../controllers/work-queue.ts';
import { assert } from '../lib/assert.ts';
import { MissingPart } from '../lib/missing-part.ts';
import type { SortedTable } from '../lib/sorted-table.ts';
import type { AdoptedState } from './adopt/adopt-object.ts';
import { addCheckpoint, cutHistory, extentOf, isCheckpointDue, rewindHistory } from './checkpoints.ts';
import { Engine } from './engine.ts';
import type { EngineState } from './engine-state.ts';
import {
  copyHistory,
  decisionsAt,
  faultsAt,
  isNoteworthy,
  lastIndexWhere,
  serverStateAt,
  type History,
} from './history.ts';
import type { Input } from './input.ts';
import { answerRead } from './past-read.ts';
import { userActor, type DroppedFuture, type RunOutcome, type SimulationOptions } from './simulation-options.ts';

export class Simulation {
  readonly #engine: Engine;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #startMs: number;
  /** An earlier moment is looked into: nobody is told of its writes. */
  #isUnseen = false;
  #history: History = { changes: [], decisionChanges: [], inputs: [], checkpoints: [] };

  constructor({ bootstrap = [], ...options }: SimulationOptions) {
    this.#engine = new Engine(options, {
      onChange: (change) => this.#onChange(change),
      onDecisions: (slot, decisions) => {
        const { changes, decisionChanges } = this.#history;
        decisionChanges.push({ atMs: this.nowMs, changeCount: changes.length, slot, decisions });
      },
    });
    this.#startMs = this.nowMs;
    this.#checkpoint();
    for (const { request, actor } of bootstrap) {
      const response = this.#engine.handle(request, actor);
      assert(response.code < 300, `bootstrap: ${request.method} ${request.path}: ${JSON.stringify(response.body)}`);
    }
    this.#engine.begin();
    this.#checkpoint();
  }

  /** Where history begins. */
  get startMs(): number {
    return this.#startMs;
  }

  /** The present, in milliseconds since the Unix epoch. */
  get nowMs(): number {
    return this.#engine.nowMs;
  }

  get timings(): Timings {
    return this.#engine.timings;
  }

  get featureGates(): FeatureGates {
    return this.#engine.featureGates;
  }

  get reader(): ClusterReader {
    return this.#engine.reader;
  }

  get history(): Readonly<History> {
    return this.#history;
  }

  /** Decisions in force now. */
  get decisions(): readonly Decision[] {
    return this.#engine.state.decisions.values.flat();
  }

  /** Faults in force now, by key. */
  get faults(): SortedTable<JsonValue> {
    return this.#engine.state.faults;
  }

  /** Makes the present the beginning of history: nothing before it can be seen or forked to. */
  beginHistory(): void {
    this.#startMs = this.nowMs;
    this.#history = { changes: [], decisionChanges: [], inputs: [], checkpoints: [] };
    this.#checkpoint();
  }

  /** Takes over the objects of another cluster as they are, and what is known of them; history begins with them. */
  adopt(adopted: AdoptedState): void {
    this.#engine.adopt(adopted);
    this.beginHistory();
  }

  /** Calls `listener` after every write; returns the function that ends it. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A request of a user. Those that may change something become inputs of the history. */
  request(request: ApiRequest, actor: string = userActor): ApiResponse {
    const reads = request.method === 'GET' || request.query?.['dryRun'] !== undefined;
    if (reads) {
      return this.#engine.traceless(() => this.#engine.handle(request, actor), request.method === 'GET');
    }
    return this.#wholly(() => {
      this.#history.inputs.push({ atMs: this.nowMs, type: 'request', request, actor });
      return this.#engine.handle(request, actor);
    });
  }

  /** Runs a program beside the cluster, on its network. It changes nothing and is no input. */
  visit(visit: Visit): VisitOutcome | undefined {
    return this.#engine.visit(visit);
  }

  openWatch(request: ApiRequest): ReturnType<ApiServer['openWatch']> {
    return this.#engine.openWatch(request, this.#history.changes);
  }

  /** Sets a fault (`undefined` ends it). Keys and values are those of api/faults.ts. */
  setFault(key: string, value: JsonValue | undefined): void {
    this.#wholly(() => {
      this.#history.inputs.push({ atMs: this.nowMs, type: 'fault', key, value });
      this.#engine.setFault(key, value);
    });
  }

  /** When the next sync is due; undefined when nothing is. */
  get nextMs(): number | undefined {
    return this.#engine.next()?.atMs;
  }

  /** When the next sync other than housekeeping is due. */
  get nextForegroundMs(): number | undefined {
    return this.#engine.nextForegroundMs;
  }

  /**
   * Runs everything due up to `untilMs` (inclusive) and sets the clock to it. With `maxSyncs` it may stop earlier; the
   * clock then stands at the last sync that ran. Never moves the clock back.
   */
  runUntil(untilMs: number, maxSyncs = Number.POSITIVE_INFINITY): RunOutcome {
    let syncs = 0;
    for (let entry = this.#engine.next(); entry && entry.atMs <= untilMs; entry = this.#engine.next()) {
      if (syncs >= maxSyncs && entry.atMs > this.nowMs) return { settled: false, syncs };
      this.#wholly(() => this.#sync(entry));
      syncs++;
    }
    this.#engine.wait(untilMs);
    return { settled: this.#engine.isSettled, syncs };
  }

  /** Runs to the next thing that happens: the next moment at which something is written (housekeeping aside). */
  step(lookAheadMs = 3_600_000): RunOutcome {
    const limitMs = this.nowMs + lookAheadMs;
    let syncs = 0;
    for (let entry = this.#engine.next(); entry && entry.atMs <= limitMs; entry = this.#engine.next()) {
      const seen = this.#history.changes.length;
      syncs += this.runUntil(entry.atMs).syncs;
      if (this.#history.changes.slice(seen).some(isNoteworthy)) break;
      if (this.#engine.isSettled) break;
    }
    return { settled: this.#engine.isSettled, syncs };
  }

  /**
   * Runs until nothing but housekeeping and endless repetition is due within the next `quietMs`, at most `limitMs` of
   * the cluster's time and `maxSyncs` syncs. What is due once counts, however long it is waited for: a toleration of
   * 300 s, a back-off after which a container starts, the deadline of a rollout.
   */
  runUntilSettled({ quietMs = 900_000, limitMs = 3_600_000, maxSyncs = 2_000_000 } = {}): RunOutcome {
    const endMs = this.nowMs + limitMs;
    let syncs = 0;
    while (syncs < maxSyncs) {
      const next = this.#engine.nextForegroundMs;
      if (next === undefined || next > this.nowMs + quietMs) return { settled: true, syncs };
      if (next > endMs) break;
      syncs += this.runUntil(next).syncs;
    }
    return { settled: false, syncs };
  }

  /** Stored objects after the first `changeCount` writes, and the decisions in force at `atMs`. */
  momentAt(atMs: number): { reader: ClusterReader; decisions: readonly Decision[]; changeCount: number } {
    const { server, changeCount, isNow } = this.#writesUntil(atMs);
    const decisions = isNow ? this.decisions : decisionsAt(this.#history, changeCount, atMs);
    return { reader: readerOf(server), decisions, changeCount };
  }

  /** Answers a read as the API server would have at `atMs`. */
  readAt(atMs: number, request: ApiRequest): ApiResponse {
    return answerRead(this.#writesUntil(atMs).server, atMs, request);
  }

  /**
   * What controllers remember at `atMs`, by controller: the kubelet keeps the files of volumes so. Memory is not part of
   * the history: an earlier moment is run again from the checkpoint before it, unseen, and left.
   */
  memoryAt(atMs: number): EngineState['memory'] {
    if (atMs >= this.nowMs) return this.#engine.state.memory;
    const present: DroppedFuture = { history: this.#history, state: this.#engine.state };
    this.#history = copyHistory(this.#history);
    this.#isUnseen = true;
    try {
      this.#goBack(atMs);
      return this.#engine.state.memory;
    } finally {
      this.#isUnseen = false;
      this.#history = present.history;
      this.#engine.load(present.state);
    }
  }

  /** Faults in force at `atMs`. */
  faultsAt(atMs: number): SortedTable<JsonValue> {
    return faultsAt(this.#history, atMs);
  }

  /**
   * Goes back to `atMs` and drops everything later: from the nearest checkpoint by replay. Returns what was dropped,
   * for `restoreFuture`.
   */
  fork(atMs: number): DroppedFuture {
    const dropped: DroppedFuture = { history: copyHistory(this.#history), state: this.#engine.state };
    this.#goBack(atMs);
    return dropped;
  }

  /** Brings a dropped future back; the present one is lost. */
  restoreFuture(dropped: DroppedFuture): void {
    this.#history = copyHistory(dropped.history);
    this.#engine.load(dropped.state);
  }

  /** Feeds recorded inputs at their times. They must not lie in the past. */
  replay(inputs: readonly Input[]): void {
    for (const input of inputs) {
      assert(input.atMs >= this.nowMs, 'an input to replay lies in the past');
      this.runUntil(input.atMs);
      if (input.type === 'request') this.request(input.request, input.actor);
      else this.setFault(input.key, input.value);
    }
  }

  #goBack(atMs: number): void {
    const { state, inputs } = rewindHistory(this.#history, atMs);
    this.#engine.load(state);
    this.replay(inputs);
    this.runUntil(atMs);
  }

  /** What was stored at `atMs`, after how many writes, and whether that is the present. */
  #writesUntil(atMs: number): { server: ApiServerState; changeCount: number; isNow: boolean } {
    const { changes } = this.#history;
    const changeCount = lastIndexWhere(changes, (change) => change.atMs <= atMs) + 1;
    const isNow = changeCount === changes.length && atMs >= this.nowMs;
    return {
      server: isNow ? this.#engine.state.server : serverStateAt(this.#history, changeCount),
      changeCount,
      isNow,
    };
  }

  /** Does something, or nothing of it: what was written before a part proved missing is taken back. */
  #wholly<T>(work: () => T): T {
    const extent = extentOf(this.#history);
    const before = this.#engine.state;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof MissingPart)) throw error;
      cutHistory(this.#history, extent);
      this.#engine.load(before);
      throw error;
    }
  }

  /** Runs a sync, with a checkpoint before it between two moments. */
  #sync(entry: QueueEntry): void {
    if (entry.atMs > this.nowMs && isCheckpointDue(this.#history, this.#engine.state)) this.#checkpoint();
    this.#engine.sync(entry);
  }

  #checkpoint(): void {
    addCheckpoint(this.#history, this.#engine.state);
  }

  #onChange(change: StoreChange): void {
    this.#history.changes.push(change);
    if (this.#isUnseen) return;
    for (const listener of this.#listeners) listener(change);
  }
}
