/** What explanations are made from. Changes with what is known, not with every tick of the clock. */

import { useMemo } from 'react';
import type { WhySource } from '../../view/why/why-model.ts';
import { useSession, useSessionState } from '../session-context.ts';

export function useWhySource(): WhySource {
  const { store } = useSession();
  const reader = useSessionState(({ moment }) => moment.reader);
  const decisions = useSessionState(({ moment }) => moment.decisions);
  const faults = useSessionState(({ moment }) => moment.faults);
  return useMemo(
    () => ({ atMs: store.getState().moment.atMs, reader, decisions, faults }),
    [store, reader, decisions, faults],
  );
}
