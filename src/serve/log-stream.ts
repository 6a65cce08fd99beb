/** `pods/…/log?follow=true`: the log so far, then what is added, until the container is over. */

import type { ServerResponse } from 'node:http';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import type { Pod } from '../api/types.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { ClusterClock } from './cluster-clock.ts';
import { commonHeaders } from './send.ts';

const periodMs = 200;

/** True for the log of a Pod that is to be followed. */
export function isFollowedLog({ method, path, query = {} }: ApiRequest): boolean {
  const follow = query['follow'];
  return method === 'GET' && /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/log$/.test(path) && follow === 'true';
}

function isRunning(
  simulation: Simulation,
  path: string,
  uid: string | undefined,
  container: string | undefined,
): boolean {
  const [namespace, , name] = path.split('/').slice(4).map(decodeURIComponent);
  const pod = simulation.reader.get('pods', namespace, name!);
  if (!pod || pod.metadata.uid !== uid) return false;
  const statuses = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])];
  return statuses.some(({ name: own, state }) => state?.running && (container === undefined || own === container));
}

function podOf(simulation: Simulation, path: string): Pod | undefined {
  const [namespace, , name] = path.split('/').slice(4).map(decodeURIComponent);
  return simulation.reader.get('pods', namespace, name!);
}

interface LogReader {
  onText(text: string): void;
  /** Called once, when the container is over or its log is gone. */
  onEnd(): void;
}

/** Reads what is added to a log. `seen` is what has been read; returns what stops it. */
export function tailLog(
  { simulation, clock }: { readonly simulation: Simulation; readonly clock: ClusterClock },
  request: ApiRequest,
  seen: string,
  reader: LogReader,
): () => void {
  const uid = podOf(simulation, request.path)?.metadata.uid;
  let read = seen;
  const timer = setInterval(() => {
    clock.catchUp();
    const running = isRunning(simulation, request.path, uid, request.query?.['container']);
    const { code, body } = simulation.request(request);
    const text = code === 200 && typeof body === 'string' ? body : undefined;
    const added = text?.startsWith(read) ? text.slice(read.length) : (text ?? '');
    if (added !== '') reader.onText(added);
    read = text ?? read;
    if (running && text !== undefined) return;
    clearInterval(timer);
    reader.onEnd();
  }, periodMs);
  return () => clearInterval(timer);
}

/** Streams the log. What the server refuses is returned, to be sent as any answer. */
export function followLog(
  target: { readonly simulation: Simulation; readonly clock: ClusterClock },
  request: ApiRequest,
  response: ServerResponse,
): ApiResponse | undefined {
  const { follow: _follow, tailLines: _tail, limitBytes: _limit, ...query } = request.query ?? {};
  const whole = { ...request, query };
  const first = target.simulation.request(request);
  if (first.code !== 200) return first;
  const { body } = target.simulation.request(whole);
  response.writeHead(200, { ...commonHeaders(), 'Content-Type': 'text/plain' });
  response.flushHeaders();
  response.write(first.body);
  const stop = tailLog(target, whole, typeof body === 'string' ? body : '', {
    onText: (text) => void response.write(text),
    onEnd: () => void response.end(),
  });
  response.on('close', stop);
  return undefined;
}
