/** The timeline: one lane for each identity, the user's commands as marks, and a playhead that travels in time. */

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { clockText } from '../../view/clock-text.ts';
import { timelineLanes } from '../../view/timeline.ts';
import { Icon } from '../icons.tsx';
import { revisionColor } from '../revision-color.ts';
import { usePlayground, useSessionState } from '../session-context.ts';
import { LaneNames } from './LaneNames.tsx';
import { Playhead } from './Playhead.tsx';
import { axisHeight, endPadding, gutterOf, markRowHeight, rowHeight } from './timeline-grid.ts';
import { timeAt, xOf } from './timeline-scale.ts';
import { AxisLabels, AxisLines } from './TimelineAxis.tsx';
import { Bookmarks } from './Bookmarks.tsx';
import { useTimelinePointers } from './use-timeline-pointers.ts';
import { TimelineLane } from './TimelineLane.tsx';
import { MarkWords, TimelineMarks } from './TimelineMarks.tsx';
import { useTimelineScale } from './use-timeline-scale.ts';
import './timeline.css';

const zoomStep = 1.6;
/** Lower than this, lanes need the room more than words do; higher than that, they have room for both. */
const lowPx = 120;
const highPx = 400;
const mostRows = 6;

/** Rows of words at the foot: a few, over the lanes if need be, and more where the lanes leave room. */
function wordRows(frameHeight: number, lanesHeight: number): number {
  const least = frameHeight < lowPx ? 1 : frameHeight < highPx ? 2 : 4;
  return Math.max(least, Math.min(mostRows, Math.floor((frameHeight - lanesHeight - 8) / markRowHeight)));
}

interface Frame {
  readonly measure: (element: HTMLDivElement | null) => void;
  readonly width: number;
  readonly height: number;
}

/** Width and height of the part that scrolls. */
function useFrame(): Frame {
  const [element, measure] = useState<HTMLDivElement | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return { measure, ...size };
}

/** Listens to the wheel so that the page does not scroll or zoom as well. */
function useWheel(element: HTMLElement | null, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  }, [onWheel]);
  useEffect(() => {
    const listen = (event: WheelEvent): void => latest.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, [element]);
}

export function Timeline(): ReactElement {
  const { session, views } = usePlayground();
  const history = useSessionState(views.history);
  const lanes = useSessionState((state) => timelineLanes(views.history(state)));
  const { measure, width: frameWidth, height: frameHeight } = useFrame();
  const [plot, setPlot] = useState<HTMLDivElement | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const time = useTimelineScale();
  const { startMs, endMs, atMs } = time;

  const gutter = gutterOf(lanes);
  const plotWidth = Math.max(0, frameWidth - gutter - endPadding);
  const { fromMs, spanMs } = time.scaleOf(plotWidth);
  const scale = useMemo(() => ({ fromMs, spanMs, widthPx: plotWidth }), [fromMs, spanMs, plotWidth]);
  const first = Math.max(0, Math.floor((scrollTop - axisHeight) / rowHeight) - 2);
  const visible = lanes.slice(first, first + Math.ceil(frameHeight / rowHeight) + 4);
  const lanesHeight = axisHeight + lanes.length * rowHeight;
  const rowCount = wordRows(frameHeight, lanesHeight);
  const wordsHeight = rowCount * markRowHeight + 8;
  const height = Math.max(frameHeight, lanesHeight + wordsHeight);
  const playheadX = xOf(scale, atMs - startMs);

  const colorOf = useCallback(
    (setKey: string, revision: string | undefined) => {
      return revisionColor({ color: revision ? history.revisionIndex(setKey, revision) : 0 });
    },
    [history],
  );
  const xIn = (clientX: number): number => clientX - (plot?.getBoundingClientRect().left ?? 0);
  const seekTo = (clientX: number): void => session.seek(startMs + timeAt(scale, xIn(clientX)));
  const pointers = useTimelinePointers({
    scrub: seekTo,
    pinch: (factor, clientX, byPx) => time.pinch(scale, factor, xIn(clientX), byPx),
  });
  const zoomBy = (factor: number) => () => time.zoom(scale, factor, Math.max(0, playheadX));
  const onKeyDown = (event: KeyboardEvent): void => {
    const stepMs = event.shiftKey ? 10_000 : 1000;
    if (event.key === 'ArrowLeft') session.seek(atMs - stepMs);
    else if (event.key === 'ArrowRight') session.seek(atMs + stepMs);
    else if (event.key === 'Home') session.seek(startMs);
    else if (event.key === 'End') session.backToNow();
    else if (event.key === 'PageUp') session.stepBack();
    else if (event.key === 'PageDown') session.step();
    else if (event.key === '+' || event.key === '=') zoomBy(1 / zoomStep)();
    else if (event.key === '-') zoomBy(zoomStep)();
    else if (event.key === '0') time.showAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useWheel(plot, (event) => {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) && time.isZoomed;
    if (event.ctrlKey || event.metaKey) time.zoom(scale, Math.exp(event.deltaY / 300), xIn(event.clientX));
    else if (isSideways) time.pan(scale, event.deltaX);
    else return;
    event.preventDefault();
  });

  return (
    <div className="timeline" ref={measure} onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}>
      <div className="timeline-content" style={{ height }}>
        <div className="timeline-corner" style={{ width: gutter, height: axisHeight }}>
          <button
            type="button"
            className="card-action"
            aria-label="Bookmark this moment"
            title="Bookmark this moment (B)"
            onClick={() => session.setBookmark('')}
          >
            <Icon name="bookmark" size={12} />
          </button>
        </div>
        <Bookmarks scale={scale} startMs={startMs} left={gutter} top={scrollTop} playheadX={playheadX} />
        <LaneNames lanes={visible} first={first} width={gutter - 4} />
        <div
          className="timeline-plot"
          ref={setPlot}
          role="slider"
          tabIndex={0}
          aria-label="Time"
          aria-valuemin={0}
          aria-valuemax={Math.round(endMs - startMs)}
          aria-valuenow={Math.round(atMs - startMs)}
          aria-valuetext={clockText(atMs - startMs)}
          data-testid="timeline"
          style={{ left: gutter, width: plotWidth }}
          {...pointers}
          onKeyDown={onKeyDown}
        >
          <svg className="timeline-svg" width={plotWidth + endPadding} height={height} aria-hidden="true">
            <defs>
              <pattern id="hatch" width="7" height="7" patternTransform="rotate(135)" patternUnits="userSpaceOnUse">
                <rect className="hatch-ground" width="7" height="7" />
                <rect className="hatch-line" width="3.5" height="7" />
              </pattern>
            </defs>
            <AxisLines scale={scale} />
            <g transform={`translate(0 ${axisHeight})`}>
              {visible.map((lane, index) => (
                <TimelineLane
                  key={lane.key}
                  lane={lane}
                  y={(first + index) * rowHeight}
                  scale={scale}
                  startMs={startMs}
                  endMs={endMs}
                  colorOf={colorOf}
                />
              ))}
            </g>
            {atMs < endMs ? (
              <rect
                className="future"
                x={Math.max(0, playheadX)}
                y={axisHeight}
                width={Math.max(0, xOf(scale, endMs - startMs) - Math.max(0, playheadX) + 2)}
                height={height - axisHeight}
              />
            ) : null}
            <TimelineMarks scale={scale} startMs={startMs} height={height} />
            <AxisLabels scale={scale} topY={scrollTop} playheadX={playheadX} />
            {playheadX >= -1 && playheadX <= plotWidth + 1 ? (
              <Playhead x={playheadX} elapsedMs={atMs - startMs} height={height} topY={scrollTop} />
            ) : null}
            <MarkWords
              scale={scale}
              startMs={startMs}
              footY={scrollTop + frameHeight}
              rowCount={rowCount}
              isOver={lanesHeight > scrollTop + frameHeight - wordsHeight}
            />
          </svg>
        </div>
      </div>
      <div className="timeline-zoom segments">
        <button type="button" className="segment" aria-label="Zoom out of time" onClick={zoomBy(zoomStep)}>
          <Icon name="minus" size={12} />
        </button>
        <button type="button" className="segment" aria-label="Zoom into time" onClick={zoomBy(1 / zoomStep)}>
          <Icon name="plus" size={12} />
        </button>
        <button
          type="button"
          className="segment"
          disabled={!time.isZoomed}
          aria-label="Show all of time"
          onClick={time.showAll}
        >
          <Icon name="fit" size={14} />
        </button>
      </div>
    </div>
  );
}
