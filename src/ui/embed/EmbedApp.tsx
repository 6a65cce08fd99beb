/** The embedded page with its session. */

import { useEffect, useMemo, type ReactElement } from 'react';
import type { Session } from '../../session/session-contract.ts';
import { dismissRefused, useLessons } from '../lessons/lesson-store.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { PlaygroundProvider } from '../PlaygroundProvider.tsx';
import { useEmbedMessages } from './embed-messages.ts';
import type { EmbedOptions } from './embed-options.ts';
import { EmbedPage } from './EmbedPage.tsx';
import { readonlySession } from './embed-session.ts';

/** Of what is wrong with a lesson. */
const mostReasons = 3;

interface EmbedAppProps {
  readonly session: Session;
  readonly embed: EmbedOptions;
}

export function EmbedApp({ session, embed }: EmbedAppProps): ReactElement {
  const lesson = useLessons(({ open }) => open);
  const current = lesson?.run.session ?? session;
  const shown = useMemo(() => (embed.isReadonly ? readonlySession(current) : current), [current, embed]);
  useEmbedMessages(current, embed);
  // After the conversation has begun: the page around is told, too.
  const refused = useLessons((lessons) => lessons.refused);
  useEffect(() => {
    if (!refused) return;
    const reasons = refused.problems.slice(0, mostReasons).map(({ path, message }) => `${path} ${message}`.trim());
    current.notify('error', `The lesson ${refused.name} cannot be opened: ${reasons.join('; ')}`);
    dismissRefused();
  }, [current, refused]);
  return (
    <PlaygroundProvider key={lesson?.key ?? 0} session={shown} embed={embed}>
      <ErrorBoundary part="The playground">
        <EmbedPage options={embed} />
      </ErrorBoundary>
    </PlaygroundProvider>
  );
}
