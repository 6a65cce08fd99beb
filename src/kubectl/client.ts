/** The API server as commands see it: bodies or StatusErrors, warnings printed once each, watches as async iterables. */

import { failure, isStatus, StatusError, type Status } from '../api/status.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { deleteRequest, getRequest, type DeleteOptions } from '../client/request.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { ObjectPath } from '../client/request.ts';
import type { ClientClock, WatchEvent } from '../client/transport.ts';
import { apiResources, type ApiResource } from './api-resources.ts';
import { discoverResources } from './discovery.ts';
import { KubectlError, PlainError } from './errors.ts';
import type { KubectlIo } from './io.ts';

export interface KubectlClient {
  readonly clock: ClientClock;
  /** What types of resources there are: those of every cluster, and those that `discover` found. */
  readonly resources: readonly ApiResource[];
  /** Asks the server for custom resources. */
  discover(): Promise<void>;
  /** Warnings printed so far (for `--warnings-as-errors`). */
  readonly warningCount: number;
  /** Prints `Warning: <text>` unless the same was printed before. */
  warn(text: string): void;
  /** The body of a success; throws StatusError for any failure. */
  send(request: ApiRequest): Promise<JsonValue>;
  get(path: ObjectPath, query?: ApiRequest['query']): Promise<JsonObject>;
  delete(path: ObjectPath, options?: DeleteOptions, query?: ApiRequest['query']): Promise<JsonObject>;
  /**
   * Events of a watch until the server ends it, the signal aborts or `timeoutMs` of the cluster's time have passed
   * (all three end the iteration). A refused watch throws StatusError.
   */
  watch(request: ApiRequest, options?: { signal?: AbortSignal; timeoutMs?: number }): AsyncIterable<WatchEvent>;
}

/** The Status of any failed answer, also of one that is plain text. Models client-go transformResponse. */
export function statusOf(response: ApiResponse): Status {
  if (isStatus(response.body)) return response.body;
  const text = typeof response.body === 'string' ? response.body.trim() : '';
  const [reason, message] = Object.hasOwn(generic, response.code) ? generic[response.code]! : [];
  if (reason !== undefined) return failure(response.code, reason, message || text);
  if (response.code >= 500) {
    const why = JSON.stringify(text || 'unknown');
    return failure(
      response.code,
      'InternalError',
      `an error on the server (${why}) has prevented the request from succeeding`,
    );
  }
  const said = `the server responded with the status code ${response.code} but did not return more information`;
  return failure(response.code, 'Unknown', said);
}

/** Reasons and messages by code; '' is what the server said. Models apimachinery/pkg/api/errors NewGenericServerResponse. */
const generic: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  403: ['Forbidden', ''],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  409: ['Conflict', 'the server reported a conflict'],
  422: ['Invalid', 'the server rejected our request due to an error in our request'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
};

export function createClient(io: KubectlIo): KubectlClient {
  const printed = new Set<string>();
  const { transport } = io;
  let resources = apiResources;

  function warn(text: string): void {
    if (printed.has(text)) return;
    printed.add(text);
    io.stderr(`Warning: ${text}\n`);
  }

  async function send(request: ApiRequest): Promise<JsonValue> {
    let response: ApiResponse;
    try {
      response = await transport.request(request);
    } catch (error) {
      if (io.signal.aborted) throw error;
      const host = io.config.server.replace(/^https?:\/\//, '');
      throw new PlainError(
        `The connection to the server ${host} was refused - did you specify the right host or port?`,
      );
    }
    for (const text of response.warnings ?? []) warn(text);
    if (response.code >= 400) throw new StatusError(statusOf(response));
    return response.body;
  }

  async function sendForObject(request: ApiRequest): Promise<JsonObject> {
    const body = await send(request);
    if (!isJsonObject(body)) throw new KubectlError('the server returned no object');
    return body;
  }

  async function* watch(
    request: ApiRequest,
    options: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): AsyncGenerator<WatchEvent> {
    const queue: WatchEvent[] = [];
    let ended = false;
    let refusal: ApiResponse | undefined;
    let wake: (() => void) | undefined;
    const notify = (): void => wake?.();
    const stop = (): void => {
      ended = true;
      notify();
    };
    const timer = new AbortController();
    const handle = transport.watch(
      { ...request, query: { ...request.query, watch: 'true' } },
      {
        onEvent(event) {
          queue.push(event);
          notify();
        },
        onEnd(answer) {
          refusal = answer;
          stop();
        },
      },
    );
    const signals = options.signal ? [io.signal, options.signal] : [io.signal];
    for (const signal of signals) {
      if (signal.aborted) ended = true;
      signal.addEventListener('abort', stop);
    }
    if (options.timeoutMs !== undefined) {
      transport.clock.sleep(options.timeoutMs, timer.signal).then(stop, () => undefined);
    }
    try {
      for (;;) {
        const event = queue.shift();
        if (event) {
          yield event;
          continue;
        }
        if (ended) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (refusal && refusal.code >= 400) throw new StatusError(statusOf(refusal));
    } finally {
      for (const signal of signals) signal.removeEventListener('abort', stop);
      timer.abort();
      handle.close();
    }
  }

  return {
    clock: transport.clock,
    get resources() {
      return resources;
    },
    async discover() {
      resources = [...apiResources, ...(await discoverResources(transport))];
    },
    get warningCount() {
      return printed.size;
    },
    warn,
    send,
    get: (path, query) => sendForObject(getRequest(path, query)),
    delete: (path, options, query) => sendForObject(deleteRequest(path, options, query)),
    watch,
  };
}
