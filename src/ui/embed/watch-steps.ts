/** Tells the page around what moves: moments, and what the reader is told of as wrong. */

import type { EmbedEvent } from '../../embed/protocol.ts';
import type { Session } from '../../session/session-contract.ts';
import type { SessionState } from '../../session/state.ts';

type Send = (event: EmbedEvent) => void;

/** Steps are told at most so often (real time). */
const stepDelayMs = 100;

/** The result ends it. */
export function watchSteps(session: Session, send: Send): () => void {
  let told = '';
  let lastNotice = session.store.getState().notices.at(-1)?.id ?? 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    const { atMs, changeCount, playing, settled } = stepOf(session.store.getState());
    const state = [changeCount, playing, settled, playing ? '' : atMs].join();
    if (state === told) return;
    told = state;
    send({ type: 'step', atMs, changeCount, playing, settled });
  };
  const unsubscribe = session.store.subscribe(({ notices }) => {
    timer ??= setTimeout(tell, stepDelayMs);
    for (const { id, tone, text } of notices) {
      if (id <= lastNotice) continue;
      lastNotice = id;
      if (tone === 'error') send({ type: 'error', code: 'notice', message: text });
    }
  });
  for (const { tone, text } of session.store.getState().notices) {
    if (tone === 'error') send({ type: 'error', code: 'notice', message: text });
  }
  tell();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

function stepOf({ moment, playback }: SessionState): Omit<EmbedEvent & { readonly type: 'step' }, 'type'> {
  const { playing, settled, startMs } = playback;
  return { atMs: moment.atMs - startMs, changeCount: moment.changeCount, playing, settled };
}
