/** The panel below: Timeline, Terminal, Events and DNS as tabs. A terminal that was opened lives on behind the others. */

import { Tabs } from 'radix-ui';
import { lazy, Suspense, useEffect, useState, type MouseEvent, type ReactElement } from 'react';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { showBottomTab, usePage, type BottomTab } from './page-store.ts';
import { MomentMark } from './MomentMark.tsx';
import { useSessionState } from './session-context.ts';
import { TerminalPanel } from './terminal/TerminalPanel.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import './bottom-panel.css';

const EventsPanel = lazy(async () => ({ default: (await import('./events/EventsPanel.tsx')).EventsPanel }));
const DnsPanel = lazy(async () => ({ default: (await import('./dns/DnsPanel.tsx')).DnsPanel }));

const titles: Readonly<Record<BottomTab, string>> = {
  timeline: 'Timeline',
  terminal: 'Terminal',
  events: 'Events',
  dns: 'DNS',
};

/** At the beginning of a sentence. */
const parts: Readonly<Record<BottomTab, string>> = {
  timeline: 'The timeline',
  terminal: 'The terminal',
  events: 'The list of events',
  dns: 'The list of names',
};

const hints: Readonly<Record<BottomTab, string>> = {
  timeline: 'drag to travel · acting in the past forks',
  terminal: 'kubectl · Tab completes · Ctrl C ends · Esc, Tab leaves',
  events: '',
  dns: 'as a Pod in the cluster resolves them',
};

/** The part of the panel below its tabs; also used alone on small screens. */
export function BottomContent({ tab }: { readonly tab: BottomTab }): ReactElement {
  const [hasTerminal, setTerminal] = useState(tab === 'terminal');
  if (tab === 'terminal' && !hasTerminal) setTerminal(true);
  return (
    <>
      {tab === 'terminal' ? null : (
        <ErrorBoundary part={parts[tab]} subject={tab}>
          <Suspense>
            {tab === 'timeline' ? <Timeline /> : null}
            {tab === 'events' ? <EventsPanel /> : null}
            {tab === 'dns' ? <DnsPanel /> : null}
          </Suspense>
        </ErrorBoundary>
      )}
      {hasTerminal ? <TerminalPanel isShown={tab === 'terminal'} /> : null}
    </>
  );
}

const followedHints: Readonly<Record<BottomTab, string>> = {
  timeline: 'what was seen since the page began to look · drag to look back',
  terminal: 'kubectl speaks to the real cluster',
  events: '',
  dns: 'as they must be, by Services and EndpointSlices: nothing was resolved',
};

/** The focus is on the tab before its panel is shown, and not put there after a terminal has taken it. */
function press(event: MouseEvent<HTMLButtonElement>, tab: BottomTab): void {
  if (event.button !== 0 || event.ctrlKey) return;
  event.preventDefault();
  event.currentTarget.focus();
  showBottomTab(tab);
}

interface BottomPanelProps {
  /** A view was asked for, the one in front included. */
  readonly onChoose?: () => void;
}

export function BottomPanel({ onChoose }: BottomPanelProps): ReactElement {
  const tab = usePage(({ bottomTab }) => bottomTab);
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  useEffect(
    () => usePage.subscribe((now, before) => (now.bottomTab === before.bottomTab ? undefined : onChoose?.())),
    [onChoose],
  );
  const eventCount = useSessionState(({ moment }) => moment.reader.list('events').length);
  return (
    <section className="bottom-panel" aria-label="Timeline, terminal, events and DNS">
      <Tabs.Root
        value={tab}
        onValueChange={(next) => {
          showBottomTab(next as BottomTab);
          onChoose?.();
        }}
        className="bottom-tabs"
        activationMode="manual"
      >
        <Tabs.List className="tabs" aria-label="Views">
          {(Object.keys(titles) as BottomTab[]).map((name) => (
            <Tabs.Trigger
              key={name}
              className="tab"
              value={name}
              onMouseDown={(event) => press(event, name)}
              onClick={onChoose}
            >
              {titles[name]}
              {name === 'events' ? <span className="badge">{eventCount}</span> : null}
            </Tabs.Trigger>
          ))}
          <span className="tabs-hint">
            {tab === 'events' || tab === 'dns' ? <MomentMark /> : null} {(isFollowed ? followedHints : hints)[tab]}
          </span>
        </Tabs.List>
        <Tabs.Content className="bottom-content" value={tab} tabIndex={-1} forceMount>
          <BottomContent tab={tab} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
