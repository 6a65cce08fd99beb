/** The timeline: one lane for each identity, the user's commands as marks, and a playhead that travels in time. */

import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from 'react';
import type { UserMark } from '../../session/state.ts';
import { axisText, clockText } from '../../view/clock-text.ts';
import { markLabel } from '../../view/mark-label.ts';
import { axisStep, timelineLanes, type TimelineLane as Lane } from '../../view/timeline.ts';
import { Icon } from '../icons.tsx';
import { IdentityName } from '../IdentityName.tsx';
import { revisionColor } from '../revision-color.ts';
import { usePlayground, useSession, useSessionState } from '../session-context.ts';
import { TimelineLane } from './TimelineLane.tsx';
import { fittingSpan, panned, timeAt, xOf, zoomed, type TimeScale } from './timeline-scale.ts';
import './timeline.css';

const rowHeight = 24;
const axisHeight = 24;
const footHeight = 22;
const endPadding = 28;
const narrowestGutter = 92;
const widestGutter = 190;

/** Room for the longest name. */
function gutterOf(lanes: readonly Lane[]): number {
  const longest = Math.max(0, ...lanes.map(({ name }) => name.length));
  return Math.min(widestGutter, Math.max(narrowestGutter, 30 + longest * 7.3));
}

/** Width and visible rows of the scrolling part. */
function useFrame(): {
  readonly measure: (element: HTMLDivElement | null) => void;
  readonly width: number;
  readonly height: number;
} {
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

function Axis({ scale }: { readonly scale: TimeScale }): ReactElement {
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

interface PlacedMark {
  readonly x: number;
  readonly label: string;
  /** Empty where the mark before leaves no room for it. */
  readonly text: string;
}

function placeMarks(marks: readonly UserMark[], scale: TimeScale, startMs: number): readonly PlacedMark[] {
  const placed: PlacedMark[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { atMs, label } of marks) {
    const x = xOf(scale, atMs - startMs);
    if (x < -1 || x > scale.widthPx) continue;
    const text = x >= free ? markLabel(label) : '';
    if (text) free = x + text.length * 6.4 + 12;
    placed.push({ x, label, text });
  }
  return placed;
}

interface MarksProps {
  readonly scale: TimeScale;
  readonly startMs: number;
  readonly height: number;
}

function Marks({ scale, startMs, height }: MarksProps): ReactElement {
  const marks = useSessionState((state) => state.marks);
  return (
    <g className="marks">
      {placeMarks(marks, scale, startMs).map(({ x, label, text }, index) => (
        <g key={index} transform={`translate(${x} 0)`}>
          <line y1={axisHeight} y2={height} />
          <rect className="mark-hit" x={-4} y={axisHeight} width={8} height={Math.max(0, height - axisHeight)}>
            <title>{label}</title>
          </rect>
          {text ? (
            <text x={5} y={height - 7}>
              {text}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}

interface LaneNamesProps {
  readonly lanes: readonly Lane[];
  /** Index of the first of them among all. */
  readonly first: number;
  readonly width: number;
}

/** Names at the left; each selects its Pod. */
function LaneNames({ lanes, first, width }: LaneNamesProps): ReactElement {
  const session = useSession();
  return (
    <>
      {lanes.map(({ key, name, namespace }, index) => (
        <button
          key={key}
          type="button"
          className="lane-name"
          style={{ top: axisHeight + (first + index) * rowHeight, height: rowHeight, width }}
          onClick={() => session.select({ kind: 'Pod', namespace, name })}
        >
          <IdentityName name={namespace === 'default' ? name : `${namespace}/${name}`} />
        </button>
      ))}
    </>
  );
}

/** The scale in force: everything, unless the user zoomed in. */
function useScale(
  widthPx: number,
  elapsedMs: number,
): {
  readonly scale: TimeScale;
  readonly fullSpanMs: number;
  readonly isOwn: boolean;
  readonly setOwn: (scale: TimeScale | undefined) => void;
} {
  const [own, setOwn] = useState<TimeScale>();
  const fullSpanMs = fittingSpan(elapsedMs);
  const scale = useMemo<TimeScale>(() => {
    if (!own) return { fromMs: 0, spanMs: fullSpanMs, widthPx };
    return { ...own, widthPx };
  }, [own, fullSpanMs, widthPx]);
  return { scale, fullSpanMs, isOwn: own !== undefined, setOwn };
}

export function Timeline(): ReactElement {
  const { session, views } = usePlayground();
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const endMs = useSessionState(({ playback }) => playback.endMs);
  const atMs = useSessionState(({ moment }) => moment.atMs);
  const history = useSessionState(views.history);
  const lanes = useSessionState((state) => timelineLanes(views.history(state)));
  const { measure, width: frameWidth, height: frameHeight } = useFrame();
  const [scrollTop, setScrollTop] = useState(0);
  const plot = useRef<HTMLDivElement>(null);
  const gutter = gutterOf(lanes);
  const plotWidth = Math.max(0, frameWidth - gutter - endPadding);
  const { scale, fullSpanMs, isOwn, setOwn } = useScale(plotWidth, endMs - startMs);
  const first = Math.max(0, Math.floor((scrollTop - axisHeight) / rowHeight) - 2);
  const visible = lanes.slice(first, first + Math.ceil(frameHeight / rowHeight) + 4);
  const height = Math.max(frameHeight, axisHeight + lanes.length * rowHeight + footHeight);
  const colorOf = useCallback(
    (setKey: string, revision: string | undefined) => {
      return revisionColor(revision ? { color: history.revisionIndex(setKey, revision) } : { color: 0 });
    },
    [history],
  );
  const seekTo = (clientX: number): void => {
    const left = plot.current?.getBoundingClientRect().left ?? 0;
    session.seek(Math.min(endMs, startMs + timeAt(scale, clientX - left)));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    seekTo(event.clientX);
    const move = ({ clientX }: globalThis.PointerEvent): void => seekTo(clientX);
    target.addEventListener('pointermove', move);
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const stepMs = event.shiftKey ? 10_000 : 1000;
    if (event.key === 'ArrowLeft') session.seek(atMs - stepMs);
    else if (event.key === 'ArrowRight') session.seek(Math.min(endMs, atMs + stepMs));
    else if (event.key === 'Home') session.seek(startMs);
    else if (event.key === 'End') session.backToNow();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  const onWheel = (event: WheelEvent): void => {
    const left = plot.current?.getBoundingClientRect().left ?? 0;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      setOwn(zoomed(scale, Math.exp(event.deltaY / 300), event.clientX - left, fullSpanMs));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) && isOwn) {
      event.preventDefault();
      setOwn(panned(scale, event.deltaX, fullSpanMs));
    }
  };
  useEffect(() => {
    wheel.current = onWheel;
  });
  useEffect(() => {
    const element = plot.current;
    const listen = (event: WheelEvent): void => wheel.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);
  const playheadX = xOf(scale, atMs - startMs);
  const zoomBy = (factor: number) => () => setOwn(zoomed(scale, factor, Math.max(0, playheadX), fullSpanMs));
  return (
    <div className="timeline" ref={measure} onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}>
      <div className="timeline-content" style={{ height }}>
        <LaneNames lanes={visible} first={first} width={gutter - 4} />
        <div
          className="timeline-plot"
          ref={plot}
          role="slider"
          tabIndex={0}
          aria-label="Time"
          aria-valuemin={0}
          aria-valuemax={Math.round(endMs - startMs)}
          aria-valuenow={Math.round(atMs - startMs)}
          aria-valuetext={clockText(atMs - startMs)}
          data-testid="timeline"
          style={{ left: gutter, width: plotWidth }}
          onPointerDown={onPointerDown}
          onKeyDown={onKeyDown}
        >
          <svg className="timeline-svg" width={plotWidth + endPadding} height={height} aria-hidden="true">
            <defs>
              <pattern id="hatch" width="7" height="7" patternTransform="rotate(135)" patternUnits="userSpaceOnUse">
                <rect className="hatch-ground" width="7" height="7" />
                <rect className="hatch-line" width="3.5" height="7" />
              </pattern>
            </defs>
            <Axis scale={scale} />
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
            <Marks scale={scale} startMs={startMs} height={height} />
            {playheadX >= -1 && playheadX <= plotWidth + 1 ? (
              <g className="playhead" transform={`translate(${playheadX} 0)`}>
                <line y1={20} y2={height} />
                <rect x={-25} y={2} width={50} height={18} rx={5} />
                <text y={15}>{clockText(atMs - startMs)}</text>
              </g>
            ) : null}
          </svg>
        </div>
      </div>
      <div className="timeline-zoom segments">
        <button type="button" className="segment" aria-label="Zoom out of time" onClick={zoomBy(1.6)}>
          <Icon name="minus" size={12} />
        </button>
        <button type="button" className="segment" aria-label="Zoom into time" onClick={zoomBy(1 / 1.6)}>
          <Icon name="plus" size={12} />
        </button>
        <button
          type="button"
          className="segment"
          disabled={!isOwn}
          aria-label="Show all of time"
          onClick={() => setOwn(undefined)}
        >
          <Icon name="fit" size={14} />
        </button>
      </div>
    </div>
  );
}
