/** Time that runs out: a bar and the seconds that are left. It follows the cluster's clock by itself. */

import type { ReactElement } from 'react';
import { countdownText, type Countdown } from '../../view/pod-state.ts';
import { useSessionState } from '../session-context.ts';

/** How finely the bar moves. */
const steps = 100;

export function CountdownBar({ countdown }: { readonly countdown: Countdown }): ReactElement {
  const { fromMs, untilMs } = countdown;
  const text = useSessionState(({ moment }) => countdownText(countdown, moment.atMs));
  const part = useSessionState(({ moment }) => {
    const left = (untilMs - moment.atMs) / Math.max(1, untilMs - fromMs);
    return Math.round(Math.min(1, Math.max(0, left)) * steps) / steps;
  });
  return (
    <span className="countdown">
      <span className="countdown-text">{text}</span>
      <span className="countdown-track">
        <span className="countdown-left" style={{ transform: `scaleX(${part})` }} />
      </span>
    </span>
  );
}
