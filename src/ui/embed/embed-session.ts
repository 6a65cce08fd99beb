/** What an embedded page changes about a session: where it begins, and that nothing can be done to it when read-only. */

import type { Session } from '../../session/session-contract.ts';
import type { EmbedOptions } from './embed-options.ts';

/**
 * Begins as the options say. `isLink`: what is opened is a link, whose moment the options may overrule; queries tell theirs
 * to the session itself. Resolves when that moment is shown.
 */
export async function startEmbedded(session: Session, options: EmbedOptions, isLink: boolean): Promise<void> {
  const { atMs, autoplay, theme, speed } = options;
  if (theme) session.setTheme(theme);
  if (speed !== undefined) session.setSpeed(speed);
  await session.ready;
  if (!autoplay) session.pause();
  if (atMs === undefined || !isLink) return;
  const { startMs, endMs } = session.store.getState().playback;
  if (startMs + atMs <= endMs) session.seek(startMs + atMs);
  else session.passTime(startMs + atMs - endMs);
  if (autoplay) session.play();
}

/** The session with everything that would change the cluster refused. */
export function readonlySession(session: Session): Session {
  const refuse = (): void => {
    session.notify('info', 'This playground is read-only here. Open it on its own to change things.');
  };
  const refuseCommand = async (): Promise<number> => {
    refuse();
    return 1;
  };
  const refused: Partial<Session> = {
    setText: refuse,
    addFile: refuse,
    openExample: async () => void refuse(),
    apply: async () => refuse(),
    command: refuseCommand,
    setFault: refuse,
    runTerminal: refuseCommand,
    undoFork: refuse,
    reset: refuse,
    openSharedFile: async () => refuse(),
    setBookmark: refuse,
    removeBookmark: refuse,
  };
  return new Proxy(session, {
    get(target, property) {
      const value: unknown = Reflect.get(refused, property) ?? Reflect.get(target, property);
      // Methods keep their own object: private fields are not reached through a proxy.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
