/** A connection to an API server: the in-browser one, one behind HTTP in Node, or a real cluster behind a proxy. */

import type { WatchEvent } from '../api/watch-event.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';

export type { WatchEvent } from '../api/watch-event.ts';

export interface WatchHandlers {
  onEvent(event: WatchEvent): void;
  /** Called once, when the server ends the stream (or refuses it, with its response). */
  onEnd(refusal?: ApiResponse): void;
}

export interface WatchHandle {
  close(): void;
}

/** What a connection can do beyond the Kubernetes API. */
export interface Capabilities {
  readonly clock: boolean;
  readonly rewind: boolean;
  readonly faults: boolean;
}

/** The time a client lives in: virtual for the simulated cluster, real for a real one. */
export interface ClientClock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Resolves after `delayMs` of the cluster's time, or rejects with the signal's reason. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

export interface Transport {
  readonly capabilities: Capabilities;
  readonly clock: ClientClock;
  /** Sends one request. Resolves with any HTTP answer, also a failure; rejects only when no server answers. */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** Opens a watch (the request's query carries `watch=true` and the selectors). */
  watch(request: ApiRequest, handlers: WatchHandlers): WatchHandle;
}
