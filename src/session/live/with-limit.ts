/** Requests that do not wait for ever: a cluster that has gone away often just says nothing. */

import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import type { Transport } from '../../client/transport.ts';

/** No answer came: the connection was refused, broken, or silent for too long. */
export class NoAnswer extends Error {}

/** The answer; rejects with NoAnswer, or with the signal's reason. */
export function requestWithin(
  transport: Transport,
  request: ApiRequest,
  limitMs: number,
  signal: AbortSignal,
): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const onAbort = (): void => finish(() => reject(signal.reason as Error));
    const timer = setTimeout(() => {
      finish(() => reject(new NoAnswer(`no answer within ${limitMs / 1000} seconds`)));
    }, limitMs);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    transport.request(request).then(
      (response) => finish(() => resolve(response)),
      (error: unknown) => finish(() => reject(new NoAnswer(error instanceof Error ? error.message : String(error)))),
    );
  });
}

/** Resolves after the time, or at once when the signal is aborted. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal.addEventListener('abort', done, { once: true });
  });
}
