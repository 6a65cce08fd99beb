/**
 * The engine at its present: one API server, its controllers with their queue and memory, decisions, faults and a clock.
 * All of it is one value that can be taken and put back. It knows no history: whoever listens writes that.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, EventDraft, Memory, QueueWish, SyncContext, Visit, VisitOutcome } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { defaultFeatureGates, type FeatureGates } from '../api/feature-gates.ts';
import type { JsonValue } from '../api/json.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { defaultTimings, type Timings } from '../api/timings.ts';
import { ApiServer, type ApiServerOptions } from '../apiserver/api-server.ts';
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
import { createRandom, type Random } from '../lib/random.ts';
import { emptyTable, tableDelete, tableGet, tableSet, type SortedTable } from '../lib/sorted-table.ts';
import { adoptObject, type AdoptedState } from './adopt/adopt-object.ts';
import type { EngineState } from './engine-state.ts';
import { sameDecisions, setDecisions } from './history.ts';
import { memoryOn } from './memory.ts';
import { defaultStartMs, type SimulationOptions } from './simulation-options.ts';

/** Hears what happens in the engine, while it happens. */
export interface EngineListener {
  /** After a write; the controllers that care have been told. */
  onChange(change: StoreChange): void;
  /** The decisions of one controller's key are others than before. */
  onDecisions(slot: string, decisions: readonly Decision[]): void;
}

export class Engine {
  readonly timings: Timings;
  readonly featureGates: FeatureGates;
  readonly #controllers: readonly Controller[];
  readonly #byName: ReadonlyMap<string, Controller>;
  readonly #listener: EngineListener;
  readonly #server: ApiServer;
  readonly #random: Random;
  #nowMs: number;
  #queue: WorkQueue = emptyQueue;
  #memory: Record<string, SortedTable<JsonValue>> = {};
  #decisions: SortedTable<readonly Decision[]> = emptyTable;
  #faults: SortedTable<JsonValue> = emptyTable;
  /** Counts reads; no part of the state. */
  #reads = 0;

  constructor(options: Omit<SimulationOptions, 'bootstrap'>, listener: EngineListener) {
    this.timings = { ...defaultTimings, ...options.timings };
    this.featureGates = { ...defaultFeatureGates, ...options.featureGates };
    this.#nowMs = options.startMs ?? defaultStartMs;
    this.#controllers = options.controllers;
    this.#byName = new Map(options.controllers.map((controller) => [controller.name, controller]));
    this.#listener = listener;
    this.#random = createRandom(options.seed ?? 1);
    this.#server = new ApiServer({
      clock: { nowMs: () => this.#nowMs },
      random: this.#random,
      featureGates: this.featureGates,
      onChange: (change) => this.#onChange(change),
      ...this.#podConnections(),
    });
  }

  /** The present, in milliseconds since the Unix epoch. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get reader(): ClusterReader {
    return this.#server.reader;
  }

  /** Everything that there is. */
  get state(): EngineState {
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

  /** Goes on from a state that it has been in. */
  load(state: EngineState): void {
    this.#nowMs = state.nowMs;
    this.#random.state = state.random;
    this.#server.restore(state.server);
    this.#queue = state.queue;
    this.#memory = { ...state.memory };
    this.#decisions = state.decisions;
    this.#faults = state.faults;
  }

  /** Puts the first keys of all controllers into the queue. */
  begin(): void {
    for (const controller of this.#controllers) this.#enqueue(controller, controller.initialKeys ?? []);
  }

  /** Takes over objects of another cluster as they are, and what is known of them. */
  adopt({ objects, memory }: AdoptedState): void {
    for (const [name, entries] of Object.entries(memory)) {
      for (const [key, value] of Object.entries(entries)) this.#memoryOf(name).set(key, value);
    }
    for (const { resource, object } of objects) {
      const { state, change } = adoptObject(this.#server.state, resource, object, this.#nowMs);
      this.#server.restore(state);
      this.#onChange(change);
    }
  }

  handle(request: ApiRequest, actor: string): ApiResponse {
    return this.#server.handle(request, actor);
  }

  openWatch(request: ApiRequest, changes: readonly StoreChange[]): ReturnType<ApiServer['openWatch']> {
    return this.#server.openWatch(request, changes);
  }

  /** Runs a program beside the cluster, by the controller that can; undefined when none can. */
  visit(visit: Visit): VisitOutcome | undefined {
    const runner = this.#controllers.find((controller) => controller.visit !== undefined);
    return runner && this.traceless(() => runner.visit!(visit, this.#contextFor(runner)), true);
  }

  setFault(key: string, value: JsonValue | undefined): void {
    this.#faults = value === undefined ? tableDelete(this.#faults, key) : tableSet(this.#faults, key, value);
    for (const controller of this.#controllers) {
      const wishes = controller.keysForFault?.(key, this.reader, this.#memoryOf(controller.name));
      if (wishes) this.#enqueue(controller, wishes);
    }
  }

  /** The sync that is due first. */
  next(): QueueEntry | undefined {
    const { entry, queue } = queuePeek(this.#queue);
    this.#queue = queue;
    return entry;
  }

  /** When the next sync other than housekeeping is due. */
  get nextForegroundMs(): number | undefined {
    return nextForegroundMs(this.#queue);
  }

  /** True when nothing but housekeeping is due. */
  get isSettled(): boolean {
    return this.#queue.foreground === 0;
  }

  /** Lets the time up to `atMs` pass, in which nothing is due. Never moves the clock back. */
  wait(atMs: number): void {
    if (atMs > this.#nowMs) this.#nowMs = atMs;
  }

  /** Runs a sync at its time. */
  sync(entry: QueueEntry): void {
    const controller = this.#byName.get(entry.controller);
    assert(controller, `no controller ${entry.controller}`);
    this.wait(entry.atMs);
    this.#queue = queueTake(this.#queue, entry);
    const result = controller.sync(entry.key, this.#contextFor(controller));
    this.#queue = queueDone(this.#queue, controller.name, entry.key, this.#nowMs, result);
    this.#decide(`${controller.name}\u0000${entry.key}`, result.decisions ?? []);
  }

  /**
   * What leaves no trace in the history leaves none in the generator either. A read may still draw other numbers than
   * the one before (`varies`): it is another backend's turn.
   */
  traceless<T>(read: () => T, varies: boolean): T {
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

  #onChange(change: StoreChange): void {
    for (const controller of this.#controllers) {
      const wishes = controller.keysFor(change, this.reader);
      if (wishes.length > 0) this.#enqueue(controller, wishes);
    }
    this.#listener.onChange(change);
  }

  #decide(slot: string, decisions: readonly Decision[]): void {
    if (sameDecisions(tableGet(this.#decisions, slot) ?? [], decisions)) return;
    this.#decisions = setDecisions(this.#decisions, slot, decisions);
    this.#listener.onDecisions(slot, decisions);
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

  #enqueue(controller: Controller, wishes: readonly QueueWish[]): void {
    for (const wish of wishes) {
      const isPlain = typeof wish === 'string';
      const key = isPlain ? wish : wish.key;
      const delayMs = isPlain
        ? (controller.reactionMs?.(key, this.timings, this.#random) ?? this.timings.reactionMs)
        : wish.afterMs;
      // Never within the same millisecond: an input then always comes after all that was due by its time.
      const atMs = this.#nowMs + Math.max(1, Math.ceil(delayMs));
      this.#queue = queueWish(this.#queue, controller.name, key, atMs, !isPlain && wish.background === true);
    }
  }
}
