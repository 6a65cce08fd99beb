/** Tells the page around which goals of the lesson are reached. */

import type { EmbedEvent } from '../../embed/protocol.ts';
import { watchLessonGoals } from '../lessons/lesson-store.ts';

/** The result ends it. */
export function watchGoals(send: (event: EmbedEvent) => void): () => void {
  const told = new Map<string, boolean>();
  return watchLessonGoals(({ lesson, position, goals }) => {
    for (const [index, { text, reached }] of goals.entries()) {
      const key = `${lesson}/${position}/${index}`;
      if ((told.get(key) ?? false) === reached) continue;
      told.set(key, reached);
      send({ type: 'goal', lesson, step: position, goal: text, reached });
    }
  });
}
