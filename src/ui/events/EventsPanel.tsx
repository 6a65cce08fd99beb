/** The Events tab: what the cluster's components said, newest first. */

import { useDeferredValue, useMemo, useState, type ReactElement } from 'react';
import { eventRows, type EventRow } from '../../view/events.ts';
import { useSessionState } from '../session-context.ts';
import { EventListItem } from './EventListItem.tsx';
import { Narration } from './Narration.tsx';
import './events.css';

const shownAtOnce = 200;

interface EventFilter {
  readonly onlyWarnings: boolean;
  /** Part of a reason, a message or an object's name. */
  readonly words: string;
}

function matches({ type, reason, message, about }: EventRow, { onlyWarnings, words }: EventFilter): boolean {
  if (onlyWarnings && type !== 'Warning') return false;
  const text = `${reason} ${about.kind}/${about.name} ${message}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function emptyText(rows: readonly EventRow[], { onlyWarnings, words }: EventFilter): string {
  if (rows.length === 0) return 'No events yet. What the cluster’s components do is told here.';
  return `No ${onlyWarnings ? 'Warning' : 'event'}${words.trim() ? ` with “${words.trim()}”` : ''} among ${rows.length} events.`;
}

/** The events as the cluster's components recorded them. */
function Events({ filter }: { readonly filter: EventFilter }): ReactElement {
  const rows = useSessionState(({ moment }) => eventRows(moment.reader));
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const [limit, setLimit] = useState(shownAtOnce);
  const found = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter]);
  return (
    <>
      {found.length === 0 ? <p className="panel-empty">{emptyText(rows, filter)}</p> : null}
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
  const [onlyWarnings, setOnlyWarnings] = useState(false);
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed);
  const filter = useMemo(() => ({ onlyWarnings, words }), [onlyWarnings, words]);
  return (
    <div className="events-panel">
      <div className="events-views" role="group" aria-label="Events as">
        <button type="button" className="button" aria-pressed={!isNarrated} onClick={() => setNarrated(false)}>
          Events
        </button>
        <button type="button" className="button" aria-pressed={isNarrated} onClick={() => setNarrated(true)}>
          Narration
        </button>
        {isNarrated ? null : (
          <div className="events-filter">
            <input
              type="search"
              aria-label="Filter events"
              placeholder="Filter"
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <label>
              <input type="checkbox" checked={onlyWarnings} onChange={() => setOnlyWarnings(!onlyWarnings)} /> Warnings
              only
            </label>
          </div>
        )}
      </div>
      {isNarrated ? <Narration /> : <Events filter={filter} />}
    </div>
  );
}
