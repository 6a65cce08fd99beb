/** What of the stage is seen: everything, until the user takes the picture into their own hands; always the selected card. */

import { useReactFlow, type ViewportHelperFunctionOptions } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { sameRef } from '../../view/decision-index.ts';
import { useSessionState } from '../session-context.ts';
import type { Flow } from './flow-builder.ts';
import type { Box } from '../../view/layout.ts';
import { partsOf } from './stage-parts.ts';
import {
  boundsOf,
  boundsOfIdentities,
  fittingViewport,
  revealing,
  slimViewport,
  type Room,
  type Size,
} from './viewport.ts';

export interface Fitting {
  /** For React Flow's event of that name: without an event it was not the user who moved the picture. */
  readonly onMove: (event: unknown) => void;
  /** Shows everything again. */
  readonly fit: () => void;
  /** Moves the picture just so far that the box is seen. */
  readonly reveal: (box: Box) => void;
  /** The same, and it stays there until everything is shown again. */
  readonly show: (box: Box) => void;
}

/** In a smaller rest of the picture nothing can be shown (pixels). */
const leastOpenPx = 80;

/** Of the picture: the controls may stand below it. */
function frameOf(container: HTMLElement): Size {
  const { clientWidth, clientHeight } = container.querySelector('.react-flow') ?? container;
  return { width: clientWidth, height: clientHeight };
}

/** Of what nothing covers: at the side of a sheet that stands over the picture, or above it. */
function openFrameOf(container: HTMLElement): Size {
  const frame = frameOf(container);
  const sheet = container.closest('main')?.querySelector('.narrow-sheet, .embed-sheet');
  if (!sheet) return frame;
  const { left, top } = container.getBoundingClientRect();
  const over = sheet.getBoundingClientRect();
  const width = over.left - left;
  const height = over.top - top;
  if (width >= leastOpenPx) return { ...frame, width: Math.min(frame.width, width) };
  return height >= leastOpenPx ? { ...frame, height: Math.min(frame.height, height) } : frame;
}

/** How the picture is moved where somebody is to see that it moves; at once for those who want no motion. */
function gliding(): ViewportHelperFunctionOptions {
  const duration = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--motion'));
  return duration > 0 ? { duration, interpolate: 'linear' } : {};
}

export function useFitting(flow: Flow, container: HTMLElement | null, room: Room): Fitting {
  const { setViewport, getViewport } = useReactFlow();
  const selection = useSessionState((state) => state.selection);
  const isOwn = useRef(false);
  /** Whom the picture was moved for. Who then moves it themselves is not brought back. */
  const shown = useRef(selection);
  const nodes = useRef(flow.nodes);
  const { width, height, count } = useMemo(() => boundsOf(flow.nodes), [flow.nodes]);
  const slim = useMemo(() => (room === 'slim' ? boundsOfIdentities(flow.nodes) : undefined), [room, flow.nodes]);
  const slimKey = slim && `${slim.x} ${slim.y} ${slim.width} ${slim.height}`;
  const slimBox = useRef(slim);
  useEffect(() => {
    nodes.current = flow.nodes;
    slimBox.current = slim;
  }, [flow.nodes, slim]);

  const apply = useCallback(() => {
    if (!container || width === 0) return;
    const frame = frameOf(container);
    const fitting =
      slimKey !== undefined && slimBox.current
        ? slimViewport(slimBox.current, frame)
        : fittingViewport({ width, height, count }, frame, room === 'narrow');
    const viewport = isOwn.current ? getViewport() : fitting;
    const isNew = shown.current !== selection;
    shown.current = selection;
    const wanted = isNew || !isOwn.current ? selection : undefined;
    const box = wanted && nodes.current.flatMap(partsOf).find(({ ref }) => sameRef(ref, wanted));
    const next = box ? revealing(viewport, box, openFrameOf(container)) : viewport;
    const now = getViewport();
    if (next.x === now.x && next.y === now.y && next.zoom === now.zoom) return;
    void setViewport(next, isNew ? gliding() : {});
  }, [container, width, height, count, room, slimKey, selection, setViewport, getViewport]);

  useEffect(apply, [apply]);
  useEffect(() => {
    if (!container) return undefined;
    const observer = new ResizeObserver(apply);
    observer.observe(container);
    return () => observer.disconnect();
  }, [container, apply]);

  const onMove = useCallback((event: unknown) => {
    if (event) isOwn.current = true;
  }, []);
  const fit = useCallback(() => {
    isOwn.current = false;
    apply();
  }, [apply]);
  const reveal = useCallback(
    (box: Box) => {
      if (!container) return;
      const now = getViewport();
      const next = revealing(now, box, openFrameOf(container));
      if (next !== now) void setViewport(next);
    },
    [container, getViewport, setViewport],
  );
  const show = useCallback(
    (box: Box) => {
      isOwn.current = true;
      reveal(box);
    },
    [reveal],
  );
  return { onMove, fit, reveal, show };
}
