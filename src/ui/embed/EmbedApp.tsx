/** The embedded page with its session. */

import { useMemo, type ReactElement } from 'react';
import type { Session } from '../../session/session-contract.ts';
import { PlaygroundProvider } from '../PlaygroundProvider.tsx';
import { useEmbedMessages } from './embed-messages.ts';
import type { EmbedOptions } from './embed-options.ts';
import { EmbedPage } from './EmbedPage.tsx';
import { readonlySession } from './embed-session.ts';

interface EmbedAppProps {
  readonly session: Session;
  readonly embed: EmbedOptions;
}

export function EmbedApp({ session, embed }: EmbedAppProps): ReactElement {
  const shown = useMemo(() => (embed.isReadonly ? readonlySession(session) : session), [session, embed]);
  useEmbedMessages(session, embed);
  return (
    <PlaygroundProvider session={shown} embed={embed}>
      <EmbedPage options={embed} />
    </PlaygroundProvider>
  );
}
