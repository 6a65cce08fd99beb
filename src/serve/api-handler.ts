/** One request for the API over HTTP, from its first byte to its answer. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject, JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { failure, StatusError, type Status } from '../api/status.ts';
import { notAcceptable } from '../apiserver/accept.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { ClusterClock } from './cluster-clock.ts';
import { followLog, isFollowedLog } from './log-stream.ts';
import { formatOf } from './media-types.ts';
import { openApiResponse } from './openapi-paths.ts';
import { readBody } from './read-body.ts';
import { send, type Manner } from './send.ts';
import { methodNotAllowed, toApiRequest } from './to-api-request.ts';
import { isWatch, streamWatch } from './watch-stream.ts';

/** The cluster that is spoken to. */
export interface Target {
  readonly simulation: Simulation;
  readonly clock: ClusterClock;
}

export const statusResponse = (status: Status): ApiResponse => ({
  code: status.code,
  body: status as unknown as JsonValue,
});

/** Indented for people who look: on request, and for those clients that people use by hand. Models negotiation isPrettyPrint. */
function isPretty(url: URL, userAgent: string): boolean {
  if (url.pathname === '/' || url.pathname === '/version') return true;
  const asked = url.searchParams.get('pretty');
  if (asked !== null) return asked !== 'false' && asked !== '0';
  return /^(?:curl|Wget|Mozilla\/5\.0)/.test(userAgent);
}

/** Answers a request whose URL is that of the API (without the prefix under which it is served). */
export async function handleApi(
  target: Target,
  url: URL,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method = 'GET' } = message;
  const format = formatOf(headers.accept);
  const pretty = isPretty(url, headers['user-agent'] ?? '');
  // Clients that go by the server's clock see the cluster's time pass, however fast it does.
  response.setHeader('Date', new Date(target.simulation.nowMs).toUTCString());
  const manner: Manner = { format: format ?? 'json', pretty, bodiless: method === 'HEAD' };
  const answer = (status: ApiResponse): void => send(response, status, manner);
  try {
    const body = await readBody(message);
    const openApi = openApiResponse(target.simulation, url, method, headers.accept);
    if (openApi) return answer(openApi);
    if (!format) return answer(statusResponse(notAcceptable));
    const request = toApiRequest({
      method: method === 'HEAD' ? headMethod(url) : method,
      url,
      contentType: headers['content-type'],
      accept: headers.accept,
      body,
    });
    const now = respond(target, legacyWatch(request), response);
    if (now) answer(now);
  } catch (error) {
    if (response.headersSent) throw error;
    if (error instanceof StatusError) return answer(statusResponse(error.status));
    const text = error instanceof Error ? error.message : String(error);
    answer(statusResponse(failure(500, 'InternalError', `Internal error occurred: ${text}`)));
  }
}

/** Sends the request to the cluster; streams answer by themselves. */
function respond(
  { simulation, clock }: Target,
  request: ApiRequest,
  response: ServerResponse,
): ApiResponse | undefined {
  clock.catchUp();
  if (isWatch(request)) {
    const refusal = streamWatch(simulation, request, response);
    clock.release();
    return refusal;
  }
  if (isFollowedLog(request)) return followLog({ simulation, clock }, request, response);
  const answer = simulation.request(request);
  if (request.method === 'GET' && isGoing(answer)) clock.hold();
  clock.wake();
  return answer;
}

/** True for an object that is being deleted. */
function isGoing({ body }: ApiResponse): boolean {
  if (body === null || typeof body !== 'object' || !('metadata' in body)) return false;
  return (body['metadata'] as JsonObject | undefined)?.['deletionTimestamp'] !== undefined;
}

/** Of resources there is no HEAD. Throws a 405 Status. */
function headMethod(url: URL): 'GET' {
  if (/^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\/./.test(url.pathname)) throw new StatusError(methodNotAllowed);
  return 'GET';
}

/** `/api/v1/watch/namespaces/x/pods/y`: how watches were asked for before there was a parameter. */
function legacyWatch(request: ApiRequest): ApiRequest {
  const match = /^(\/api\/[^/]+|\/apis\/[^/]+\/[^/]+)\/watch(\/.*)$/.exec(request.path);
  if (!match || request.method !== 'GET') return request;
  const [, root, rest] = match as unknown as readonly [string, string, string];
  const named = /^((?:\/namespaces\/[^/]+)?\/(?!namespaces\/)[^/]+)\/([^/]+)$/.exec(rest);
  const query = { ...request.query, watch: 'true' };
  if (!named) return { ...request, path: `${root}${rest}`, query };
  return { ...request, path: `${root}${named[1]!}`, query: { ...query, fieldSelector: `metadata.name=${named[2]!}` } };
}
