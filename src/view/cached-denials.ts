/** What caches of "no such name" hide while that fault is in force: rows of DNS as a Pod gets them. */

import type { Fault } from '../api/faults.ts';
import { deniedUntilMs } from '../api/negative-cache.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { DnsRow } from './dns-records.ts';

/** Rows of Pods that became Ready a moment ago lose their answer, with the reason. */
export function withCachedDenials(
  rows: readonly DnsRow[],
  reader: ClusterReader,
  faults: readonly Fault[],
  atMs: number,
): readonly DnsRow[] {
  if (!faults.some(({ type }) => type === 'dns-negative-cache')) return rows;
  return rows.map((row) => {
    const pod = row.level === 'pod' ? reader.get('pods', row.ref.namespace, row.ref.name) : undefined;
    const untilMs = pod && deniedUntilMs(pod);
    if (row.values.length === 0 || untilMs === undefined || untilMs <= atMs) return row;
    const reason = `the record exists, but resolvers remember NXDOMAIN for another ${Math.ceil((untilMs - atMs) / 1000)} s`;
    return { ...row, values: [], reason };
  });
}
