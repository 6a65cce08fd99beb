/** Waits until deleted objects are gone. Models kubectl/pkg/cmd/wait/delete.go IsDeleted. */

import type { JsonObject } from '../api/json.ts';
import type { CommandContext } from './command.ts';
import { isStatusReason, KubectlError } from './errors.ts';
import { getObject } from './resolve.ts';
import type { ObjectPlace } from './wait-for-object.ts';
import { watchObject } from './wait-for-object.ts';

const uidOf = (object: JsonObject | undefined): unknown => (object?.metadata as JsonObject | undefined)?.uid;

export function timedOut(place: ObjectPlace): KubectlError {
  return new KubectlError(`timed out waiting for the condition on ${place.resource.plural}/${place.name}`);
}

/**
 * Resolves once no object with this UID (any, when unknown) is at that place. Throws `timed out waiting for the
 * condition on …` at the deadline; with a `timeoutMs` of 0 it looks only once.
 */
export async function waitForDeletion(
  context: CommandContext,
  place: ObjectPlace,
  uid: string | undefined,
  deadlineMs: number,
  timeoutMs: number,
): Promise<void> {
  let present: JsonObject;
  try {
    present = await getObject(context, place);
  } catch (error) {
    if (isStatusReason(error, 'NotFound')) return;
    throw error;
  }
  if (uid !== undefined && uidOf(present) !== uid) return;
  if (timeoutMs === 0) throw new KubectlError(`condition not met for ${place.resource.plural}/${place.name}`);
  const gone = await watchObject(context, place, deadlineMs, ({ type, object }) => {
    if (type === 'ABSENT' || type === 'DELETED') return true;
    return uid !== undefined && uidOf(object) !== uid;
  });
  if (!gone) throw timedOut(place);
}
