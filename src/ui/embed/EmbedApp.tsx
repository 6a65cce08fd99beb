/** The embedded page with its session. */

import type { ReactElement } from 'react';
import type { Session } from '../../session/session-contract.ts';
import { PlaygroundProvider } from '../PlaygroundProvider.tsx';
import type { EmbedOptions } from './embed-options.ts';
import { EmbedPage } from './EmbedPage.tsx';

interface EmbedAppProps {
  readonly session: Session;
  readonly embed: EmbedOptions;
}

export function EmbedApp({ session, embed }: EmbedAppProps): ReactElement {
  return (
    <PlaygroundProvider session={session} embed={embed}>
      <EmbedPage options={embed} />
    </PlaygroundProvider>
  );
}
