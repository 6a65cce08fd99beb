/** The moment that is shown, as a line across the lanes with its time. */

import type { ReactElement } from 'react';
import { clockText } from '../../view/clock-text.ts';

interface PlayheadProps {
  readonly x: number;
  readonly elapsedMs: number;
  readonly height: number;
  /** The upper edge of what is seen. */
  readonly topY: number;
}

export function Playhead({ x, elapsedMs, height, topY }: PlayheadProps): ReactElement {
  return (
    <g className="playhead" transform={`translate(${x} 0)`}>
      <line y1={topY + 20} y2={height} />
      <rect x={-25} y={topY + 2} width={50} height={18} rx={5} />
      <text y={topY + 15}>{clockText(elapsedMs)}</text>
    </g>
  );
}
