/** The page under 700 pixels: one view at a time, chosen in a bar at the bottom. */

import { lazy, Suspense, useState, type ReactElement } from 'react';
import { BottomContent } from './BottomPanel.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { Headline } from './graph/Headline.tsx';
import { Stage } from './graph/Stage.tsx';
import { Icon } from './icons.tsx';
import { ClusterWhy } from './inspector/ClusterWhy.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { LessonsMenu } from './lessons/LessonsMenu.tsx';
import { useLessons } from './lessons/lesson-store.ts';
import { ClusterOffer } from './live/ClusterOffer.tsx';
import { openDialog, showBottomTab, showClusterWhy, showNarrowTab, usePage, type NarrowTab } from './page-store.ts';
import { useSession, useSessionState } from './session-context.ts';
import { ExamplesMenu } from './toolbar/ExamplesMenu.tsx';
import { FaultsMenu } from './toolbar/FaultsMenu.tsx';
import { TerminalPanel } from './terminal/TerminalPanel.tsx';
import { ThemeButton } from './toolbar/Toolbar.tsx';
import { Transport } from './transport/Transport.tsx';
import './narrow-page.css';

const LessonPanel = lazy(async () => ({ default: (await import('./lessons/LessonPanel.tsx')).LessonPanel }));

const titles: Readonly<Record<NarrowTab, string>> = {
  lesson: 'Lesson',
  editor: 'Editor',
  stage: 'Stage',
  timeline: 'Timeline',
  terminal: 'Terminal',
  more: 'More',
};

function More(): ReactElement {
  const session = useSession();
  const tab = usePage(({ bottomTab }) => bottomTab);
  const shown = tab === 'dns' ? 'dns' : 'events';
  return (
    <div className="narrow-more">
      <div className="narrow-actions">
        <ClusterOffer />
        <LessonsMenu />
        <ExamplesMenu />
        <FaultsMenu />
        <button type="button" className="button" onClick={() => session.reset()}>
          Reset
        </button>
        <button type="button" className="button outlined" onClick={() => openDialog('share')}>
          Share
        </button>
        <ThemeButton />
        <button type="button" className="icon-button" aria-label="Help" onClick={() => openDialog('help')}>
          ?
        </button>
      </div>
      <div className="tabs" role="tablist" aria-label="More views">
        {(['events', 'dns'] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            className="tab"
            aria-selected={name === shown}
            data-state={name === shown ? 'active' : 'inactive'}
            onClick={() => showBottomTab(name)}
          >
            {name === 'dns' ? 'DNS' : 'Events'}
          </button>
        ))}
      </div>
      <div className="bottom-content">
        <BottomContent tab={shown} />
      </div>
    </div>
  );
}

function NarrowView({ tab }: { readonly tab: NarrowTab }): ReactElement | null {
  switch (tab) {
    case 'lesson':
      return (
        <Suspense>
          <LessonPanel />
        </Suspense>
      );
    case 'editor':
      return <EditorPanel />;
    case 'stage':
      return (
        <div className="stage-side">
          <Headline />
          <div className="stage-frame">
            <Stage />
          </div>
        </div>
      );
    // It is kept behind the other views.
    case 'terminal':
      return null;
    case 'timeline':
      return (
        <div className="bottom-content">
          <BottomContent tab={tab} />
        </div>
      );
    case 'more':
      return <More />;
  }
}

export function NarrowPage(): ReactElement {
  const session = useSession();
  const inLesson = useLessons(({ open }) => open !== undefined);
  const chosen = usePage(({ narrowTab }) => narrowTab);
  const tab = chosen === 'lesson' && !inLesson ? 'stage' : chosen;
  const selection = useSessionState((state) => state.selection);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  const [hasTerminal, setTerminal] = useState(tab === 'terminal');
  if (tab === 'terminal' && !hasTerminal) setTerminal(true);
  return (
    <div className="narrow-page">
      <header className="narrow-bar">
        <h1 className="visually-hidden">StatefulSet Playground</h1>
        <Transport />
      </header>
      <main className="narrow-main">
        <NarrowView tab={tab} />
        {hasTerminal ? (
          <div className="bottom-content" hidden={tab !== 'terminal'}>
            <TerminalPanel isShown={tab === 'terminal'} />
          </div>
        ) : null}
        {selection || isWhyOpen ? (
          <div className="narrow-sheet">{selection ? <Inspector selection={selection} /> : <ClusterWhy />}</div>
        ) : null}
      </main>
      <nav className="narrow-tabs" aria-label="Views">
        {(Object.keys(titles) as NarrowTab[])
          .filter((name) => name !== 'lesson' || inLesson)
          .map((name) => (
            <button
              key={name}
              type="button"
              className="narrow-tab"
              aria-current={name === tab ? 'page' : undefined}
              onClick={() => {
                session.select(undefined);
                showClusterWhy(false);
                showNarrowTab(name);
              }}
            >
              {name === 'more' ? <Icon name="more" size={14} /> : null}
              {titles[name]}
            </button>
          ))}
      </nav>
    </div>
  );
}
