/** The map itself: Pods in their colours, and a frame that can be dragged. Its code comes when it is needed. */

import { MiniMap } from '@xyflow/react';
import type { ReactElement } from 'react';
import { revisionColor } from '../revision-color.ts';
import type { StageNode } from './stage-nodes.ts';

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

export function StageMapPanel(): ReactElement {
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
