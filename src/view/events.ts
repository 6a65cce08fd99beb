/** Events as rows of a list, newest first. */

import type { KubeObject, ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Event } from '../api/types.ts';
import { parseTime } from '../lib/time.ts';
import { sameRef } from './decision-index.ts';

export interface EventRow {
  readonly key: string;
  readonly atMs: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly about: ObjectRef;
  readonly message: string;
  readonly count: number;
  readonly source: string;
}

/** When it was seen last. Models the order of fields in kubectl's events printer. */
function lastSeenMs(event: Event & KubeObject): number {
  const time = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return parseTime(time ?? event.metadata.creationTimestamp) ?? 0;
}

function eventRow(event: Event & KubeObject): EventRow {
  const { kind = '', namespace, name = '' } = event.involvedObject;
  return {
    key: `${event.metadata.namespace}/${event.metadata.name}`,
    atMs: lastSeenMs(event),
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    about: namespace ? { kind, namespace, name } : { kind, name },
    message: event.message ?? '',
    count: event.series?.count ?? event.count ?? 1,
    source: event.reportingComponent || event.source?.component || '',
  };
}

const rows = new WeakMap<KubeObject, EventRow>();
const lists = new WeakMap<readonly KubeObject[], readonly EventRow[]>();

/** All events, newest first; of the same second the later written first. */
export function eventRows(reader: ClusterReader): readonly EventRow[] {
  const events = reader.list('events');
  const before = lists.get(events);
  if (before) return before;
  const found = events.map((event) => {
    const row = rows.get(event) ?? eventRow(event);
    rows.set(event, row);
    return { row, version: Number(event.metadata.resourceVersion) };
  });
  found.sort((a, b) => b.row.atMs - a.row.atMs || b.version - a.version);
  const list = found.map(({ row }) => row);
  lists.set(events, list);
  return list;
}

/** The events about one object. */
export function eventsAbout(reader: ClusterReader, ref: ObjectRef): readonly EventRow[] {
  return eventRows(reader).filter(({ about }) => sameRef(about, ref));
}
