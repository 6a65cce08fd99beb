/** The DNS tab: every name that the cluster's DNS could be asked for, with its answer or the reason why there is none. */

import { useMemo, type ReactElement } from 'react';
import { withCachedDenials } from '../../view/cached-denials.ts';
import { dnsRecords, type DnsRow } from '../../view/dns-records.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { WholeWords } from '../WholeWords.tsx';
import './dns.css';

const dnsResources = new Set(['services', 'endpointslices.discovery.k8s.io']);

function DnsRecord({ row }: { readonly row: DnsRow }): ReactElement {
  const session = useSession();
  const isPublished = row.values.length > 0;
  return (
    <tr className={`dns-row dns-row-${row.level}`} data-testid={`dns-row-${row.host}`} data-published={isPublished}>
      <th scope="row">
        <button type="button" className="dns-name" title={row.fqdn} onClick={() => session.select(row.ref)}>
          {row.host}
          <span className="dns-zone">.svc.cluster.local</span>
        </button>
      </th>
      <td className="dns-type">{isPublished ? row.type : 'NXDOMAIN'}</td>
      <td className="dns-value">
        {isPublished ? (
          row.values.map((value) => (
            <div key={value}>
              <WholeWords text={value} />
            </div>
          ))
        ) : (
          <span className="dns-why">{row.reason}</span>
        )}
      </td>
    </tr>
  );
}

export function DnsPanel(): ReactElement {
  const reader = useSessionState(({ moment }) => moment.reader);
  const faults = useSessionState(({ moment }) => moment.faults);
  const seconds = useSessionState(({ moment }) => Math.floor(moment.atMs / 1000));
  const all = useMemo(() => dnsRecords(reader), [reader]);
  const rows = useMemo(() => withCachedDenials(all, reader, faults, seconds * 1000), [all, reader, faults, seconds]);
  const isUnseen = useSessionState(({ followed }) =>
    followed?.unseen.some(({ resource }) => dnsResources.has(resource)),
  );
  if (isUnseen)
    return <p className="panel-empty">Services or EndpointSlices cannot be seen: which names exist is not known.</p>;
  if (rows.length === 0) return <p className="panel-empty">No Services yet: there are no names to ask for.</p>;
  return (
    <div className="dns-panel">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Answer</th>
            <th scope="col">Records</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DnsRecord key={`${row.fqdn} ${row.level}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
