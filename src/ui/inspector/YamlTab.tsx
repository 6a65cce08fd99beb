/** The YAML of an object, with what the last write changed, or what has changed since it was opened. */

import { useMemo, useRef, useState, type ReactElement } from 'react';
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
  const host = useRef<HTMLDivElement>(null);
  const shownChange = useRef(-1);
  // From one block of changed lines to the next, round and round.
  const showNext = (): void => {
    const lines = [...(host.current?.querySelectorAll('.yaml-line') ?? [])];
    const starts = [...changed].filter((line) => !changed.has(line - 1));
    const next = starts.find((line) => line > shownChange.current) ?? starts[0];
    if (next === undefined) return;
    shownChange.current = next;
    lines[next]?.scrollIntoView({ block: 'center' });
  };
  return (
    <div ref={host}>
      <div className="yaml-bar">
        <label>
          Marked{' '}
          <select value={since} onChange={({ currentTarget }) => setSince(currentTarget.value as Since)}>
            <option value="write">by the last write</option>
            <option value="opened">since you opened it</option>
          </select>
        </label>
        {since === 'write' ? (
          <span>
            {write
              ? `${write.previous ? '' : 'created '}${axisText(write.atMs - startMs)} ${write.actor}`
              : 'none since the cluster began'}
          </span>
        ) : null}
        {since === 'opened' && changed.size === 0 ? <span>nothing has changed</span> : null}
        {changed.size > 0 ? (
          <button type="button" className="link-button" onClick={showNext}>
            Next<span className="visually-hidden"> change</span>
          </button>
        ) : null}
      </div>
      <YamlView text={text} markedLine={markedLine} changed={changed} />
    </div>
  );
}

export function YamlTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const object = useSessionState(({ moment }) => findObject(moment.reader, selection));
  const [opened, setOpened] = useState(object);
  if (!object) return <p className="panel-empty">It does not exist at this moment.</p>;
  if (opened?.metadata.uid !== object.metadata.uid) setOpened(object);
  return <Shown object={object} opened={opened ?? object} />;
}
