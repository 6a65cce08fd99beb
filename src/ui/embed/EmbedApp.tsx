/** The embedded page with its session. */

import { useMemo, type ReactElement } from 'react';
import type { Session } from '../../session/session-contract.ts';
import { useLessons } from '../lessons/lesson-store.ts';
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
  const lesson = useLessons(({ open }) => open);
  const current = lesson?.run.session ?? session;
  const shown = useMemo(() => (embed.isReadonly ? readonlySession(current) : current), [current, embed]);
  useEmbedMessages(current, embed);
  return (
    <PlaygroundProvider key={lesson?.key ?? 0} session={shown} embed={embed}>
      <EmbedPage options={embed} />
    </PlaygroundProvider>
  );
}
