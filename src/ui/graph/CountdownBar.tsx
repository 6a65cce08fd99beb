/** Time that runs out: a bar and the seconds that are left. It follows the cluster's clock by itself. */

import type { ReactElement } from 'react';
import { spanText } from '../../view/clock-text.ts';
import type { Countdown } from '../../view/pod-state.ts';
import { useSessionState } from '../session-context.ts';

/** How finely the bar moves. */
const steps = 100;

/** What is said when nothing is left. */
const overWords: Readonly<Record<Countdown['label'], string>> = {
  'next try in': 'next try now',
  'grace period ends in': 'grace period is over',
  'available in': 'available now',
};

export function CountdownBar({ countdown }: { readonly countdown: Countdown }): ReactElement {
  const { label, fromMs, untilMs } = countdown;
  const leftSeconds = useSessionState(({ moment }) => Math.max(0, Math.ceil((untilMs - moment.atMs) / 1000)));
  const part = useSessionState(({ moment }) => {
    const left = (untilMs - moment.atMs) / Math.max(1, untilMs - fromMs);
    return Math.round(Math.min(1, Math.max(0, left)) * steps) / steps;
  });
  return (
    <span className="countdown">
      <span className="countdown-text">
        {leftSeconds === 0 ? overWords[label] : `${label} ${spanText(leftSeconds * 1000)}`}
      </span>
      <span className="countdown-track">
        <span className="countdown-left" style={{ transform: `scaleX(${part})` }} />
      </span>
    </span>
  );
}
