/** The stretch of time that is shown: all of it, or the part that the user zoomed in to. */

import { useState } from 'react';
import type { Playback } from '../../session/state.ts';
import { useSessionState } from '../session-context.ts';
import { fittingSpan, panned, zoomed, type TimeScale } from './timeline-scale.ts';

export interface TimelineScale {
  readonly startMs: number;
  /** The last simulated moment and the one shown, in steps of about a pixel. */
  readonly endMs: number;
  readonly atMs: number;
  readonly isZoomed: boolean;
  /** The scale for a plot of this width. */
  scaleOf(widthPx: number): TimeScale;
  zoom(scale: TimeScale, factor: number, aroundX: number): void;
  pan(scale: TimeScale, byPx: number): void;
  /** Zooms around a point and moves sideways at once, as two fingers do. */
  pinch(scale: TimeScale, factor: number, aroundX: number, byPx: number): void;
  showAll(): void;
}

/** About as many pixels as the plot is wide. */
const plotPixels = 1400;

/** A time in steps of about a pixel, so that the timeline is drawn again when there is something to see. */
function inPixels(timeMs: number, { startMs, endMs }: Playback, own: TimeScale | undefined): number {
  const spanMs = own?.spanMs ?? fittingSpan(endMs - startMs);
  const pixelMs = Math.max(1, Math.floor(spanMs / plotPixels));
  return startMs + Math.floor((timeMs - startMs) / pixelMs) * pixelMs;
}

export function useTimelineScale(): TimelineScale {
  const [own, setOwn] = useState<TimeScale>();
  const startMs = useSessionState(({ playback }) => playback.startMs);
  const endMs = useSessionState(({ playback }) => inPixels(playback.endMs, playback, own));
  const atMs = useSessionState(({ moment, playback }) => inPixels(moment.atMs, playback, own));
  const fullSpanMs = fittingSpan(endMs - startMs);
  // Both fingers move before the next picture is drawn: each goes on from what the other has done.
  const change = (widthPx: number, next: (scale: TimeScale) => TimeScale): void =>
    setOwn((before) => next({ fromMs: 0, spanMs: fullSpanMs, ...before, widthPx }));
  return {
    startMs,
    endMs,
    atMs,
    isZoomed: own !== undefined,
    scaleOf: (widthPx) => (own ? { ...own, widthPx } : { fromMs: 0, spanMs: fullSpanMs, widthPx }),
    zoom: ({ widthPx }, factor, aroundX) => change(widthPx, (scale) => zoomed(scale, factor, aroundX, fullSpanMs)),
    pan: ({ widthPx }, byPx) => change(widthPx, (scale) => panned(scale, byPx, fullSpanMs)),
    pinch: ({ widthPx }, factor, aroundX, byPx) =>
      change(widthPx, (scale) => panned(zoomed(scale, factor, aroundX, fullSpanMs), byPx, fullSpanMs)),
    showAll: () => setOwn(undefined),
  };
}
