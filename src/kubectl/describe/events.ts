/** The events at the end of a description. Models describe.go DescribeEvents. */

import type { Event } from '../../api/types.ts';
import { parseTime } from '../../lib/time.ts';
import { sinceText, type DescribeClock } from './text.ts';
import type { DescribeWriter } from './writer.ts';

const lastMs = ({ lastTimestamp }: Event): number => (lastTimestamp ? (parseTime(lastTimestamp) ?? 0) : -Infinity);

/** `3s (x2 over 5s)`, or how long ago the only one was. */
export function eventInterval(event: Event, clock: DescribeClock): string {
  const first = sinceText(event.eventTime || event.firstTimestamp, clock);
  if (event.series) {
    return `${sinceText(event.series.lastObservedTime, clock)} (x${event.series.count ?? 0} over ${first})`;
  }
  if ((event.count ?? 0) > 1) return `${sinceText(event.lastTimestamp, clock)} (x${event.count} over ${first})`;
  return first;
}

/** Nothing at all when events were not asked for. */
export function writeEvents(writer: DescribeWriter, events: readonly Event[] | undefined, clock: DescribeClock): void {
  if (!events) return;
  if (events.length === 0) {
    writer.write(0, 'Events:\t<none>\n');
    return;
  }
  writer.flush();
  writer.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  writer.write(1, '----\t------\t----\t----\t-------\n');
  for (const event of events.toSorted((a, b) => lastMs(a) - lastMs(b) || 0)) {
    const source = event.source?.component || event.reportingComponent || '';
    const { fieldPath } = event.involvedObject;
    const message = `${fieldPath ? `${fieldPath}: ` : ''}${(event.message ?? '').trim()}`;
    const cells = [event.type ?? '', event.reason ?? '', eventInterval(event, clock), source, message];
    writer.write(1, `${cells.join('\t')}\n`);
  }
}
