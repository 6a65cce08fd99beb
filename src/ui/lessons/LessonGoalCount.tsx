/** How many goals of the open step are reached, beside the name of a tab behind which they are. */

import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useLessons, type OpenLesson } from './lesson-store.ts';
import './lesson-goal-count.css';

export function LessonGoalCount(): ReactElement | null {
  const lesson = useLessons(({ open }) => open);
  return lesson ? <Count key={lesson.key} lesson={lesson} /> : null;
}

function Count({ lesson }: { readonly lesson: OpenLesson }): ReactElement | null {
  const goals = useStore(lesson.run.store, ({ steps, position }) => steps[position - 1]?.goals);
  if (!goals || goals.length === 0) return null;
  const count = goals.filter(Boolean).length;
  return (
    <span className={`lesson-goal-count${count === goals.length ? ' is-reached' : ''}`} data-testid="lesson-goal-count">
      <span aria-hidden="true">
        {count}/{goals.length}
      </span>
      <span className="visually-hidden">
        , {count} of {goals.length} goals reached
      </span>
    </span>
  );
}
