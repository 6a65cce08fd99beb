/** A connection over HTTP: to the API server of `npm run serve`, or to a real one behind `kubectl proxy`. For browsers and Node. */

import type { JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { patchContentTypes } from './request.ts';
import { ServerClock } from './server-clock.ts';
import type { ClientClock, Transport, WatchEvent, WatchHandle, WatchHandlers } from './transport.ts';

export interface HttpTransportOptions {
  /** Where the API begins: `http://127.0.0.1:8080`, or in a page also a path such as `/k8s`. */
  readonly baseUrl: string;
}

const sleep: ClientClock['sleep'] = (delayMs, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });

export class HttpTransport implements Transport {
  readonly capabilities = { clock: false, rewind: false, faults: false };
  /** The server's time; durations are those of the machine. */
  readonly clock: ClientClock;
  readonly #serverClock = new ServerClock();
  readonly #baseUrl: string;

  constructor({ baseUrl }: HttpTransportOptions) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.clock = { nowMs: () => this.#serverClock.nowMs(), sleep };
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    return toApiResponse(await this.#fetch(request));
  }

  watch(request: ApiRequest, handlers: WatchHandlers): WatchHandle {
    const abort = new AbortController();
    void this.#stream(request, handlers, abort.signal);
    return { close: () => abort.abort() };
  }

  async #fetch(request: ApiRequest, signal?: AbortSignal): Promise<Response> {
    const sentMs = Date.now();
    const { method, path, query, body, accept = 'application/json' } = request;
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const usual = method === 'PATCH' ? patchContentTypes.strategic : 'application/json';
    const response = await fetch(`${this.#baseUrl}${path}${search}`, {
      method,
      cache: 'no-store',
      headers: { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': request.contentType ?? usual }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    // What went wrong may be said by a proxy in between, whose clock is another.
    if (response.ok) this.#serverClock.hear(response.headers.get('Date'), sentMs, Date.now());
    return response;
  }

  /** Reads a watch line by line. A connection that breaks has ended: the client goes on with another watch. */
  async #stream(request: ApiRequest, handlers: WatchHandlers, signal: AbortSignal): Promise<void> {
    let refusal: ApiResponse | undefined;
    try {
      const response = await this.#fetch(request, signal);
      if (response.status === 200 && response.body) await readEvents(response.body, handlers, signal);
      else refusal = await toApiResponse(response);
    } catch (error) {
      if (signal.aborted) return;
      if (!isConnectionFault(error)) throw error;
    }
    if (!signal.aborted) handlers.onEnd(refusal);
  }
}

/** What `fetch` and its streams throw when there is no server, or no longer one. */
const isConnectionFault = (error: unknown): boolean =>
  error instanceof TypeError ||
  // Half a line of JSON, or a proxy's words in between.
  error instanceof SyntaxError ||
  (error instanceof DOMException && error.name !== 'SyntaxError');

async function readEvents(
  body: ReadableStream<Uint8Array>,
  handlers: WatchHandlers,
  signal: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unread = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done || signal.aborted) return;
    const lines = `${unread}${decoder.decode(value, { stream: true })}`.split('\n');
    unread = lines.pop()!;
    for (const line of lines) {
      if (line !== '' && !signal.aborted) handlers.onEvent(JSON.parse(line) as WatchEvent);
    }
  }
}

async function toApiResponse(response: Response): Promise<ApiResponse> {
  const text = await response.text();
  const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
  const warnings = parseWarnings(response.headers.get('Warning') ?? '');
  return {
    code: response.status,
    body: isJson ? (JSON.parse(text) as JsonValue) : text,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

/** The texts of `Warning` headers, which come joined by commas and as bytes. */
export function parseWarnings(header: string): readonly string[] {
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted]) => {
    const text = quoted!.replaceAll(/\\(.)/g, '$1');
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  });
}
