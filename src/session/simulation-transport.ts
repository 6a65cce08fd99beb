/**
 * The in-page connection: the same REST requests and watches as over HTTP, answered by a Simulation in this thread.
 * Answers and watch events arrive as microtasks, so that no caller is re-entered while the engine writes.
 */

import type { StoreChange } from '../api/change.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { ClientClock, Transport, WatchEvent, WatchHandle, WatchHandlers } from '../client/transport.ts';
import type { Simulation } from '../sim/simulation.ts';
import { withLateParts } from './late-parts.ts';

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
  readonly cancel: (reason: unknown) => void;
}

interface OpenWatch {
  readonly push: (change: StoreChange) => void;
  readonly end: () => void;
}

export class SimulationTransport implements Transport {
  readonly capabilities = { clock: true, rewind: true, faults: true };
  readonly clock: ClientClock;
  readonly #simulation: Simulation;
  #alarms: readonly Alarm[] = [];
  readonly #watches = new Set<OpenWatch>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.clock = {
      nowMs: () => simulation.nowMs,
      sleep: (delayMs, signal) => this.#sleep(delayMs, signal),
    };
    simulation.subscribe((change) => {
      for (const watch of this.#watches) watch.push(change);
    });
  }

  /** When the earliest sleeper wants to wake up. */
  get nextAlarmMs(): number | undefined {
    return this.#alarms[0]?.atMs;
  }

  /** Wakes the sleepers whose time has come. To be called after the simulation has advanced. */
  ringAlarms(): void {
    const due = this.#alarms.filter((alarm) => alarm.atMs <= this.#simulation.nowMs);
    if (due.length === 0) return;
    this.#alarms = this.#alarms.filter((alarm) => alarm.atMs > this.#simulation.nowMs);
    for (const alarm of due) alarm.ring();
  }

  /** Ends all streams and sleeps: the history that they belonged to is gone. */
  reset(reason: string): void {
    const alarms = this.#alarms;
    this.#alarms = [];
    for (const alarm of alarms) alarm.cancel(new Error(reason));
    for (const watch of this.#watches) watch.end();
  }

  request(request: ApiRequest): Promise<ApiResponse> {
    return withLateParts(() => this.#simulation.request(request));
  }

  watch(request: ApiRequest, handlers: WatchHandlers): WatchHandle {
    const opened = this.#simulation.openWatch(request);
    if ('refusal' in opened) {
      queueMicrotask(() => handlers.onEnd(opened.refusal));
      return { close: () => undefined };
    }
    let open = true;
    const deliver = (event: WatchEvent): void => {
      queueMicrotask(() => {
        if (open) handlers.onEvent(event);
      });
    };
    for (const event of opened.initial) deliver(event);
    const watch: OpenWatch = {
      push: (change) => {
        const event = opened.next(change);
        if (event) deliver(event);
      },
      end: () => {
        this.#watches.delete(watch);
        queueMicrotask(() => {
          if (!open) return;
          open = false;
          handlers.onEnd();
        });
      },
    };
    this.#watches.add(watch);
    return {
      close: () => {
        open = false;
        this.#watches.delete(watch);
      },
    };
  }

  #sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        this.#alarms = this.#alarms.filter((other) => other !== alarm);
        reject(signal?.reason);
      };
      const settle = (finish: () => void) => (): void => {
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const alarm: Alarm = {
        atMs: this.#simulation.nowMs + Math.max(0, delayMs),
        ring: settle(resolve),
        cancel: (reason) => settle(() => reject(reason))(),
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#alarms = [...this.#alarms, alarm].toSorted((a, b) => a.atMs - b.atMs);
    });
  }
}
