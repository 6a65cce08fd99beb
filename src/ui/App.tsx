/** The page: where everything stands, on wide and on narrow screens. */

import { lazy, Suspense, useEffect, type ReactElement } from 'react';
import type { Session } from '../session/session-contract.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { CommandPalette } from './toolbar/CommandPalette.tsx';
import { HelpDialog } from './toolbar/HelpDialog.tsx';
import { NarrowPage } from './NarrowPage.tsx';
import { WidePage } from './WidePage.tsx';
import { narrowQuery, useMedia } from './media.ts';
import { useLessons } from './lessons/lesson-store.ts';
import { RefusedDialog } from './lessons/RefusedDialog.tsx';
import { lookForCluster, useClusterOffer } from './live/cluster-offer.ts';
import { ImportHost } from './import/ImportHost.tsx';
import { openDialog } from './page-store.ts';
import { Notices } from './notices/Notices.tsx';
import { PlaygroundProvider } from './PlaygroundProvider.tsx';
import { PrintHost } from './report/PrintHost.tsx';
import { OpeningProgress } from './share/OpeningProgress.tsx';
import { ShareDialog } from './share/ShareDialog.tsx';
import { useDroppedFiles } from './share/use-dropped-files.ts';
import { useShortcuts } from './shortcuts.ts';
import { useDocumentTheme } from './theme.ts';

const LiveApp = lazy(() => import('./live/LiveApp.tsx'));

function Page(): ReactElement {
  useDocumentTheme();
  useShortcuts();
  useDroppedFiles();
  const isNarrow = useMedia(narrowQuery);
  return (
    <>
      {isNarrow ? <NarrowPage /> : <WidePage />}
      <Notices />
      <OpeningProgress />
      <ErrorBoundary isOver part="The dialog" onClose={() => openDialog(undefined)}>
        <ShareDialog />
        <ImportHost />
        <HelpDialog />
        <RefusedDialog />
        <CommandPalette />
        <PrintHost />
      </ErrorBoundary>
    </>
  );
}

/** The page has the session of the lesson while one is open; the reader's own waits behind it. */
export function App({ session }: { readonly session: Session }): ReactElement {
  const lesson = useLessons(({ open }) => open);
  const isFollowing = useClusterOffer((offer) => offer.isFollowing);
  useEffect(() => lookForCluster(window.location), []);
  if (isFollowing) {
    return (
      <ErrorBoundary part="The cluster">
        <Suspense>
          <LiveApp simulated={session} />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return (
    <ErrorBoundary part="The playground">
      <PlaygroundProvider key={lesson?.key ?? 0} session={lesson?.run.session ?? session}>
        <Page />
      </PlaygroundProvider>
    </ErrorBoundary>
  );
}
