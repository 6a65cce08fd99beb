/** The time axis: labels at round times, with a hairline each. */

import type { ReactElement } from 'react';
import { axisText } from '../../view/clock-text.ts';
import { axisStep } from '../../view/timeline.ts';
import { axisHeight } from './timeline-grid.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

export function TimelineAxis({ scale }: { readonly scale: TimeScale }): ReactElement {
  const step = axisStep(scale.widthPx / scale.spanMs, 64);
  const first = Math.ceil(scale.fromMs / step);
  const count = Math.max(0, Math.floor((scale.fromMs + scale.spanMs) / step) - first + 1);
  const times = Array.from({ length: Math.min(count, 400) }, (_, index) => (first + index) * step);
  return (
    <g className="axis">
      {times.map((time) => (
        <g key={time} transform={`translate(${xOf(scale, time)} 0)`}>
          <line y1={axisHeight - 4} y2="100%" />
          {xOf(scale, time) < scale.widthPx - 8 ? (
            <text y={15} x={4}>
              {axisText(time)}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}
