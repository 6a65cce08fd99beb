/** Which part of the stage is seen: everything, from the upper left, as large as is pleasant to read. */

import type { Viewport } from '@xyflow/react';
import type { StageNode } from './stage-nodes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const padding = 20;
const largestZoom = 1.12;
/** Smaller than this nothing can be read: then the picture is scrolled instead. */
const smallestZoom = 0.55;

export function boundsOf(nodes: readonly StageNode[]): Size {
  let width = 0;
  let height = 0;
  for (const { position, width: nodeWidth = 0, height: nodeHeight = 0 } of nodes) {
    width = Math.max(width, position.x + nodeWidth);
    height = Math.max(height, position.y + nodeHeight);
  }
  return { width, height };
}

export function fittingViewport(content: Size, frame: Size): Viewport {
  const wide = (frame.width - 2 * padding) / content.width;
  const high = (frame.height - 2 * padding) / content.height;
  const zoom = Math.max(smallestZoom, Math.min(largestZoom, wide, high));
  return { x: padding, y: padding / 2, zoom };
}
