/** What `kubectl describe` prints about the object at the moment that is shown. */

import { useEffect, useState, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { findObject } from '../../view/inspector.ts';
import { useSession, useSessionState } from '../session-context.ts';

/** Descriptions are made again this long after the last write. */
const restMs = 120;

export function DescribeTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const session = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  // Empty when there is nothing to describe.
  const [text, setText] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      const exists = findObject(reader, selection) !== undefined;
      void (exists ? session.describe(selection) : Promise.resolve('')).then((described) => {
        if (isCurrent) setText(described);
      });
    }, restMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [session, selection, reader]);
  if (text === undefined) return <p className="panel-empty">Describing…</p>;
  if (text === '') return <p className="panel-empty">It does not exist at this moment.</p>;
  return (
    <pre className="describe-view" data-testid="describe" role="region" tabIndex={0} aria-label="kubectl describe">
      {text}
    </pre>
  );
}
