/** Says of a view that it shows an earlier moment; nothing while that is the present. */

import type { ReactElement } from 'react';
import { clockText } from '../view/clock-text.ts';
import { useSessionState } from './session-context.ts';
import './moment-mark.css';

interface MomentMarkProps {
  /** The view does not go along: it is that of the present. */
  readonly isLeft?: boolean;
}

export function MomentMark({ isLeft = false }: MomentMarkProps): ReactElement | null {
  const at = useSessionState(({ moment, playback }) =>
    playback.live ? undefined : clockText(moment.atMs - playback.startMs),
  );
  const isFollowed = useSessionState(({ followed }) => followed !== undefined);
  if (at === undefined) return null;
  if (!isLeft) return <span className="moment-mark">as it was at {at}</span>;
  const change = isFollowed ? '' : ` What changes something forks at ${at}.`;
  return (
    <span className="moment-mark" title={`The other views show ${at}; the terminal asks the present.${change}`}>
      asks the present
    </span>
  );
}
