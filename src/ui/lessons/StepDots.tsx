/** How far the lesson has come, as a row of dots that lead back to earlier steps. */

import type { ReactElement } from 'react';

interface StepDotsProps {
  readonly titles: readonly string[];
  readonly position: number;
  readonly furthest: number;
  readonly done: readonly boolean[];
  readonly onGo: (position: number) => void;
}

export function StepDots({ titles, position, furthest, done, onGo }: StepDotsProps): ReactElement {
  return (
    <ol className="lesson-dots" aria-label="Steps">
      {titles.map((title, index) => (
        <li key={`${index} ${title}`}>
          <button
            type="button"
            className={`lesson-dot${done[index] && index <= furthest ? ' is-done' : ''}`}
            aria-label={index === 0 || index === titles.length - 1 ? title : `Step ${index}: ${title}`}
            aria-current={index === position ? 'step' : undefined}
            title={title}
            disabled={index > furthest}
            onClick={() => onGo(index)}
          />
        </li>
      ))}
    </ol>
  );
}
