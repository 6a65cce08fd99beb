/** `pods/…/attach`: what the main process of a container writes, and what is typed into it. */

import { isJsonObject, type JsonObject } from '../api/json.ts';
import type { ApiResponse } from '../api/request.ts';
import type { Pod } from '../api/types.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { ClusterClock } from './cluster-clock.ts';
import { exitStatus, readAll, refusalStatus, runShell, type ShellOptions } from './exec-shell.ts';
import { tailLog } from './log-stream.ts';

export interface Attachment {
  readonly target: { readonly simulation: Simulation; readonly clock: ClusterClock };
  readonly shell: ShellOptions;
  readonly pod: Pod | undefined;
  /** Empty for the only one. */
  readonly container: string;
  send(subresource: string, body: JsonObject): ApiResponse;
}

/** Attaches until the process is over, or its shell was left; the Status that closes the stream. */
export async function runAttached(attachment: Attachment): Promise<JsonObject> {
  const { shell, send } = attachment;
  const found = send('attach', {});
  if (found.code !== 200) return refusalStatus(found);
  const answer = isJsonObject(found.body) ? found.body : {};
  const takesInput = shell.stdin && answer['awaitsInput'] === true;
  if (takesInput && shell.streams.tty && typeof answer['shell'] === 'string') {
    const status = await runShell([answer['shell']], shell);
    const causes = isJsonObject(status['details']) ? (status['details']['causes'] as readonly JsonObject[]) : [];
    send('attach', { left: Number(causes[0]?.['message'] ?? 0) });
    return status;
  }
  const ended = followProcess(attachment);
  if (takesInput) send('attach', { stdin: await readAll(shell.streams) });
  await ended;
  return exitStatus(0);
}

/** Sends what the process writes until it ends or nobody listens any more. */
function followProcess({ target, shell, pod, container }: Attachment): Promise<void> {
  const { name = '', namespace = '' } = pod?.metadata ?? {};
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
  const request = { method: 'GET', path, ...(container === '' ? {} : { query: { container } }) } as const;
  const { body } = target.simulation.request(request);
  // Who waits for input has an attached client from its start on: nothing of what it writes gets lost.
  const fromStart = pod?.spec.containers.some(
    ({ name: own, stdin }) => stdin && (container === '' || own === container),
  );
  const seen = fromStart || typeof body !== 'string' ? '' : body;
  return new Promise((resolve) => {
    const stop = tailLog(target, request, seen, { onText: (text) => shell.streams.stdout(text), onEnd: resolve });
    shell.closed.addEventListener('abort', () => {
      stop();
      resolve();
    });
  });
}
