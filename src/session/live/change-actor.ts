/** Who made a change, as far as an object tells: its managed fields name who wrote what and when. */

import type { KubeObject } from '../../api/object.ts';
import { parseTime } from '../../lib/time.ts';

/** Nothing tells who it was: a deletion leaves no trace of its author. */
export const unknownActor = 'somebody';

/** The manager of the newest entry, when that entry is newer than those of the object before. */
export function changeActor({ metadata }: KubeObject, previous: KubeObject | undefined): string {
  if (metadata.deletionTimestamp !== undefined && previous?.metadata.deletionTimestamp === undefined) {
    return unknownActor;
  }
  let newest: { readonly manager: string; readonly atMs: number } | undefined;
  for (const { manager = unknownActor, time } of metadata.managedFields ?? []) {
    const atMs = time === undefined ? 0 : (parseTime(time) ?? 0);
    if (!newest || atMs >= newest.atMs) newest = { manager, atMs };
  }
  return newest?.manager ?? unknownActor;
}

/** As kubectl shows objects; also half as large. */
export function withoutManagers<T extends KubeObject>(object: T): T {
  if (object.metadata.managedFields === undefined) return object;
  const { managedFields: _dropped, ...metadata } = object.metadata;
  return { ...object, metadata };
}
