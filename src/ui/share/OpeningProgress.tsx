/** While a link is replayed: how far it has come, and a way to end it there. Short replays show nothing. */

import { useEffect, useState, type ReactElement } from 'react';
import { useSession, useSessionState } from '../session-context.ts';
import './opening.css';

/** Replays that take longer are shown (real ms). */
const patienceMs = 250;

function OpeningCard(): ReactElement | null {
  const session = useSession();
  const share = useSessionState(({ opening }) => opening?.share ?? 0);
  const percent = Math.round(share * 100);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <div className="share-opening" data-testid="opening">
      <div className="share-opening-card" role="status">
        <p>Replaying what was done …</p>
        <div
          className="share-opening-track"
          role="progressbar"
          aria-label="Replay"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <div className="share-opening-bar" style={{ width: `${percent}%` }} />
        </div>
        <button type="button" className="button outlined" onClick={() => session.endOpening()}>
          Stop here
        </button>
      </div>
    </div>
  );
}

export function OpeningProgress(): ReactElement | null {
  const isOpening = useSessionState(({ opening }) => opening !== undefined);
  return isOpening ? <OpeningCard /> : null;
}
