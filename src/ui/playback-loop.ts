/** Lets real time drive the session: one call per animation frame while it plays, and no work at all while it does not. */

import type { Session } from '../session/session-contract.ts';

/** Starts the loop; the result stops it. */
export function runPlayback(session: Session): () => void {
  let frame: number | undefined;
  let lastMs: number | undefined;
  const tick = (nowMs: number): void => {
    // `frame` stays set while the session works: what it publishes wakes this loop, which must not start a second one.
    if (!session.store.getState().playback.playing) {
      frame = undefined;
      lastMs = undefined;
      return;
    }
    if (lastMs !== undefined) session.advance(nowMs - lastMs);
    lastMs = nowMs;
    frame = requestAnimationFrame(tick);
  };
  const wake = (): void => {
    if (frame === undefined && session.store.getState().playback.playing) frame = requestAnimationFrame(tick);
  };
  const unsubscribe = session.store.subscribe(wake);
  wake();
  return () => {
    unsubscribe();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
