/** Does what the page around asks for. */

import { contentFragment } from '../../embed/frame-address.ts';
import type { EmbedCommand, EmbedEvent, MessageId } from '../../embed/protocol.ts';
import type { Session } from '../../session/session-contract.ts';
import { addressOf } from './embed-options.ts';

type Answer = (event: EmbedEvent) => void;

const maxSaid = 2000;

/** `session` is the real one: a read-only embed refuses its reader, and from the page around commands alone. */
export function obey(
  session: Session,
  command: EmbedCommand,
  isReadonly: boolean,
  id: MessageId | undefined,
  answer: Answer,
): void {
  switch (command.type) {
    case 'load':
      load(session, command);
      return;
    case 'play':
      session.play();
      return;
    case 'pause':
      session.pause();
      return;
    case 'seek':
      seek(session, command.atMs);
      return;
    case 'run': {
      const withId = id === undefined ? {} : { id };
      if (isReadonly) {
        answer({ type: 'error', code: 'readonly', message: 'this embed is read-only: commands do not run', ...withId });
        return;
      }
      void session.command(command.command).then((exitCode) => {
        if (exitCode === 0) return;
        const said = session.store
          .getState()
          .echoes.findLast((echo) => echo.command === command.command)
          ?.output.trim();
        const message = (said || `${command.command}: exit code ${exitCode}`).slice(0, maxSaid);
        answer({ type: 'error', code: 'command', message, exitCode, ...withId });
      });
      return;
    }
    case 'setTheme':
      session.setTheme(command.theme);
  }
}

/** Opens as an address would. */
function load(session: Session, content: EmbedCommand & { readonly type: 'load' }): void {
  const { search, link } = addressOf({ search: '', hash: contentFragment(content) });
  void session.openLink(link, search);
}

function seek(session: Session, atMs: number): void {
  const { startMs, endMs } = session.store.getState().playback;
  session.seek(Math.min(endMs, startMs + atMs));
}
