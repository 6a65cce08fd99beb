/** The goals of a step, ticked as the cluster reaches them. */

import type { ReactElement } from 'react';
import type { Goal } from '../../lessons/lesson.ts';
import { Icon } from '../all-icons.tsx';
import { ProseLine } from './Prose.tsx';

interface GoalListProps {
  readonly goals: readonly Goal[];
  readonly reached: readonly boolean[];
}

export function GoalList({ goals, reached }: GoalListProps): ReactElement {
  const count = reached.filter(Boolean).length;
  return (
    <section className="lesson-goals" aria-label="Goals">
      <h3>
        See{' '}
        <span className="lesson-count">
          {count} of {goals.length}
        </span>
      </h3>
      <ul>
        {goals.map((goal, index) => {
          const isReached = reached[index] ?? false;
          return (
            <li
              key={goal.text}
              className={`lesson-goal${isReached ? ' is-reached' : ''}`}
              data-testid="lesson-goal"
              data-reached={isReached}
            >
              <span className="lesson-tick">{isReached ? <Icon name="check" size={12} /> : null}</span>
              <span>
                <ProseLine text={goal.text} />
                <span className="visually-hidden">{isReached ? ' (reached)' : ' (not yet)'}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <p className="visually-hidden" role="status">
        {count === goals.length ? 'All goals of this step are reached.' : `${count} of ${goals.length} goals reached.`}
      </p>
    </section>
  );
}
