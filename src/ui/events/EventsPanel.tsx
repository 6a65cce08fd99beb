/** The Events tab: what the cluster's components said, newest first. */

import { memo, useState, type ReactElement } from 'react';
import { axisText } from '../../view/clock-text.ts';
import { eventRows, type EventRow } from '../../view/events.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { Narration } from './Narration.tsx';
import './events.css';

const shownAtOnce = 200;

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
      <span className="event-reason">{reason}</span>
      {withoutObject ? null : (
        <button type="button" className="event-object" onClick={() => session.select(about)}>
          {about.kind.toLowerCase()}/{about.name}
        </button>
      )}
      <span className="event-message">
        {message}
        {count > 1 ? <span className="event-count"> ×{count}</span> : null}
      </span>
      <span className="event-source">{source}</span>
    </li>
  );
});

/** The events as the cluster's components recorded them. */
function Events(): ReactElement {
  const rows = useSessionState(({ moment }) => eventRows(moment.reader));
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const [onlyWarnings, setOnlyWarnings] = useState(false);
  const [limit, setLimit] = useState(shownAtOnce);
  const found = onlyWarnings ? rows.filter(({ type }) => type === 'Warning') : rows;
  return (
    <>
      <label className="events-filter">
        <input type="checkbox" checked={onlyWarnings} onChange={() => setOnlyWarnings(!onlyWarnings)} /> Warnings only
      </label>
      {found.length === 0 ? (
        <p className="panel-empty">No events{onlyWarnings ? ' of type Warning' : ''} yet.</p>
      ) : null}
      <ul className="event-list">
        {found.slice(0, limit).map((row) => (
          <EventListItem key={row.key} row={row} startMs={startMs} />
        ))}
      </ul>
      {found.length > limit ? (
        <button type="button" className="link-button events-more" onClick={() => setLimit(limit + shownAtOnce)}>
          {found.length - limit} older events
        </button>
      ) : null}
    </>
  );
}

/** Events as they were recorded, or the same time told in sentences. */
export function EventsPanel(): ReactElement {
  const [isNarrated, setNarrated] = useState(false);
  return (
    <div className="events-panel">
      <div className="events-views" role="group" aria-label="Events as">
        <button type="button" className="button" aria-pressed={!isNarrated} onClick={() => setNarrated(false)}>
          Events
        </button>
        <button type="button" className="button" aria-pressed={isNarrated} onClick={() => setNarrated(true)}>
          Narration
        </button>
      </div>
      {isNarrated ? <Narration /> : <Events />}
    </div>
  );
}
