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

const halfWidth = 25;

export function Playhead({ x, elapsedMs, height, topY }: PlayheadProps): ReactElement {
  // At the start of time the label stands beside the line, whole.
  const shift = Math.max(0, halfWidth - x);
  return (
    <g className="playhead" transform={`translate(${x} 0)`}>
      <line y1={topY + 20} y2={height} />
      <rect x={shift - halfWidth} y={topY + 2} width={2 * halfWidth} height={18} rx={5} />
      <text x={shift} y={topY + 15}>
        {clockText(elapsedMs)}
      </text>
    </g>
  );
}
