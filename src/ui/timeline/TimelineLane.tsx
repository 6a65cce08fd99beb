/** The bars of one identity's life. */

import { memo, type ReactElement } from 'react';
import type { LaneSegment } from '../../view/history-index.ts';
import { axisText } from '../../view/clock-text.ts';
import type { TimelineLane as TimelineLaneModel } from '../../view/timeline.ts';
import { drawnSegments, wordWidth } from './lane-segments.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

const barY = 5;
const barHeight = 14;

interface TimelineLaneProps {
  readonly lane: TimelineLaneModel;
  readonly y: number;
  readonly scale: TimeScale;
  readonly startMs: number;
  readonly endMs: number;
  readonly colorOf: (setKey: string, revision: string | undefined) => string;
}

interface BarProps extends Pick<TimelineLaneModel, 'name' | 'kind'> {
  readonly segment: LaneSegment;
  readonly scale: TimeScale;
  readonly startMs: number;
  readonly endMs: number;
  readonly color: string;
}

/** While time goes on only what lasts is drawn again. */
const Bar = memo(function Bar(props: BarProps): ReactElement | null {
  const { segment, name, kind, scale, startMs, endMs, color } = props;
  const from = segment.startMs - startMs;
  const to = endMs - startMs;
  const x = Math.max(-4, xOf(scale, from));
  const right = Math.min(scale.widthPx + 4, xOf(scale, to));
  if (right < 0 || x > scale.widthPx) return null;
  // Slivers without gaps between them are one stretch, and no flicker.
  const width = Math.max(1.5, right - x - (right - x > 4 ? 1 : 0));
  const isReady = segment.tone === 'ready' || segment.tone === 'done';
  const title = `${name}: ${segment.word}, ${axisText(from)}–${axisText(to)}${segment.revision ? `, ${segment.revision}` : ''}`;
  const isSaid = isReady || segment.tone === 'failing' || kind === 'StatefulSet';
  const label = isSaid ? segment.word : '';
  return (
    <g>
      <rect
        className={`bar bar-${segment.tone}`}
        x={x}
        y={barY}
        width={width}
        height={barHeight}
        rx={Math.min(3, width / 2)}
        style={isReady ? { fill: color } : undefined}
      >
        <title>{title}</title>
      </rect>
      {label && width > wordWidth(label) ? (
        <text
          className={isReady || segment.tone === 'failing' ? 'bar-word' : 'bar-word is-dark'}
          x={x + 6}
          y={barY + 10.5}
        >
          {label}
        </text>
      ) : null}
    </g>
  );
});

export const TimelineLane = memo(function TimelineLane(props: TimelineLaneProps): ReactElement {
  const { lane, y, scale, startMs, endMs, colorOf } = props;
  const { name, kind, setKey } = lane;
  const isSet = kind === 'StatefulSet';
  const segments = isSet ? drawnSegments(lane.segments, scale.widthPx / scale.spanMs, endMs) : lane.segments;
  return (
    <g transform={`translate(0 ${y})`}>
      {segments.map((segment) =>
        segment.startMs <= endMs ? (
          <Bar
            key={segment.startMs + segment.word}
            segment={segment}
            name={name}
            kind={kind}
            scale={scale}
            startMs={startMs}
            endMs={segment.endMs ?? endMs}
            color={colorOf(setKey, segment.revision)}
          />
        ) : null,
      )}
      {lane.warnings.map(({ atMs, reason, message }, index) => {
        const x = xOf(scale, atMs - startMs);
        if (atMs > endMs || x < 0 || x > scale.widthPx) return null;
        return (
          <path key={index} className="warning-mark" d={`M${x},${barY - 4}l4,7h-8z`}>
            <title>{`${reason}: ${message}`}</title>
          </path>
        );
      })}
    </g>
  );
});
