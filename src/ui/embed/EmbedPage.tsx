/** The page inside somebody else's: one slim bar and the panes that were asked for. */

import { lazy, Suspense, type ReactElement } from 'react';
import { StageSide } from '../graph/StageSide.tsx';
import { Notices } from '../notices/Notices.tsx';
import { usePage } from '../page-store.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { useDocumentTheme } from '../theme.ts';
import { OpeningProgress } from '../share/OpeningProgress.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import { Transport } from '../transport/Transport.tsx';
import type { EmbedOptions, EmbedPane } from './embed-options.ts';
import { useEmbedMessages } from './embed-messages.ts';
import './embed.css';

// What most embeds never show is not part of their first load.
const BottomContent = lazy(async () => ({ default: (await import('../BottomPanel.tsx')).BottomContent }));
const EditorPanel = lazy(async () => ({ default: (await import('../editor/EditorPanel.tsx')).EditorPanel }));
const ClusterWhy = lazy(async () => ({ default: (await import('../inspector/ClusterWhy.tsx')).ClusterWhy }));
const Inspector = lazy(async () => ({ default: (await import('../inspector/Inspector.tsx')).Inspector }));

function Pane({ pane }: { readonly pane: EmbedPane }): ReactElement {
  switch (pane) {
    case 'editor':
      return <EditorPanel />;
    case 'stage':
      return <StageSide />;
    case 'timeline':
      return <Timeline />;
    default:
      return <BottomContent tab={pane} />;
  }
}

/** The page on its own, with the state of this one in its link. */
function openAlone(link: string): string {
  const address = new URL(link);
  address.search = '';
  return address.href;
}

export function EmbedPage({ options }: { readonly options: EmbedOptions }): ReactElement {
  const session = useSession();
  const selection = useSessionState((state) => state.selection);
  const isWhyOpen = usePage((state) => state.isWhyOpen);
  useDocumentTheme();
  useEmbedMessages(options);
  return (
    <div className={`embed-page${options.isReadonly ? ' is-readonly' : ''}`}>
      <header className="embed-bar">
        <h1 className="visually-hidden">StatefulSet Playground</h1>
        <Transport />
        <button
          type="button"
          className="link-button"
          onClick={() => window.open(openAlone(session.shareLink(window.location.href)), '_blank', 'noopener')}
        >
          Open in playground
        </button>
      </header>
      <main className="embed-panes">
        {options.panes.map((pane) => (
          <section key={pane} className={`embed-pane embed-${pane}`} aria-label={pane}>
            <Suspense>
              <Pane pane={pane} />
            </Suspense>
          </section>
        ))}
        {selection || isWhyOpen ? (
          <div className="embed-sheet">
            <Suspense>{selection ? <Inspector selection={selection} /> : <ClusterWhy />}</Suspense>
          </div>
        ) : null}
      </main>
      <Notices />
      <OpeningProgress />
    </div>
  );
}
