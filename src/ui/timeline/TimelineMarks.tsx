/** What the user did, as lines across the lanes. */

import type { ReactElement } from 'react';
import type { UserMark } from '../../session/state.ts';
import { markLabel } from '../../view/mark-label.ts';
import { useSessionState } from '../session-context.ts';
import { axisHeight, endPadding } from './timeline-grid.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

interface PlacedMark {
  readonly x: number;
  /** How far the line went on; 0 for what was done at once. */
  readonly width: number;
  readonly label: string;
  /** Empty where the marks before leave no room for it. */
  readonly text: string;
  /** The row of words, from below. */
  readonly row: number;
}

const rowPx = 14;
const letterPx = 6.6;

/** Words stand at the foot, and where these are in each other's way in a second row above. */
function placeMarks(
  marks: readonly UserMark[],
  scale: TimeScale,
  startMs: number,
  rowCount: number,
): readonly PlacedMark[] {
  const placed: PlacedMark[] = [];
  const free: number[] = Array.from({ length: rowCount }, () => Number.NEGATIVE_INFINITY);
  for (const { atMs, untilMs = atMs, label } of marks) {
    const x = xOf(scale, atMs - startMs);
    const endX = xOf(scale, untilMs - startMs);
    if (endX < -1 || x > scale.widthPx) continue;
    const row = x < -1 ? -1 : free.findIndex((from) => x >= from);
    const text = row < 0 ? '' : markLabel(label);
    if (text) free[row] = x + text.length * letterPx + 12;
    placed.push({ x, width: endX - x, label, text, row });
  }
  return placed;
}

interface TimelineMarksProps {
  readonly scale: TimeScale;
  readonly startMs: number;
  readonly height: number;
}

export function TimelineMarks({ scale, startMs, height }: TimelineMarksProps): ReactElement {
  const marks = useSessionState((state) => state.marks);
  return (
    <g className="marks">
      {placeMarks(marks, scale, startMs, 0).map(({ x, width, label }, index) => (
        <g key={index} transform={`translate(${x} 0)`}>
          {width > 0 ? <rect className="mark-span" y={axisHeight} width={width} height={3} /> : null}
          <line y1={axisHeight} y2={height} />
          <rect className="mark-hit" x={-4} y={axisHeight} width={8} height={Math.max(0, height - axisHeight)}>
            <title>{label}</title>
          </rect>
        </g>
      ))}
    </g>
  );
}

interface MarkWordsProps {
  readonly scale: TimeScale;
  readonly startMs: number;
  /** The lower edge of what is seen: there the words stand. */
  readonly footY: number;
  /** How many rows of words there is room for. */
  readonly rowCount: number;
  /** Whether lanes go on behind the words. */
  readonly isOver: boolean;
}

/** The words of the marks, over all lines: nothing crosses them. */
export function MarkWords({ scale, startMs, footY, rowCount, isOver }: MarkWordsProps): ReactElement {
  const marks = useSessionState((state) => state.marks);
  return (
    <g className="mark-words">
      {isOver ? <rect y={footY - 20} width={scale.widthPx + endPadding} height={20} /> : null}
      {placeMarks(marks, scale, startMs, rowCount).map(({ x, text, row }, index) =>
        text ? (
          <text key={index} x={x + 5} y={footY - 7 - row * rowPx}>
            {text}
          </text>
        ) : null,
      )}
    </g>
  );
}
