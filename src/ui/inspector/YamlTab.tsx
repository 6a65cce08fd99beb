/** The YAML of an object, with what the last write changed, or what has changed since it was opened. */

import { useMemo, useState, type ReactElement } from 'react';
import type { KubeObject, ObjectRef } from '../../api/object.ts';
import { sameRef } from '../../view/decision-index.ts';
import { changedLines, lastWrite } from '../../view/changed-lines.ts';
import { axisText } from '../../view/clock-text.ts';
import { findObject, lineOfField, objectYaml } from '../../view/inspector.ts';
import { useReveal } from '../reveal.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { YamlView } from './YamlView.tsx';

type Since = 'write' | 'opened';

function Shown({ object, opened }: { readonly object: KubeObject; readonly opened: KubeObject }): ReactElement {
  const { store } = useSession();
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const [since, setSince] = useState<Since>('write');
  const field = useReveal((state) => state.field);
  const text = objectYaml(object);
  const write = useMemo(() => {
    const { history, moment } = store.getState();
    return lastWrite(history, moment.changeCount, object);
  }, [store, object]);
  const before = since === 'opened' ? opened : write?.previous;
  const changed = useMemo(() => (before ? changedLines(objectYaml(before), text) : new Set<number>()), [before, text]);
  const ref = {
    kind: object.kind,
    ...(object.metadata.namespace ? { namespace: object.metadata.namespace } : {}),
    name: object.metadata.name,
  };
  const markedLine = field && sameRef(field.ref, ref) ? lineOfField(text, field.path) : undefined;
  return (
    <>
      <div className="yaml-bar">
        <label>
          Marked{' '}
          <select value={since} onChange={({ currentTarget }) => setSince(currentTarget.value as Since)}>
            <option value="write">by the last write</option>
            <option value="opened">since you opened it</option>
          </select>
        </label>
        {since === 'write' && write ? (
          <span>
            {axisText(write.atMs - startMs)} {write.actor}
          </span>
        ) : null}
      </div>
      <YamlView text={text} markedLine={markedLine} changed={changed} />
    </>
  );
}

export function YamlTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const object = useSessionState(({ moment }) => findObject(moment.reader, selection));
  const [opened, setOpened] = useState(object);
  if (!object) return <p className="panel-empty">It does not exist at this moment.</p>;
  if (opened?.metadata.uid !== object.metadata.uid) setOpened(object);
  return <Shown object={object} opened={opened ?? object} />;
}
