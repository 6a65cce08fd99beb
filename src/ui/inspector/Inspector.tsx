/** The inspector: why the selected object is as it is, and everything else about it, tab by tab. */

import { Tabs } from 'radix-ui';
import { useMemo, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { eventsAbout } from '../../view/events.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { EventListItem } from '../events/EventListItem.tsx';
import { Icon } from '../icons.tsx';
import { MomentMark } from '../MomentMark.tsx';
import { showClusterWhy } from '../page-store.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { DescribeTab } from './DescribeTab.tsx';
import { DnsTab } from './DnsTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { showInspectorTab, useInspectorTab, type InspectorTab } from './inspector-tab.ts';
import { RevisionsTab } from './RevisionsTab.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { WhyTab } from './WhyTab.tsx';
import { YamlTab } from './YamlTab.tsx';
import './inspector.css';

const titles: Readonly<Record<InspectorTab, string>> = {
  why: 'Why',
  yaml: 'YAML',
  describe: 'Describe',
  events: 'Events',
  dns: 'DNS',
  revisions: 'Revisions',
  files: 'Files',
};

function tabsOf({ kind }: ObjectRef): readonly InspectorTab[] {
  const own: Readonly<Record<string, readonly InspectorTab[]>> = {
    Pod: ['dns', 'files'],
    Service: ['dns'],
    StatefulSet: ['revisions', 'dns'],
    PersistentVolumeClaim: ['files'],
    PersistentVolume: ['files'],
  };
  return ['why', 'yaml', 'describe', 'events', ...(Object.hasOwn(own, kind) ? own[kind]! : [])];
}

/** The volumes behind an object: its own, or those of its claims. */
function volumesOf(reader: ClusterReader, ref: ObjectRef): readonly { name: string; title: string }[] {
  if (ref.kind === 'PersistentVolume') return [{ name: ref.name, title: ref.name }];
  const claims =
    ref.kind === 'PersistentVolumeClaim'
      ? [ref.name]
      : (reader.get('pods', ref.namespace, ref.name)?.spec.volumes ?? []).flatMap(
          ({ persistentVolumeClaim: claim }) => claim?.claimName ?? [],
        );
  return claims.flatMap((claim) => {
    const name = reader.get('persistentvolumeclaims', ref.namespace, claim)?.spec.volumeName;
    return name ? [{ name, title: claim }] : [];
  });
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

function TabBody({ tab, selection }: { readonly tab: InspectorTab; readonly selection: ObjectRef }): ReactElement {
  const reader = useSessionState(({ moment }) => moment.reader);
  switch (tab) {
    case 'why':
      return <WhyTab selection={selection} />;
    case 'yaml':
      return <YamlTab selection={selection} />;
    case 'describe':
      return <DescribeTab selection={selection} />;
    case 'events':
      return <EventsTab selection={selection} />;
    case 'dns':
      return <DnsTab selection={selection} />;
    case 'revisions':
      return <RevisionsTab selection={selection} />;
    case 'files':
      return <FilesTab volumes={volumesOf(reader, selection)} />;
  }
}

function InspectorBody({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const chosen = useInspectorTab((state) => state.tab);
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  // What is in the volumes of a real cluster is not to be seen from here.
  const tabs = tabsOf(selection).filter((name) => !isFollowed || name !== 'files');
  const tab = tabs.includes(chosen) ? chosen : 'why';
  return (
    <Tabs.Root className="inspector-body" value={tab} onValueChange={(next) => showInspectorTab(next as InspectorTab)}>
      <Tabs.List className="tabs inspector-tabs" aria-label="Inspector">
        {tabs.map((name) => (
          <Tabs.Trigger key={name} className="tab" value={name}>
            {titles[name]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content className="inspector-content" value={tab}>
        <TabBody tab={tab} selection={selection} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

export function Inspector({ selection }: { readonly selection: ObjectRef }): ReactElement {
  const session = useSession();
  const focus = useKeptFocus();
  const showWhole = (): void => {
    session.select(undefined);
    showClusterWhy(true);
  };
  return (
    <aside className="inspector" aria-label="Inspector" data-testid="inspector" {...focus}>
      <header className="inspector-head">
        <div>
          <span className="side-kind">{selection.kind}</span>
          <h2 tabIndex={-1}>{selection.name}</h2>
          <button type="button" className="link-button whole-link" onClick={showWhole}>
            ‹ What is happening now?
          </button>{' '}
          <MomentMark />
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
      <ErrorBoundary part="This object" subject={`${selection.kind}/${selection.namespace ?? ''}/${selection.name}`}>
        <InspectorBody selection={selection} />
      </ErrorBoundary>
    </aside>
  );
}
