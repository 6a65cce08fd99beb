/** The session for React: one context, and one hook that reads a part of its state. */

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session } from '../session/session-contract.ts';
import type { SessionState } from '../session/state.ts';
import { assert } from '../lib/assert.ts';
import type { EmbedOptions } from './embed/embed-options.ts';
import type { Views } from './views.ts';

export interface Playground {
  readonly session: Session;
  readonly views: Views;
  /** How the page was asked to look in somebody else's page. */
  readonly embed: EmbedOptions | undefined;
}

export const PlaygroundContext = createContext<Playground | undefined>(undefined);

export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  assert(playground, 'a component of the page stands outside of PlaygroundContext');
  return playground;
}

export function useSession(): Session {
  return usePlayground().session;
}

/** A part of the session's state; the component renders again when that part is another one. */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  return useStore(useSession().store, select);
}
