/** The inspector: why the selected object is as it is, its YAML, and its events. */

import { Tabs } from 'radix-ui';
import { useMemo, useState, type ReactElement } from 'react';
import type { Decision } from '../../api/decision.ts';
import type { ObjectRef } from '../../api/object.ts';
import { eventsAbout } from '../../view/events.ts';
import { decisionsAbout, decisionsBlockedBy, findObject, lineOfField, objectYaml } from '../../view/inspector.ts';
import { EventListItem } from '../events/EventsPanel.tsx';
import { Icon } from '../icons.tsx';
import { useSession, useSessionState } from '../session-context.ts';
import { ObjectFacts } from './ObjectFacts.tsx';
import { WhyList } from './WhyList.tsx';
import { YamlView } from './YamlView.tsx';
import './inspector.css';

type Tab = 'why' | 'yaml' | 'events';

/** The YAML of the object, with the field of a rule marked. */
function YamlTab({
  selection,
  field,
}: {
  readonly selection: ObjectRef;
  readonly field: string | undefined;
}): ReactElement {
  const object = useSessionState(({ moment }) => findObject(moment.reader, selection));
  if (!object) return <p className="panel-empty">It does not exist at this moment.</p>;
  const text = objectYaml(object);
  return <YamlView text={text} markedLine={field ? lineOfField(text, field) : undefined} />;
}

function EventsTab({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const reader = useSessionState(({ moment }) => moment.reader);
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const rows = useMemo(() => eventsAbout(reader, selection), [reader, selection]);
  if (rows.length === 0) return <p className="panel-empty">No events about it.</p>;
  return (
    <ul className="event-list in-inspector">
      {rows.map((row) => (
        <EventListItem key={row.key} row={row} startMs={startMs} withoutObject />
      ))}
    </ul>
  );
}

function InspectorBody({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const session = useSession();
  const [tab, setTab] = useState<Tab>('why');
  const [field, setField] = useState<string>();
  const decisions = useSessionState(({ moment }) => moment.decisions);
  const about = useMemo(() => decisionsAbout(decisions, selection), [decisions, selection]);
  const waiting = useMemo(() => decisionsBlockedBy(decisions, selection), [decisions, selection]);
  const showRule = ({ object, field: rule }: NonNullable<Decision['rule']>): void => {
    session.select(object);
    setField(rule);
    setTab('yaml');
  };
  return (
    <Tabs.Root
      className="inspector-body"
      value={tab}
      onValueChange={(next) => {
        setTab(next as Tab);
        setField(undefined);
      }}
    >
      <Tabs.List className="tabs" aria-label="Inspector">
        <Tabs.Trigger className="tab" value="why">
          Why
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="yaml">
          YAML
        </Tabs.Trigger>
        <Tabs.Trigger className="tab" value="events">
          Events
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className="inspector-content" value="why">
        <ObjectFacts selection={selection} />
        {about.length > 0 || waiting.length === 0 ? (
          <WhyList selection={selection} decisions={about} onRule={showRule} />
        ) : null}
        {waiting.length > 0 ? (
          <>
            <h3 className="why-title">What waits for it</h3>
            <WhyList selection={selection} decisions={waiting} onRule={showRule} />
          </>
        ) : null}
      </Tabs.Content>
      <Tabs.Content className="inspector-content" value="yaml">
        <YamlTab selection={selection} field={field} />
      </Tabs.Content>
      <Tabs.Content className="inspector-content" value="events">
        <EventsTab selection={selection} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

export function Inspector({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const session = useSession();
  return (
    <aside className="inspector" aria-label="Inspector" data-testid="inspector">
      <header className="inspector-head">
        <div>
          <span className="side-kind">{selection.kind}</span>
          <h2>{selection.name}</h2>
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the inspector"
          title="Close (Esc)"
          onClick={() => session.select(undefined)}
        >
          <Icon name="close" />
        </button>
      </header>
      <InspectorBody selection={selection} />
    </aside>
  );
}
