/** The page: where everything stands, on wide and on narrow screens. */

import { useMemo, type ReactElement } from 'react';
import type { Session } from '../session/session-contract.ts';
import { CommandPalette } from './toolbar/CommandPalette.tsx';
import { HelpDialog } from './toolbar/HelpDialog.tsx';
import type { EmbedOptions } from './embed/embed-options.ts';
import { EmbedPage } from './embed/EmbedPage.tsx';
import { NarrowPage } from './NarrowPage.tsx';
import { WidePage } from './WidePage.tsx';
import { narrowQuery, useMedia } from './media.ts';
import { Notices } from './notices/Notices.tsx';
import { openDialog, usePage } from './page-store.ts';
import { PlaygroundContext } from './session-context.ts';
import { ShareDialog } from './share/ShareDialog.tsx';
import { useShortcuts } from './shortcuts.ts';
import { useDocumentTheme } from './theme.ts';
import { createViews } from './views.ts';
import './tokens.css';
import './base.css';

function Page(): ReactElement {
  useDocumentTheme();
  useShortcuts();
  const isNarrow = useMedia(narrowQuery);
  const isSharing = usePage(({ dialog }) => dialog === 'share');
  return (
    <>
      {isNarrow ? <NarrowPage /> : <WidePage />}
      <Notices />
      <ShareDialog open={isSharing} onOpenChange={(open) => openDialog(open ? 'share' : undefined)} />
      <HelpDialog />
      <CommandPalette />
    </>
  );
}

interface AppProps {
  readonly session: Session;
  readonly embed?: EmbedOptions | undefined;
}

export function App({ session, embed }: AppProps): ReactElement {
  const playground = useMemo(() => ({ session, embed, views: createViews() }), [session, embed]);
  return <PlaygroundContext value={playground}>{embed ? <EmbedPage options={embed} /> : <Page />}</PlaygroundContext>;
}
