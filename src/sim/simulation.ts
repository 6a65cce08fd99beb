/**
 * The engine: one API server, its controllers and a virtual clock. Synchronous and deterministic: the same options
 * and the same inputs at the same times give the same history, byte for byte.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, EventDraft, Memory, QueueWish, SyncContext, Visit, VisitOutcome } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { defaultFeatureGates, type FeatureGates } from '../api/feature-gates.ts';
import type { JsonValue } from '../api/json.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { defaultTimings, type Timings } from '../api/timings.ts';
import { ApiServer, readerOf, type ApiServerOptions, type ApiServerState } from '../apiserver/api-server.ts';
import { recordEvent } from '../controllers/event-recorder.ts';
import {
  emptyQueue,
  nextForegroundMs,
  queueDone,
  queuePeek,
  queueTake,
  queueWish,
  type QueueEntry,
  type WorkQueue,
} from '../controllers/work-queue.ts';
import { assert } from '../lib/assert.ts';
import { MissingPart } from '../lib/missing-part.ts';
import { createRandom, type Random } from '../lib/random.ts';
import { emptyTable, tableDelete, tableGet, tableSet, type SortedTable } from '../lib/sorted-table.ts';
import { adoptObject, type AdoptedState } from './adopt/adopt-object.ts';
import type { EngineState } from './engine-state.ts';
import {
  copyHistory,
  decisionsAt,
  faultsAt,
  isNoteworthy,
  lastIndexWhere,
  sameDecisions,
  serverStateAt,
  setDecisions,
  type Checkpoint,
  type History,
} from './history.ts';
import type { Input } from './input.ts';
import { memoryOn } from './memory.ts';
import { answerRead } from './past-read.ts';
import {
  defaultStartMs,
  userActor,
  type DroppedFuture,
  type RunOutcome,
  type SimulationOptions,
} from './simulation-options.ts';

export class Simulation {
  readonly timings: Timings;
  readonly featureGates: FeatureGates;
  readonly #controllers: readonly Controller[];
  readonly #byName: ReadonlyMap<string, Controller>;
  readonly #server: ApiServer;
  readonly #random: Random;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #nowMs: number;
  #startMs: number;
  #queue: WorkQueue = emptyQueue;
  #memory: Record<string, SortedTable<JsonValue>> = {};
  #decisions: SortedTable<readonly Decision[]> = emptyTable;
  #faults: SortedTable<JsonValue> = emptyTable;
  /** Counts reads; no part of the state. */
  #reads = 0;
  /** An earlier moment is looked into: nobody is told of its writes. */
  #isUnseen = false;
  #history: History = { changes: [], decisionChanges: [], inputs: [], checkpoints: [] };

  constructor(options: SimulationOptions) {
    this.timings = { ...defaultTimings, ...options.timings };
    this.featureGates = { ...defaultFeatureGates, ...options.featureGates };
    this.#startMs = options.startMs ?? defaultStartMs;
    this.#nowMs = this.#startMs;
    this.#controllers = options.controllers;
    this.#byName = new Map(options.controllers.map((controller) => [controller.name, controller]));
    this.#random = createRandom(options.seed ?? 1);
    this.#server = new ApiServer({
      clock: { nowMs: () => this.#nowMs },
      random: this.#random,
      featureGates: this.featureGates,
      onChange: (change) => this.#onChange(change),
      ...this.#podConnections(),
    });
    this.#checkpoint();
    for (const { request, actor } of options.bootstrap ?? []) {
      const response = this.#server.handle(request, actor);
      assert(response.code < 300, `bootstrap: ${request.method} ${request.path}: ${JSON.stringify(response.body)}`);
    }
    for (const controller of this.#controllers) this.#enqueue(controller, controller.initialKeys ?? []);
    this.#checkpoint();
  }

  /** Where history begins. */
  get startMs(): number {
    return this.#startMs;
  }

  /** Makes the present the beginning of history: nothing before it can be seen or forked to. */
  beginHistory(): void {
    this.#startMs = this.#nowMs;
    this.#history = { changes: [], decisionChanges: [], inputs: [], checkpoints: [] };
    this.#checkpoint();
  }

  /** Takes over the objects of another cluster as they are, and what is known of them; history begins with them. */
  adopt({ objects, memory }: AdoptedState): void {
    for (const [name, entries] of Object.entries(memory)) {
      for (const [key, value] of Object.entries(entries)) this.#memoryOf(name).set(key, value);
    }
    for (const { resource, object } of objects) {
      const { state, change } = adoptObject(this.#server.state, resource, object, this.#nowMs);
      this.#server.restore(state);
      this.#onChange(change);
    }
    this.beginHistory();
  }

  /** The present, in milliseconds since the Unix epoch. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get reader(): ClusterReader {
    return this.#server.reader;
  }

  get history(): Readonly<History> {
    return this.#history;
  }

  /** Decisions in force now. */
  get decisions(): readonly Decision[] {
    return this.#decisions.values.flat();
  }

  /** Faults in force now, by key. */
  get faults(): SortedTable<JsonValue> {
    return this.#faults;
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
      return this.#traceless(() => this.#server.handle(request, actor), request.method === 'GET');
    }
    return this.#wholly(() => {
      this.#input({ atMs: this.#nowMs, type: 'request', request, actor });
      return this.#server.handle(request, actor);
    });
  }

  /** Runs a program beside the cluster, on its network. It changes nothing and is no input. */
  visit(visit: Visit): VisitOutcome | undefined {
    const runner = this.#controllers.find((controller) => controller.visit !== undefined);
    return runner && this.#traceless(() => runner.visit!(visit, this.#contextFor(runner)), true);
  }

  openWatch(request: ApiRequest): ReturnType<ApiServer['openWatch']> {
    return this.#server.openWatch(request, this.#history.changes);
  }

  /** Sets a fault (`undefined` ends it). Keys and values are those of api/faults.ts. */
  setFault(key: string, value: JsonValue | undefined): void {
    this.#wholly(() => {
      this.#input({ atMs: this.#nowMs, type: 'fault', key, value });
      this.#faults = value === undefined ? tableDelete(this.#faults, key) : tableSet(this.#faults, key, value);
      for (const controller of this.#controllers) {
        const wishes = controller.keysForFault?.(key, this.reader, this.#memoryOf(controller.name));
        if (wishes) this.#enqueue(controller, wishes);
      }
    });
  }

  /** When the next sync is due; undefined when nothing is. */
  get nextMs(): number | undefined {
    return this.#peek()?.atMs;
  }

  /** When the next sync other than housekeeping is due. */
  get nextForegroundMs(): number | undefined {
    return nextForegroundMs(this.#queue);
  }

  /**
   * Runs everything due up to `untilMs` (inclusive) and sets the clock to it. With `maxSyncs` it may stop earlier; the
   * clock then stands at the last sync that ran. Never moves the clock back.
   */
  runUntil(untilMs: number, maxSyncs = Number.POSITIVE_INFINITY): RunOutcome {
    let syncs = 0;
    for (let entry = this.#peek(); entry && entry.atMs <= untilMs; entry = this.#peek()) {
      if (syncs >= maxSyncs && entry.atMs > this.#nowMs) return { settled: false, syncs };
      this.#wholly(() => this.#sync(entry));
      syncs++;
    }
    if (untilMs > this.#nowMs) this.#nowMs = untilMs;
    return { settled: this.#queue.foreground === 0, syncs };
  }

  /** Runs to the next thing that happens: the next moment at which something is written (housekeeping aside). */
  step(lookAheadMs = 3_600_000): RunOutcome {
    const limitMs = this.#nowMs + lookAheadMs;
    let syncs = 0;
    for (let entry = this.#peek(); entry && entry.atMs <= limitMs; entry = this.#peek()) {
      const seen = this.#history.changes.length;
      syncs += this.runUntil(entry.atMs).syncs;
      if (this.#history.changes.slice(seen).some(isNoteworthy)) break;
      if (this.#queue.foreground === 0) break;
    }
    return { settled: this.#queue.foreground === 0, syncs };
  }

  /**
   * Runs until nothing but housekeeping and endless repetition is due within the next `quietMs`, at most `limitMs` of
   * the cluster's time and `maxSyncs` syncs. What is due once counts, however long it is waited for: a toleration of
   * 300 s, a back-off after which a container starts, the deadline of a rollout.
   */
  runUntilSettled({ quietMs = 900_000, limitMs = 3_600_000, maxSyncs = 2_000_000 } = {}): RunOutcome {
    const endMs = this.#nowMs + limitMs;
    let syncs = 0;
    while (syncs < maxSyncs) {
      const next = nextForegroundMs(this.#queue);
      if (next === undefined || next > this.#nowMs + quietMs) return { settled: true, syncs };
      if (next > endMs) break;
      syncs += this.runUntil(next).syncs;
    }
    return { settled: false, syncs };
  }

  /** Stored objects after the first `changeCount` writes, and the decisions in force at `atMs`. */
  momentAt(atMs: number): { reader: ClusterReader; decisions: readonly Decision[]; changeCount: number } {
    const changeCount = lastIndexWhere(this.#history.changes, (change) => change.atMs <= atMs) + 1;
    if (changeCount === this.#history.changes.length && atMs >= this.#nowMs) {
      return { reader: readerOf(this.#server.state), decisions: this.decisions, changeCount };
    }
    const state: ApiServerState = serverStateAt(this.#history, changeCount);
    return { reader: readerOf(state), decisions: decisionsAt(this.#history, changeCount, atMs), changeCount };
  }

  /** Answers a read as the API server would have at `atMs`. */
  readAt(atMs: number, request: ApiRequest): ApiResponse {
    const changeCount = lastIndexWhere(this.#history.changes, (change) => change.atMs <= atMs) + 1;
    const isNow = changeCount === this.#history.changes.length && atMs >= this.#nowMs;
    return answerRead(isNow ? this.#server.state : serverStateAt(this.#history, changeCount), atMs, request);
  }

  /**
   * What controllers remember at `atMs`, by controller: the kubelet keeps the files of volumes so. Memory is not part of
   * the history: an earlier moment is run again from the checkpoint before it, unseen, and left.
   */
  memoryAt(atMs: number): EngineState['memory'] {
    if (atMs >= this.#nowMs) return this.#memory;
    const present: DroppedFuture = { history: this.#history, state: this.#state() };
    this.#history = copyHistory(this.#history);
    this.#isUnseen = true;
    try {
      this.#goBack(atMs);
      return this.#memory;
    } finally {
      this.#isUnseen = false;
      this.#history = present.history;
      this.#load(present.state);
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
    const dropped: DroppedFuture = { history: copyHistory(this.#history), state: this.#state() };
    this.#goBack(atMs);
    return dropped;
  }

  #goBack(atMs: number): void {
    const index = lastIndexWhere(this.#history.checkpoints, (checkpoint) => checkpoint.state.nowMs <= atMs);
    const checkpoint = this.#history.checkpoints[index];
    assert(checkpoint, 'no checkpoint before the fork');
    const inputs = this.#history.inputs.slice(checkpoint.inputCount).filter((input) => input.atMs <= atMs);
    this.#rewind(checkpoint, index);
    this.replay(inputs);
    this.runUntil(atMs);
  }

  /** Brings a dropped future back; the present one is lost. */
  restoreFuture(dropped: DroppedFuture): void {
    this.#history = copyHistory(dropped.history);
    this.#load(dropped.state);
  }

  /** Feeds recorded inputs at their times. They must not lie in the past. */
  replay(inputs: readonly Input[]): void {
    for (const input of inputs) {
      assert(input.atMs >= this.#nowMs, 'an input to replay lies in the past');
      this.runUntil(input.atMs);
      if (input.type === 'request') this.request(input.request, input.actor);
      else this.setFault(input.key, input.value);
    }
  }

  /**
   * What leaves no trace in the history leaves none in the generator either. A read may still draw other numbers than
   * the one before (`varies`): it is another backend's turn.
   */
  #traceless<T>(read: () => T, varies: boolean): T {
    const { state } = this.#random;
    if (varies) {
      this.#reads = (this.#reads + 1) >>> 0;
      this.#random.state = (state ^ Math.imul(this.#reads, 0x9e37_79b1)) >>> 0;
    }
    try {
      return read();
    } finally {
      this.#random.state = state;
    }
  }

  /** Does something, or nothing of it: what was written before a part proved missing is taken back. */
  #wholly<T>(work: () => T): T {
    const { changes, decisionChanges, inputs, checkpoints } = this.#history;
    const before = this.#state();
    const lengths = [changes.length, decisionChanges.length, inputs.length, checkpoints.length] as const;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof MissingPart)) throw error;
      [changes.length, decisionChanges.length, inputs.length, checkpoints.length] = lengths;
      this.#load(before);
      throw error;
    }
  }

  #input(input: Input): void {
    this.#history.inputs.push(input);
  }

  #peek(): QueueEntry | undefined {
    const { entry, queue } = queuePeek(this.#queue);
    this.#queue = queue;
    return entry;
  }

  /** Logs and commands of Pods are the business of the controller that runs them. */
  #podConnections(): Pick<ApiServerOptions, 'connectPod'> {
    const runner = this.#controllers.find((controller) => controller.connectPod !== undefined);
    if (!runner) return {};
    return {
      connectPod: (connection) => {
        const { response, wishes = [] } = runner.connectPod!(connection, this.#contextFor(runner));
        this.#enqueue(runner, wishes);
        return response;
      },
    };
  }

  #sync(entry: QueueEntry): void {
    const controller = this.#byName.get(entry.controller);
    assert(controller, `no controller ${entry.controller}`);
    if (entry.atMs > this.#nowMs) {
      this.#checkpointWhenDue();
      this.#nowMs = entry.atMs;
    }
    this.#queue = queueTake(this.#queue, entry);
    const result = controller.sync(entry.key, this.#contextFor(controller));
    this.#queue = queueDone(this.#queue, controller.name, entry.key, this.#nowMs, result);
    this.#decide(`${controller.name}\u0000${entry.key}`, result.decisions ?? []);
  }

  #decide(slot: string, decisions: readonly Decision[]): void {
    const previous = tableGet(this.#decisions, slot) ?? [];
    if (sameDecisions(previous, decisions)) return;
    this.#decisions = setDecisions(this.#decisions, slot, decisions);
    const { changes, decisionChanges } = this.#history;
    decisionChanges.push({ atMs: this.#nowMs, changeCount: changes.length, slot, decisions });
  }

  #contextFor(controller: Controller): SyncContext {
    const request = (wanted: ApiRequest): ApiResponse => this.#server.handle(wanted, controller.name);
    const context = {
      reader: this.reader,
      nowMs: this.#nowMs,
      random: this.#random,
      timings: this.timings,
      featureGates: this.featureGates,
      memory: this.#memoryOf(controller.name),
      fault: (key: string) => tableGet(this.#faults, key),
      request,
    };
    const recordDraft = (draft: EventDraft): void => {
      const memory = this.#memoryOf(`events/${controller.name}`);
      recordEvent(draft, { ...context, memory, controllerName: controller.name });
    };
    return { ...context, recordEvent: recordDraft };
  }

  #memoryOf(name: string): Memory {
    return memoryOn(
      () => this.#memory[name] ?? emptyTable,
      (table) => {
        this.#memory = { ...this.#memory, [name]: table };
      },
    );
  }

  #onChange(change: StoreChange): void {
    this.#history.changes.push(change);
    for (const controller of this.#controllers) {
      const wishes = controller.keysFor(change, this.reader);
      if (wishes.length > 0) this.#enqueue(controller, wishes);
    }
    if (this.#isUnseen) return;
    for (const listener of this.#listeners) listener(change);
  }

  #enqueue(controller: Controller, wishes: readonly QueueWish[]): void {
    for (const wish of wishes) {
      const key = typeof wish === 'string' ? wish : wish.key;
      const delayMs =
        typeof wish === 'string'
          ? (controller.reactionMs?.(key, this.timings, this.#random) ?? this.timings.reactionMs)
          : wish.afterMs;
      // Never within the same millisecond: an input then always comes after all that was due by its time.
      const background = typeof wish !== 'string' && wish.background === true;
      this.#queue = queueWish(
        this.#queue,
        controller.name,
        key,
        this.#nowMs + Math.max(1, Math.ceil(delayMs)),
        background,
      );
    }
  }

  #state(): EngineState {
    return {
      nowMs: this.#nowMs,
      random: this.#random.state,
      server: this.#server.state,
      queue: this.#queue,
      memory: this.#memory,
      decisions: this.#decisions,
      faults: this.#faults,
    };
  }

  #load(state: EngineState): void {
    this.#nowMs = state.nowMs;
    this.#random.state = state.random;
    this.#server.restore(state.server);
    this.#queue = state.queue;
    this.#memory = { ...state.memory };
    this.#decisions = state.decisions;
    this.#faults = state.faults;
  }

  #rewind(checkpoint: Checkpoint, index: number): void {
    this.#history.changes.length = checkpoint.changeCount;
    this.#history.decisionChanges.length = checkpoint.decisionCount;
    this.#history.inputs.length = checkpoint.inputCount;
    this.#history.checkpoints.length = index + 1;
    this.#load(checkpoint.state);
  }

  /** Between two moments, when enough has been written since the last one: often in small clusters, rarer in large ones. */
  #checkpointWhenDue(): void {
    const { changes, checkpoints } = this.#history;
    const last = checkpoints[checkpoints.length - 1];
    const { pods, events } = this.#server.state.tables;
    const objects = (pods?.size ?? 0) + (events?.size ?? 0);
    if (!last || changes.length - last.changeCount >= Math.max(64, objects / 16)) this.#checkpoint();
  }

  #checkpoint(): void {
    const { changes, decisionChanges, inputs, checkpoints } = this.#history;
    checkpoints.push({
      changeCount: changes.length,
      decisionCount: decisionChanges.length,
      inputCount: inputs.length,
      state: this.#state(),
    });
  }
}
