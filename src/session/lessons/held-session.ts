/** The session of a lesson: while the reader owes a prediction its time does not run, and Reset starts the lesson again. */

import type { Session } from '../session-contract.ts';

export function heldSession(session: Session, isHeld: () => boolean, onRestart: (() => void) | undefined): Session {
  const unlessHeld =
    (act: () => void): (() => void) =>
    () => {
      if (isHeld()) session.notify('info', 'Answer the question of the lesson first: time waits for your prediction.');
      else act();
    };
  const own: Partial<Session> = {
    play: unlessHeld(() => session.play()),
    step: unlessHeld(() => session.step()),
    runUntilSettled: unlessHeld(() => session.runUntilSettled()),
    passTime: (ms) => unlessHeld(() => session.passTime(ms))(),
    reset: () => (onRestart ? onRestart() : session.reset()),
    // The link opens this cluster in the playground, not the lesson.
    shareLink: (base, view) => session.shareLink(withoutLesson(base), view),
  };
  const bound = new Map<PropertyKey, unknown>();
  return new Proxy(session, {
    get(target, property) {
      const value: unknown = Reflect.get(own, property) ?? Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      // Methods keep their own object: private fields are not reached through a proxy.
      if (!bound.has(property)) bound.set(property, value.bind(target));
      return bound.get(property);
    },
  });
}

function withoutLesson(base: string): string {
  const [, path = '', query = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(base) ?? [];
  const rest = new URLSearchParams(query);
  rest.delete('lesson');
  return `${path}${rest.size > 0 ? `?${rest}` : ''}${hash}`;
}
