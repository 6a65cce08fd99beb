/** What of the stage is seen: everything, until the user takes the picture into their own hands; always the selected card. */

import { useReactFlow } from '@xyflow/react';
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

/** Of the picture: the controls may stand below it. */
function frameOf(container: HTMLElement): Size {
  const { clientWidth, clientHeight } = container.querySelector('.react-flow') ?? container;
  return { width: clientWidth, height: clientHeight };
}

export function useFitting(flow: Flow, container: HTMLElement | null, room: Room): Fitting {
  const { setViewport, getViewport } = useReactFlow();
  const selection = useSessionState((state) => state.selection);
  const isOwn = useRef(false);
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
    const box = selection && nodes.current.flatMap(partsOf).find(({ ref }) => sameRef(ref, selection));
    const next = box ? revealing(viewport, box, frame) : viewport;
    const now = getViewport();
    if (next.x !== now.x || next.y !== now.y || next.zoom !== now.zoom) void setViewport(next);
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
      const next = revealing(now, box, frameOf(container));
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
