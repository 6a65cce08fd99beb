/** The whole stage in small, while there is more of it than can be seen. It can be dragged. */

import { MiniMap, useStore } from '@xyflow/react';
import type { ReactElement } from 'react';
import { revisionColor } from '../revision-color.ts';
import type { StageNode } from './stage-nodes.ts';

/** Parts that stick out by less than this do not call for a map. */
const tolerancePx = 40;
/** A frame smaller than this has no room for one. */
const leastWidth = 600;
const leastHeight = 300;

/** Pods in the colour of what they are at; the rest is ground. */
function colorOf(node: StageNode): string {
  const card = node.type === 'compact' ? node.data.column.pod : 'card' in node.data ? node.data.card : undefined;
  if (card && 'state' in card && typeof card.state === 'object') {
    const { tone } = card.state;
    if (tone === 'failing') return 'var(--failing)';
    if (tone === 'ready' || tone === 'done') return revisionColor(card.revision);
    return 'var(--bar-waiting)';
  }
  return node.type === 'column' || node.type === 'zone' ? 'transparent' : 'var(--line-strong)';
}

export function StageMap(): ReactElement | null {
  const isNeeded = useStore(({ transform: [x, y, zoom], width, height, nodes }) => {
    if (width < leastWidth || height < leastHeight) return false;
    return nodes.some(({ position, width: nodeWidth = 0, height: nodeHeight = 0 }) => {
      const left = x + position.x * zoom;
      const top = y + position.y * zoom;
      const isLeft = left < -tolerancePx || top < -tolerancePx;
      return isLeft || left + nodeWidth * zoom > width + tolerancePx || top + nodeHeight * zoom > height + tolerancePx;
    });
  });
  if (!isNeeded) return null;
  return (
    <MiniMap<StageNode>
      className="stage-map"
      position="bottom-right"
      nodeColor={colorOf}
      nodeStrokeWidth={0}
      nodeBorderRadius={6}
      bgColor="var(--surface)"
      maskColor="color-mix(in srgb, var(--bg) 65%, transparent)"
      maskStrokeColor="var(--accent)"
      maskStrokeWidth={2}
      style={{ width: 168, height: 104 }}
      pannable
      zoomable
      ariaLabel="Map of the stage"
    />
  );
}
