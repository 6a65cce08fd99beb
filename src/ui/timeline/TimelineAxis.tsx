/** The time axis: round times, each with a hairline and a label. */

import { memo, type ReactElement } from 'react';
import { axisText } from '../../view/clock-text.ts';
import { axisStep } from '../../view/timeline.ts';
import { axisHeight } from './timeline-grid.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

interface AxisProps {
  readonly scale: TimeScale;
}

/** Round times that are in sight. */
function axisTimes(scale: TimeScale): readonly number[] {
  const step = axisStep(scale.widthPx / scale.spanMs, 64);
  const first = Math.ceil(scale.fromMs / step);
  const count = Math.max(0, Math.floor((scale.fromMs + scale.spanMs) / step) - first + 1);
  return Array.from({ length: Math.min(count, 400) }, (_, index) => (first + index) * step);
}

/** The hairlines, behind the lanes. */
export const AxisLines = memo(function AxisLines({ scale }: AxisProps): ReactElement {
  return (
    <g className="axis">
      {axisTimes(scale).map((time) => (
        <line key={time} x1={xOf(scale, time)} x2={xOf(scale, time)} y1={axisHeight - 4} y2="100%" />
      ))}
    </g>
  );
});

/** The labels, at the upper edge of what is seen. Where the playhead says the time they give way. */
export function AxisLabels({
  scale,
  topY,
  playheadX,
}: AxisProps & { readonly topY: number; readonly playheadX: number }): ReactElement {
  return (
    <g className="axis" transform={`translate(0 ${topY})`}>
      <rect className="axis-ground" x={-8} width={scale.widthPx + 60} height={axisHeight - 1} />
      {axisTimes(scale).map((time) => {
        const x = xOf(scale, time);
        const isCovered = x > playheadX - 62 && x < playheadX + 26;
        return x < scale.widthPx - 8 && !isCovered ? (
          <text key={time} x={x} y={15} dx={4}>
            {axisText(time)}
          </text>
        ) : null;
      })}
    </g>
  );
}
