/** What every page is made of: the session, the views of its state, and how they are reached. */

import { useMemo, type ReactElement, type ReactNode } from 'react';
import type { Session } from '../session/session-contract.ts';
import type { EmbedOptions } from './embed/embed-options.ts';
import { PlaygroundContext } from './session-context.ts';
import { createViews } from './views.ts';

interface PlaygroundProviderProps {
  readonly session: Session;
  readonly embed?: EmbedOptions;
  readonly children: ReactNode;
}

export function PlaygroundProvider({ session, embed, children }: PlaygroundProviderProps): ReactElement {
  const playground = useMemo(() => ({ session, embed, views: createViews() }), [session, embed]);
  return <PlaygroundContext value={playground}>{children}</PlaygroundContext>;
}
