/** The frame of the page under 700 pixels: one view at a time, chosen in a bar at the bottom. */

import { useState, type ReactElement, type ReactNode } from 'react';
import { BottomContent } from './BottomPanel.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Icon } from './icons.tsx';
import { ClusterWhy } from './inspector/ClusterWhy.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { LessonGoalCount } from './lessons/LessonGoalCount.tsx';
import { closeInspector, showBottomTab, showClusterWhy, showNarrowTab, usePage, type NarrowTab } from './page-store.ts';
import { MomentMark } from './MomentMark.tsx';
import { useSession, useSessionState } from './session-context.ts';
import { TerminalPanel } from './terminal/TerminalPanel.tsx';
import './narrow-page.css';

interface NarrowFrameProps {
  readonly header: ReactNode;
  readonly stage: ReactNode;
  /** What concerns the whole page; stands above events and names under More. */
  readonly actions: ReactNode;
  /** The lesson, while one is open. */
  readonly lesson?: ReactNode;
}

const titles: Readonly<Record<NarrowTab, string>> = {
  lesson: 'Lesson',
  editor: 'Editor',
  stage: 'Stage',
  timeline: 'Timeline',
  terminal: 'Terminal',
  more: 'More',
};

function More({ actions }: { readonly actions: ReactNode }): ReactElement {
  const tab = usePage(({ bottomTab }) => bottomTab);
  const shown = tab === 'dns' ? 'dns' : 'events';
  return (
    <div className="narrow-more">
      <div className="narrow-actions">{actions}</div>
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
        <span className="tabs-hint">
          <MomentMark />
        </span>
      </div>
      <div className="bottom-content">
        <BottomContent tab={shown} />
      </div>
    </div>
  );
}

interface NarrowViewProps extends Pick<NarrowFrameProps, 'stage' | 'actions' | 'lesson'> {
  readonly tab: NarrowTab;
}

function NarrowView({ tab, stage, actions, lesson }: NarrowViewProps): ReactNode {
  switch (tab) {
    case 'lesson':
      return lesson;
    case 'editor':
      return <EditorPanel />;
    case 'stage':
      return stage;
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
      return <More actions={actions} />;
  }
}

export function NarrowFrame({ header, stage, actions, lesson }: NarrowFrameProps): ReactElement {
  const session = useSession();
  const inLesson = lesson !== undefined;
  const chosen = usePage(({ narrowTab }) => narrowTab);
  const tab = chosen === 'lesson' && !inLesson ? 'stage' : chosen;
  const selection = useSessionState((state) => state.selection);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  const [hasTerminal, setTerminal] = useState(tab === 'terminal');
  if (tab === 'terminal' && !hasTerminal) setTerminal(true);
  return (
    <div className="narrow-page">
      {header}
      <main className="narrow-main">
        <ErrorBoundary part={`The ${tab}`} subject={tab}>
          <NarrowView tab={tab} stage={stage} actions={actions} lesson={lesson} />
        </ErrorBoundary>
        {hasTerminal ? (
          <div className="bottom-content" hidden={tab !== 'terminal'}>
            <TerminalPanel isShown={tab === 'terminal'} />
          </div>
        ) : null}
        {selection || isWhyOpen ? (
          <div className="narrow-sheet">
            <ErrorBoundary
              part="The answer"
              subject={selection ? selection.name : ''}
              onClose={() => closeInspector(session)}
            >
              {selection ? <Inspector selection={selection} /> : <ClusterWhy />}
            </ErrorBoundary>
          </div>
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
              {name === 'lesson' ? <LessonGoalCount /> : null}
            </button>
          ))}
      </nav>
    </div>
  );
}
