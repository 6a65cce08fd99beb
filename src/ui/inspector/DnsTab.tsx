/** The DNS names that lead to an object. */

import { useMemo, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { withCachedDenials } from '../../view/cached-denials.ts';
import { dnsRecordsOf } from '../../view/dns-records-of.ts';
import { useSessionState } from '../session-context.ts';
import { WholeWords } from '../WholeWords.tsx';

export function DnsTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const reader = useSessionState(({ moment }) => moment.reader);
  const faults = useSessionState(({ moment }) => moment.faults);
  const seconds = useSessionState(({ moment }) => Math.floor(moment.atMs / 1000));
  const all = useMemo(() => dnsRecordsOf(reader, selection), [reader, selection]);
  const rows = useMemo(() => withCachedDenials(all, reader, faults, seconds * 1000), [all, reader, faults, seconds]);
  if (rows.length === 0) return <p className="panel-empty">No DNS name leads here.</p>;
  return (
    <ul className="dns-names" data-testid="dns-records">
      {rows.map((row) => (
        <li key={`${row.fqdn} ${row.type}`}>
          <span className="mono dns-fqdn">{row.fqdn}</span>
          {row.values.length > 0 ? (
            row.values.map((value) => (
              <span key={value} className="dns-answer mono">
                <WholeWords text={`${row.type} ${value}`} />
              </span>
            ))
          ) : (
            <span className="dns-answer is-missing">NXDOMAIN: {row.reason}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
