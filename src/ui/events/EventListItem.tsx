/** One event: when, why, about what, and what was said. */

import { memo, type ReactElement } from 'react';
import { axisText } from '../../view/clock-text.ts';
import type { EventRow } from '../../view/events.ts';
import { useSession } from '../session-context.ts';
import './events.css';

interface EventListItemProps {
  readonly row: EventRow;
  readonly startMs: number;
  /** The object is said elsewhere. */
  readonly withoutObject?: boolean;
}

export const EventListItem = memo(function EventListItem({
  row,
  startMs,
  withoutObject,
}: EventListItemProps): ReactElement {
  const session = useSession();
  const { about, type, reason, message, count, source } = row;
  return (
    <li className={`event-row${type === 'Warning' ? ' is-warning' : ''}`} data-testid="event-row" data-reason={reason}>
      <span className="event-time">{axisText(row.atMs - startMs)}</span>
      <span className="event-reason" title={reason}>
        {reason}
      </span>
      {withoutObject ? null : (
        <button
          type="button"
          className="event-object"
          title={`${about.kind} ${about.name}`}
          onClick={() => session.select(about)}
        >
          {about.kind.toLowerCase()}/{about.name}
        </button>
      )}
      <span className="event-message">
        {message}
        {count > 1 ? <span className="event-count"> ×{count}</span> : null}
      </span>
      <span className="event-source" title={source}>
        {source}
      </span>
    </li>
  );
});
