/** What the user did, as lines across the lanes. */

import type { ReactElement } from 'react';
import type { UserMark } from '../../session/state.ts';
import { markLabel } from '../../view/mark-label.ts';
import { useSessionState } from '../session-context.ts';
import { axisHeight } from './timeline-grid.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

interface PlacedMark {
  readonly x: number;
  /** How far the line went on; 0 for what was done at once. */
  readonly width: number;
  readonly label: string;
  /** Empty where the mark before leaves no room for it. */
  readonly text: string;
}

function placeMarks(marks: readonly UserMark[], scale: TimeScale, startMs: number): readonly PlacedMark[] {
  const placed: PlacedMark[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { atMs, untilMs = atMs, label } of marks) {
    const x = xOf(scale, atMs - startMs);
    const endX = xOf(scale, untilMs - startMs);
    if (endX < -1 || x > scale.widthPx) continue;
    const text = x >= Math.max(free, -1) ? markLabel(label) : '';
    if (text) free = x + text.length * 6.4 + 12;
    placed.push({ x, width: endX - x, label, text });
  }
  return placed;
}

interface TimelineMarksProps {
  readonly scale: TimeScale;
  readonly startMs: number;
  readonly height: number;
  /** The lower edge of what is seen: there the words stand. */
  readonly footY: number;
}

export function TimelineMarks({ scale, startMs, height, footY }: TimelineMarksProps): ReactElement {
  const marks = useSessionState((state) => state.marks);
  return (
    <g className="marks">
      {placeMarks(marks, scale, startMs).map(({ x, width, label, text }, index) => (
        <g key={index} transform={`translate(${x} 0)`}>
          {width > 0 ? <rect className="mark-span" y={axisHeight} width={width} height={3} /> : null}
          <line y1={axisHeight} y2={height} />
          <rect className="mark-hit" x={-4} y={axisHeight} width={8} height={Math.max(0, height - axisHeight)}>
            <title>{label}</title>
          </rect>
          {text ? (
            <text x={5} y={footY - 7}>
              {text}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}
