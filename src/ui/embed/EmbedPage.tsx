/** The page inside somebody else's: one slim bar and the panes that were asked for. */

import { lazy, Suspense, type ReactElement } from 'react';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { StageSide } from '../graph/StageSide.tsx';
import { useLessons } from '../lessons/lesson-store.ts';
import { useMedia } from '../media.ts';
import { Notices } from '../notices/Notices.tsx';
import { closeInspector, usePage } from '../page-store.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { useDocumentTheme } from '../theme.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { Transport } from '../transport/Transport.tsx';
import type { EmbedOptions, EmbedPane } from './embed-options.ts';
import { OpenInPlayground } from './OpenInPlayground.tsx';
import './embed.css';

// What most embeds never show is not part of their first load.
const BottomContent = lazy(async () => ({ default: (await import('../BottomPanel.tsx')).BottomContent }));
const EditorPanel = lazy(async () => ({ default: (await import('../editor/EditorPanel.tsx')).EditorPanel }));
const ClusterWhy = lazy(async () => ({ default: (await import('../inspector/ClusterWhy.tsx')).ClusterWhy }));
const LessonPanel = lazy(async () => ({ default: (await import('../lessons/LessonPanel.tsx')).LessonPanel }));
const OpeningProgress = lazy(async () => ({ default: (await import('../share/OpeningProgress.tsx')).OpeningProgress }));
const Inspector = lazy(async () => ({ default: (await import('../inspector/Inspector.tsx')).Inspector }));

/** Above this width the editor stands beside the others. */
const besideQuery = '(min-width: 760px)';

/** Of a lesson that was refused the notice says why, until it is closed. */
function LessonPane(): ReactElement {
  const isOpen = useLessons(({ open }) => open !== undefined);
  return isOpen ? <LessonPanel /> : <p className="embed-no-lesson">There is no lesson here that can be opened.</p>;
}

function Pane({ pane }: { readonly pane: EmbedPane }): ReactElement {
  switch (pane) {
    case 'editor':
      return <EditorPanel />;
    case 'stage':
      return <StageSide />;
    case 'timeline':
      return <Timeline />;
    case 'lesson':
      return <LessonPane />;
    default:
      return <BottomContent tab={pane} />;
  }
}

/** The stage is the highest of what stands beside the text. */
function rowsOf(panes: readonly EmbedPane[]): string {
  const share = (pane: EmbedPane): string => (pane === 'stage' ? '3fr' : pane === 'timeline' ? '150px' : '2fr');
  return panes.map((pane) => `minmax(0, ${share(pane)})`).join(' ');
}

export function EmbedPage({ options }: { readonly options: EmbedOptions }): ReactElement {
  const session = useSession();
  const selection = useSessionState((state) => state.selection);
  const isOpening = useSessionState(({ opening }) => opening !== undefined);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  useDocumentTheme();
  const { panes, isReadonly } = options;
  // Text and picture stand side by side where there is room.
  const side = panes.length > 1 ? (['lesson', 'editor'] as const).find((pane) => panes.includes(pane)) : undefined;
  const isBeside = useMedia(besideQuery) && side !== undefined;
  return (
    <div className={`embed-page${isReadonly ? ' is-readonly' : ''}`}>
      <header className="embed-bar">
        <h1 className="visually-hidden">StatefulSet Playground</h1>
        <Transport />
        <OpenInPlayground />
      </header>
      <main
        className={`embed-panes${isBeside ? ' is-beside' : ''}`}
        style={isBeside ? { gridTemplateRows: rowsOf(panes.filter((pane) => pane !== side)) } : undefined}
      >
        {panes.map((pane) => (
          <section
            key={pane}
            className={`embed-pane embed-${pane}${pane === side ? ' is-side' : ''}`}
            aria-label={pane}
          >
            <ErrorBoundary part={`The ${pane === 'dns' ? 'DNS' : pane}`}>
              <Suspense>
                <Pane pane={pane} />
              </Suspense>
            </ErrorBoundary>
          </section>
        ))}
        {selection || isWhyOpen ? (
          <div className="embed-sheet">
            <ErrorBoundary
              part="The answer"
              subject={selection ? `${selection.kind}/${selection.name}` : 'why'}
              onClose={() => closeInspector(session)}
            >
              <Suspense>{selection ? <Inspector selection={selection} /> : <ClusterWhy />}</Suspense>
            </ErrorBoundary>
          </div>
        ) : null}
      </main>
      <Notices />
      <Suspense>{isOpening ? <OpeningProgress /> : undefined}</Suspense>
    </div>
  );
}
