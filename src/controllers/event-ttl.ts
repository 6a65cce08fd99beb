/** Removes Events whose time is over, as etcd does by their lease. Housekeeping: it never keeps a cluster busy. */

import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import type { Event } from '../api/types.ts';
import { deleteRequest } from '../client/request.ts';
import { parseTime } from '../lib/time.ts';

const key = 'expired';

/** One key looks at all Events; it comes back when the oldest is due. */
export const eventTtl: Controller = {
  name: 'event-ttl',
  keysFor: () => [],
  initialKeys: [{ key, afterMs: 0, background: true }],
  sync(_key, context: SyncContext): SyncResult {
    const { reader, nowMs, timings } = context;
    let oldestMs = nowMs;
    for (const event of reader.list('events')) {
      const writtenMs = lastWriteMs(event) ?? nowMs;
      if (nowMs - writtenMs >= timings.eventTtlMs) {
        const { namespace, name } = event.metadata;
        context.request(deleteRequest({ resource: 'events', name, ...(namespace ? { namespace } : {}) }));
      } else if (writtenMs < oldestMs) oldestMs = writtenMs;
    }
    return { requeueAfterMs: Math.max(1000, oldestMs + timings.eventTtlMs - nowMs), background: true };
  },
};

/** Each write renews the lease. */
function lastWriteMs({ series, lastTimestamp, eventTime, metadata }: Event): number | undefined {
  const times = [series?.lastObservedTime, lastTimestamp, eventTime, metadata.creationTimestamp];
  const known = times.map((time) => (time ? parseTime(time) : undefined)).filter((ms) => ms !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
