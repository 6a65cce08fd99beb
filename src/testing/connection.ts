/**
 * How tests reach the API server of a Simulation whose time they hold themselves: in the page's way, or (`useHttp`)
 * over HTTP through the adapter of src/serve.
 */

import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { HttpTransport } from '../client/http-transport.ts';
import type { ClientClock, Transport, WatchHandle, WatchHandlers } from '../client/transport.ts';
import { ClusterClock } from '../serve/cluster-clock.ts';
import { startServer } from '../serve/server.ts';
import { SimulationTransport } from '../session/simulation-transport.ts';
import type { Simulation } from '../sim/simulation.ts';

export interface Connection {
  readonly transport: Transport;
  /** When the earliest sleeper wants to wake up. */
  readonly nextAlarmMs: number | undefined;
  ringAlarms(): void;
  /** Lets everything that waits for an answer go on, without letting time pass. */
  flush(): Promise<void>;
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const connections = new WeakMap<Simulation, Connection>();
let served: { readonly apiUrl: string; simulation: Simulation | undefined } | undefined;

/** The connection to a simulation, always the same. */
export function connectionOf(simulation: Simulation): Connection {
  if (served) served.simulation = simulation;
  const known = connections.get(simulation);
  if (known) return known;
  const connection = served ? new HttpConnection(simulation, served.apiUrl) : inPage(simulation);
  connections.set(simulation, connection);
  return connection;
}

/** Sends all that follows over HTTP. Returns what ends it. */
export async function useHttp(): Promise<() => Promise<void>> {
  const server = await startServer({
    target: () => {
      const simulation = served?.simulation;
      if (!simulation) throw new Error('no simulation is connected');
      return { simulation, clock: new ClusterClock(simulation, 0) };
    },
  });
  served = { apiUrl: server.apiUrl, simulation: undefined };
  return async () => {
    served = undefined;
    await server.close();
  };
}

function inPage(simulation: Simulation): Connection {
  const transport = new SimulationTransport(simulation);
  return {
    transport,
    get nextAlarmMs() {
      return transport.nextAlarmMs;
    },
    ringAlarms: () => transport.ringAlarms(),
    flush: nextTurn,
  };
}

/** Requests go over HTTP, sleeping goes by the simulation's clock. */
class HttpConnection implements Connection, Transport {
  readonly capabilities = { clock: true, rewind: true, faults: true };
  readonly transport = this;
  readonly clock: ClientClock;
  readonly #simulation: Simulation;
  readonly #http: HttpTransport;
  readonly #alarms: SimulationTransport;
  /** Answers and events that are on their way. */
  #awaited = 0;

  constructor(simulation: Simulation, baseUrl: string) {
    this.#simulation = simulation;
    this.#http = new HttpTransport({ baseUrl });
    this.#alarms = new SimulationTransport(simulation);
    this.clock = this.#alarms.clock;
  }

  get nextAlarmMs(): number | undefined {
    return this.#alarms.nextAlarmMs;
  }

  ringAlarms(): void {
    this.#alarms.ringAlarms();
  }

  async flush(): Promise<void> {
    let quiet = 0;
    const deadlineMs = Date.now() + 10_000;
    while (quiet < 3) {
      await nextTurn();
      quiet = this.#awaited === 0 ? quiet + 1 : 0;
      if (Date.now() > deadlineMs) throw new Error(`${this.#awaited} answers did not come`);
    }
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    this.#awaited++;
    try {
      return await this.#http.request(request);
    } finally {
      this.#awaited--;
    }
  }

  /** A second watch inside of this process tells how many events there must be. */
  watch(request: ApiRequest, handlers: WatchHandlers): WatchHandle {
    const opened = this.#simulation.openWatch(request);
    const refused = 'refusal' in opened;
    let due = refused ? 1 : opened.initial.length;
    this.#awaited += due;
    const unsubscribe = refused
      ? () => undefined
      : this.#simulation.subscribe((change) => {
          if (!opened.next(change)) return;
          due++;
          this.#awaited++;
        });
    const settle = (): void => {
      unsubscribe();
      this.#awaited -= due;
      due = 0;
    };
    const handle = this.#http.watch(request, {
      onEvent: (event) => {
        due--;
        this.#awaited--;
        handlers.onEvent(event);
      },
      onEnd: (refusal) => {
        settle();
        handlers.onEnd(refusal);
      },
    });
    return {
      close: () => {
        settle();
        handle.close();
      },
    };
  }
}
