/** What the user did, as lines across the lanes. */

import type { ReactElement } from 'react';
import { useSessionState } from '../session-context.ts';
import { placeMarks, wordGap } from './place-marks.ts';
import { axisHeight, endPadding, markRowHeight } from './timeline-grid.ts';
import type { TimeScale } from './timeline-scale.ts';

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
  const placed = placeMarks(marks, scale, startMs, rowCount);
  const rows = Math.max(0, ...placed.flatMap(({ words }) => words.map(({ row }) => row + 1)));
  const band = rows * markRowHeight + 6;
  return (
    <g className="mark-words">
      {isOver && rows > 0 ? <rect y={footY - band} width={scale.widthPx + endPadding} height={band} /> : null}
      {placed.flatMap(({ x, words }, index) =>
        words.map(({ text, row, isBefore }) => (
          <text
            key={`${index} ${row}`}
            x={isBefore ? x - wordGap : x + wordGap}
            y={footY - 7 - row * markRowHeight}
            textAnchor={isBefore ? 'end' : 'start'}
          >
            {text}
          </text>
        )),
      )}
    </g>
  );
}
