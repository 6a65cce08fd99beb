/** The DNS rows that are about one object: its own names, and those of a set's Pods or a Service's. */

import { controllerOf, type ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { sameRef } from './decision-index.ts';
import { dnsRecords, type DnsRow } from './dns-records.ts';

export function dnsRecordsOf(reader: ClusterReader, ref: ObjectRef): readonly DnsRow[] {
  const rows = dnsRecords(reader);
  if (ref.kind === 'StatefulSet') {
    const uid = reader.get('statefulsets.apps', ref.namespace, ref.name)?.metadata.uid;
    return rows.filter((row) => {
      const pod = row.ref.kind === 'Pod' ? reader.get('pods', row.ref.namespace, row.ref.name) : undefined;
      return pod !== undefined && controllerOf(pod)?.uid === uid;
    });
  }
  if (ref.kind === 'Service') {
    const suffix = `.${ref.name}.${ref.namespace ?? ''}.svc.cluster.local`;
    return rows.filter((row) => sameRef(row.ref, ref) || row.fqdn.endsWith(suffix));
  }
  return rows.filter((row) => sameRef(row.ref, ref));
}
