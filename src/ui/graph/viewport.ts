/** Which part of the stage is seen: everything, from the upper left, as large as is pleasant to read. */

import type { Viewport } from '@xyflow/react';
import { grid, type Box } from '../../view/layout.ts';
import type { StageNode } from './stage-nodes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const padding = 20;
const narrowPadding = 10;
/** Left free for the controls at the lower edge. */
const footPx = 48;
const largestZoom = 1.12;
/** Smaller than this nothing can be read: then the picture is scrolled instead. */
const smallestZoom = 0.8;
/** As far as the picture is made smaller when that shows all that stands side by side. */
const smallestZoomOfWhole = 0.68;
/** Where there are so many that only the whole tells something. */
const smallestZoomOfMany = 0.56;
const manyNodes = 150;
/** A field of dots is told by its colours. */
const smallestZoomOfField = 0.4;
const fieldNodes = 450;

/** In low frames: smaller than this no name can be read. */
const smallestZoomOfSlim = 0.7;

/** Narrow: no room for columns side by side. Slim: no room for the cards beside them. */
export type Room = 'wide' | 'narrow' | 'slim';

const identities: readonly string[] = ['pod', 'ghost', 'compact', 'compactPod', 'field', 'worker', 'zone'];

/** What a low frame shows first: the Pods, and as far as there is room what stands above and below them. */
export function boundsOfIdentities(nodes: readonly StageNode[]): Box | undefined {
  const shown = nodes.filter(({ type }) => identities.includes(type));
  if (shown.length === 0) return undefined;
  const x = Math.min(...shown.map(({ position }) => position.x));
  const y = Math.min(...shown.map(({ position }) => position.y));
  const right = Math.max(...shown.map(({ position, width = 0 }) => position.x + width));
  const claims = nodes.filter(({ type, position }) => type === 'claim' && position.y - y < grid.claimY);
  const low = [...shown, ...claims].filter(({ position }) => position.y - y < grid.claimY);
  const bottom = Math.max(...low.map(({ position, height = 0 }) => position.y + height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The Pods in a low frame, with the cards beside them where there is room; otherwise those are found by moving the picture. */
export function slimViewport(pods: Box, frame: Size): Viewport {
  const room = frame.width - 2 * padding;
  const all = pods.x + pods.width;
  const { x, width } = room / all >= smallestZoom ? { x: 0, width: all } : pods;
  const high = (frame.height - padding) / pods.height;
  const zoom = Math.max(smallestZoomOfSlim, Math.min(largestZoom, room / width, high));
  const free = Math.max(0, frame.height - pods.height * zoom);
  const above = Math.min(free / 2, pods.y * zoom + padding / 2);
  return { x: padding - x * zoom, y: above - pods.y * zoom, zoom };
}

export interface Bounds extends Size {
  /** How much there is to see: dots count, too. */
  readonly count: number;
}

export function boundsOf(nodes: readonly StageNode[]): Bounds {
  let width = 0;
  let height = 0;
  for (const { position, width: nodeWidth = 0, height: nodeHeight = 0 } of nodes) {
    width = Math.max(width, position.x + nodeWidth);
    height = Math.max(height, position.y + nodeHeight);
  }
  const count = nodes.reduce((sum, node) => sum + (node.type === 'field' ? node.data.dots.length : 1), 0);
  return { width, height, count };
}

/** In a narrow frame everything is as wide as the frame, and goes on below. */
export function fittingViewport(content: Bounds, frame: Size, isNarrow = false): Viewport {
  if (isNarrow) {
    const zoom = Math.min(largestZoom, (frame.width - 2 * narrowPadding) / content.width);
    return { x: Math.max(narrowPadding, (frame.width - content.width * zoom) / 2), y: padding / 2, zoom };
  }
  const ofMany = content.count > fieldNodes ? smallestZoomOfField : smallestZoomOfMany;
  const wide = (frame.width - 2 * padding) / content.width;
  const ofFew = wide >= smallestZoomOfWhole ? Math.min(smallestZoom, wide) : smallestZoom;
  const smallest = content.count > manyNodes ? ofMany : ofFew;
  const high = (frame.height - padding - footPx) / content.height;
  const zoom = Math.max(smallest, Math.min(largestZoom, wide, high));
  return { x: padding, y: padding / 2, zoom };
}

/** The viewport moved just so far that the box is in the frame; the same one when it is. */
export function revealing(viewport: Viewport, box: Box, frame: Size): Viewport {
  const { x, y, zoom } = viewport;
  const shift = (start: number, length: number, size: number): number => {
    if (start < padding) return padding - start;
    return start + length > size - padding ? Math.max(padding - start, size - padding - start - length) : 0;
  };
  const byX = shift(x + box.x * zoom, box.width * zoom, frame.width);
  const byY = shift(y + box.y * zoom, box.height * zoom, frame.height);
  return byX === 0 && byY === 0 ? viewport : { x: x + byX, y: y + byY, zoom };
}
