/** Says of a view that it shows an earlier moment; nothing while that is the present. */

import type { ReactElement } from 'react';
import { clockText } from '../view/clock-text.ts';
import { useSessionState } from './session-context.ts';
import './moment-mark.css';

export function MomentMark(): ReactElement | null {
  const at = useSessionState(({ moment, playback }) =>
    playback.live ? undefined : clockText(moment.atMs - playback.startMs),
  );
  return at === undefined ? null : <span className="moment-mark">as it was at {at}</span>;
}
