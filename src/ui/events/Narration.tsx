/** What happened, in sentences; new ones are spoken by screen readers while this is shown. */

import { useMemo, useState, type ReactElement } from 'react';
import { axisText } from '../../view/clock-text.ts';
import { narrate } from '../../view/narration.ts';
import { useSessionState } from '../session-context.ts';

const shownAtOnce = 120;

export function Narration(): ReactElement {
  const history = useSessionState((state) => state.history);
  const atMs = useSessionState(({ moment, playback }) => (playback.live ? undefined : moment.atMs));
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const [limit, setLimit] = useState(shownAtOnce);
  const lines = useMemo(
    () => narrate(history).filter((line) => line.atMs >= startMs && (atMs === undefined || line.atMs <= atMs)),
    [history, startMs, atMs],
  );
  const first = Math.max(0, lines.length - limit);
  return (
    <>
      {first > 0 ? (
        <button type="button" className="link-button events-more" onClick={() => setLimit(limit + shownAtOnce)}>
          {first} earlier sentences
        </button>
      ) : null}
      {lines.length === 0 ? <p className="panel-empty">Nothing has happened yet.</p> : null}
      <div role="log" aria-label="Narration" data-testid="narration">
        <ol className="narration">
          {lines.slice(first).map((line, index) => (
            <li key={first + index} className={line.isTrouble ? 'is-trouble' : undefined}>
              <span className="event-time">{axisText(line.atMs - startMs)}</span>
              <span>
                {line.isTrouble ? <span className="narration-trouble">Trouble: </span> : null}
                {line.text}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
