/** The few facts about an object that one wants before its YAML. */

import type { ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { controllerOf } from '../../api/object.ts';
import { spanText } from '../../view/clock-text.ts';
import { findObject } from '../../view/inspector.ts';
import { objectFacts } from '../../view/object-facts.ts';
import { parseTime } from '../../lib/time.ts';
import { useSession, useSessionState } from '../session-context.ts';

export function ObjectFacts({ selection }: { readonly selection: ObjectRef }): ReactElement | null {
  const session = useSession();
  const object = useSessionState(({ moment }) => findObject(moment.reader, selection));
  const createdMs = object ? parseTime(object.metadata.creationTimestamp) : undefined;
  const age = useSessionState(({ moment }) => (createdMs === undefined ? '' : spanText(moment.atMs - createdMs)));
  if (!object) return <p className="panel-empty">It does not exist at this moment.</p>;
  const owner = controllerOf(object);
  return (
    <dl className="facts">
      {objectFacts(object).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {owner ? (
        <div>
          <dt>Controlled by</dt>
          <dd>
            <button
              type="button"
              className="link-button"
              onClick={() =>
                session.select({ kind: owner.kind, namespace: object.metadata.namespace ?? '', name: owner.name })
              }
            >
              {owner.kind} {owner.name}
            </button>
          </dd>
        </div>
      ) : null}
      {object.metadata.finalizers?.length ? (
        <div>
          <dt>Finalizers</dt>
          <dd>{object.metadata.finalizers.join(', ')}</dd>
        </div>
      ) : null}
      <div>
        <dt>Age</dt>
        <dd>{age}</dd>
      </div>
    </dl>
  );
}
