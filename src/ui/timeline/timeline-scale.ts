/** Which stretch of time the timeline shows, and where a moment is on it. */

export interface TimeScale {
  /** Relative to the start of the cluster's time. */
  readonly fromMs: number;
  readonly spanMs: number;
  readonly widthPx: number;
}

const seconds = 1000;
/** Spans that the timeline takes by itself: it grows in steps, so that it stands still in between. */
const spans = [30, 45, 60, 90, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400].map(
  (s) => s * seconds,
);
const shortestSpanMs = 2 * seconds;

/** The span that shows everything so far with some room at the end. */
export function fittingSpan(elapsedMs: number): number {
  return spans.find((span) => elapsedMs <= span * 0.93) ?? elapsedMs * 1.08;
}

export function xOf({ fromMs, spanMs, widthPx }: TimeScale, elapsedMs: number): number {
  return ((elapsedMs - fromMs) / spanMs) * widthPx;
}

export function timeAt({ fromMs, spanMs, widthPx }: TimeScale, x: number): number {
  return fromMs + (x / Math.max(1, widthPx)) * spanMs;
}

/** The scale after zooming by `factor` around a point that stays where it is. */
export function zoomed(scale: TimeScale, factor: number, aroundX: number, fullSpanMs: number): TimeScale {
  const spanMs = Math.min(fullSpanMs, Math.max(shortestSpanMs, scale.spanMs * factor));
  const fixed = timeAt(scale, aroundX);
  const fromMs = fixed - (aroundX / Math.max(1, scale.widthPx)) * spanMs;
  return { ...scale, spanMs, fromMs: Math.max(0, Math.min(fullSpanMs - spanMs, fromMs)) };
}

/** The scale moved sideways. */
export function panned(scale: TimeScale, byPx: number, fullSpanMs: number): TimeScale {
  const fromMs = scale.fromMs + (byPx / Math.max(1, scale.widthPx)) * scale.spanMs;
  return { ...scale, fromMs: Math.max(0, Math.min(fullSpanMs - scale.spanMs, fromMs)) };
}
