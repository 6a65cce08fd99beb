/** Where to read on. */

import type { ReactElement } from 'react';
import type { LessonLink } from '../../lessons/lesson.ts';
import { Icon } from '../icons.tsx';

export function LessonLinks({ links }: { readonly links: readonly LessonLink[] }): ReactElement | null {
  if (links.length === 0) return null;
  return (
    <ul className="lesson-links" aria-label="Read on">
      {links.map(({ title, url }) => (
        <li key={url}>
          <a href={url} target="_blank" rel="noopener noreferrer">
            {title} <Icon name="external" size={11} />
          </a>
        </li>
      ))}
    </ul>
  );
}
