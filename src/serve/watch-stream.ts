/** A watch as a chunked answer: one JSON document a line, bookmarks, and an end. Models apiserver/pkg/endpoints/handlers/watch.go. */

import type { ServerResponse } from 'node:http';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { Simulation } from '../sim/simulation.ts';
import { commonHeaders } from './send.ts';

/** A watch that names no end gets one between this and its double. */
const minTimeoutMs = 1_800_000;
const bookmarkPeriodMs = 60_000;
/** A client that does not read is cut off when so much waits for it. */
const unreadBytesLimit = 64 * 1024 * 1024;

/** True for a GET that asks for a watch: of a collection, for that of one object is an ordinary GET. */
export function isWatch({ method, path, query = {} }: ApiRequest): boolean {
  const { watch } = query;
  if (method !== 'GET' || watch === undefined || watch.toLowerCase() === 'false' || watch === '0') return false;
  const segments = path.split('/').filter(Boolean);
  const rest = segments.slice(segments[0] === 'apis' ? 3 : 2);
  return (rest[0] === 'namespaces' && rest.length >= 3 ? rest.length - 2 : rest.length) === 1;
}

/** Streams events until the client goes or the time is over. A refusal is returned, to be sent as any answer. */
export function streamWatch(
  simulation: Simulation,
  request: ApiRequest,
  response: ServerResponse,
): ApiResponse | undefined {
  const opened = simulation.openWatch(request);
  if ('refusal' in opened) return opened.refusal;
  response.writeHead(200, { ...commonHeaders(), 'Content-Type': 'application/json' });
  response.flushHeaders();
  const { timeoutSeconds, allowWatchBookmarks } = request.query ?? {};
  const timers: NodeJS.Timeout[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    unsubscribe();
    for (const timer of timers) clearTimeout(timer);
    response.end();
  };
  const write = (event: unknown): void => {
    if (!open) return;
    response.write(`${JSON.stringify(event)}\n`);
    if (response.writableLength > unreadBytesLimit) response.destroy();
  };
  const unsubscribe = simulation.subscribe((change) => {
    const event = opened.next(change);
    if (event) write(event);
  });
  response.on('close', close);
  for (const event of opened.initial) write(event);
  if (opened.initial.some(({ type }) => type === 'ERROR')) {
    close();
    return undefined;
  }
  const seconds = Number(timeoutSeconds);
  const timeoutMs = seconds > 0 ? seconds * 1000 : minTimeoutMs * (1 + Math.random());
  timers.push(setTimeout(close, Math.min(timeoutMs, 0x7fff_ffff)));
  if (allowWatchBookmarks === 'true' || allowWatchBookmarks === '1') {
    timers.push(setInterval(() => void (opened.bookmark && write(opened.bookmark())), bookmarkPeriodMs));
  }
  return undefined;
}
