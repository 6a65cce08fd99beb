/** Reading and following the log of one container over the log subresource. */

import type { Pod } from '../../api/types.ts';
import { getRequest } from '../../client/request.ts';
import type { CommandContext } from '../command.ts';
import { isStatusReason } from '../errors.ts';

const pollMs = 500;
const startTimeoutMs = 20_000;

export interface LogSource {
  readonly pod: Pod;
  readonly container: string;
}

/** Parameters of `pods/…/log`: `tailLines`, `previous`, `timestamps` … */
export type LogQuery = Readonly<Record<string, string>>;

type LogContext = Pick<CommandContext, 'client' | 'io'>;

/** The log as it is now. */
export async function readLog({ client }: LogContext, { pod, container }: LogSource, query: LogQuery): Promise<string> {
  const { name, namespace = '' } = pod.metadata;
  const path = { resource: 'pods', namespace, name, subresource: 'log' };
  const body = await client.send(getRequest(path, { container, ...query }));
  return typeof body === 'string' ? body : '';
}

/** Reads a log whose container may still have to start. */
async function readWhenStarted(context: LogContext, source: LogSource, query: LogQuery): Promise<string> {
  const { clock } = context.client;
  const deadlineMs = clock.nowMs() + startTimeoutMs;
  for (;;) {
    try {
      return await readLog(context, source, query);
    } catch (error) {
      const waiting = isStatusReason(error, 'BadRequest') && error.message.includes('is waiting to start');
      if (!waiting || clock.nowMs() >= deadlineMs) throw error;
      await clock.sleep(pollMs, context.io.signal);
    }
  }
}

async function isRunning({ client }: LogContext, { pod, container }: LogSource): Promise<boolean> {
  const { name, namespace = '', uid } = pod.metadata;
  try {
    const present = (await client.get({ resource: 'pods', namespace, name })) as unknown as Pod;
    const statuses = [...(present.status?.containerStatuses ?? []), ...(present.status?.initContainerStatuses ?? [])];
    return present.metadata.uid === uid && statuses.some((entry) => entry.name === container && entry.state?.running);
  } catch (error) {
    if (isStatusReason(error, 'NotFound')) return false;
    throw error;
  }
}

/** What came after what was seen; the oldest lines may be gone meanwhile. */
function addedTo(seen: string, text: string): string {
  if (text.startsWith(seen)) return text.slice(seen.length);
  const last = seen.slice(-500);
  const at = last === '' ? -1 : text.lastIndexOf(last);
  return at < 0 ? text : text.slice(at + last.length);
}

/** Prints the log as `query` cuts it, then what is added, until the container is over. */
export async function followLog(
  context: LogContext,
  source: LogSource,
  query: LogQuery,
  print: (text: string) => void,
): Promise<void> {
  const whole: LogQuery = query['timestamps'] ? { timestamps: query['timestamps'] } : {};
  print(await readWhenStarted(context, source, query));
  let seen = await readLog(context, source, whole);
  for (let running = true; running;) {
    running = await isRunning(context, source);
    if (running) await context.client.clock.sleep(pollMs, context.io.signal);
    let text: string;
    try {
      text = await readLog(context, source, whole);
    } catch (error) {
      if (isStatusReason(error, 'NotFound') || isStatusReason(error, 'BadRequest')) return;
      throw error;
    }
    print(addedTo(seen, text));
    seen = text;
  }
}
