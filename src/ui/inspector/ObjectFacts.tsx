/** The few facts about an object that one wants before its YAML, and the objects that it is tied to. */

import { useMemo, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { spanText } from '../../view/clock-text.ts';
import { refKey } from '../../view/decision-index.ts';
import { findObject } from '../../view/inspector.ts';
import { objectFacts } from '../../view/object-facts.ts';
import { objectLinks } from '../../view/object-links.ts';
import { parseTime } from '../../lib/time.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { WholeWords } from '../WholeWords.tsx';

/** Facts that the links say as well. */
const linked = new Set(['Node', 'Volume', 'Claim', 'StorageClass', 'Service']);

/** Links whose label says of what kind they are. */
const ofOneKind = /^(?:Pods|Claims|ReplicaSets|Mount|Protects|Selects|Runs on|Bound to|Class|Budget)/;

export function ObjectFacts({ selection }: { readonly selection: ObjectRef }): ReactElement | null {
  const session = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  const object = useMemo(() => findObject(reader, selection), [reader, selection]);
  const links = useMemo(() => (object ? objectLinks(object, reader) : []), [object, reader]);
  const createdMs = object ? parseTime(object.metadata.creationTimestamp) : undefined;
  const age = useSessionState(({ moment }) => (createdMs === undefined ? '' : spanText(moment.atMs - createdMs)));
  if (!object) return null;
  return (
    <dl className="facts">
      {objectFacts(object)
        .filter(([label, value]) => !linked.has(label) || value === 'not scheduled')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <WholeWords text={value} />
            </dd>
          </div>
        ))}
      {links.map(({ label, refs }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="fact-links">
            {refs.map((ref) => (
              <button key={refKey(ref)} type="button" className="link-button" onClick={() => session.select(ref)}>
                <span className={ofOneKind.test(label) ? 'visually-hidden' : undefined}>{ref.kind} </span>
                <WholeWords text={ref.name} />
              </button>
            ))}
          </dd>
        </div>
      ))}
      {object.metadata.finalizers?.length ? (
        <div>
          <dt>Finalizers</dt>
          <dd>
            <WholeWords text={object.metadata.finalizers.join(', ')} />
          </dd>
        </div>
      ) : null}
      <div>
        <dt>Age</dt>
        <dd>{age}</dd>
      </div>
    </dl>
  );
}
