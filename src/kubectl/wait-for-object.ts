/** Waits for something to become true of one object, by a list and a watch. Models client-go tools/watch UntilWithSync. */

import type { JsonObject } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { StatusError, failure, isStatus } from '../api/status.ts';
import { getRequest } from '../client/request.ts';
import type { ApiResource } from './api-resources.ts';
import type { CommandContext } from './command.ts';
import { listItems } from './resolve.ts';

export interface ObjectPlace {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
}

/** What an observer is told: the object as it is now; absent once it is gone (or when it never was there). */
export interface Observation {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'ABSENT';
  readonly object?: JsonObject;
}

const collection = ({ resource, namespace }: ObjectPlace): { resource: ApiResource; namespace?: string } =>
  namespace ? { resource, namespace } : { resource };

/**
 * Tells `observe` the present state and then every change, until it returns true (resolves true) or `deadlineMs` of
 * the cluster's time has come (resolves false). What `observe` throws ends the wait.
 */
export async function watchObject(
  context: Pick<CommandContext, 'client' | 'io'>,
  place: ObjectPlace,
  deadlineMs: number | undefined,
  observe: (observation: Observation) => boolean | Promise<boolean>,
): Promise<boolean> {
  const { client, io } = context;
  const fieldSelector = `metadata.name=${place.name}`;
  for (;;) {
    const list = await client.get(collection(place), { fieldSelector });
    const [object] = listItems(place.resource, list);
    if (await observe(object ? { type: 'ADDED', object } : { type: 'ABSENT' })) return true;
    const remainingMs = deadlineMs === undefined ? undefined : deadlineMs - client.clock.nowMs();
    if (remainingMs !== undefined && remainingMs <= 0) return false;
    const resourceVersion = String((list.metadata as JsonObject | undefined)?.resourceVersion ?? '');
    const request = getRequest(collection(place), { fieldSelector, resourceVersion });
    const options = remainingMs === undefined ? {} : { timeoutMs: remainingMs };
    for await (const event of client.watch(request, options)) {
      if (event.type === 'ERROR') throw watchFailure(event.object);
      if (event.type === 'BOOKMARK' || !isJsonObject(event.object)) continue;
      if (await observe({ type: event.type, object: event.object })) return true;
    }
    if (io.signal.aborted) throw new Error('interrupted');
    if (deadlineMs !== undefined && client.clock.nowMs() >= deadlineMs) return false;
  }
}

function watchFailure(body: unknown): StatusError {
  return new StatusError(isStatus(body) ? body : failure(500, 'InternalError', 'the watch ended with an error'));
}
