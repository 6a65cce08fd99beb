/** The map itself: Pods in their colours, and a frame that can be dragged. Its code comes when it is needed. */

import { useNodes, useReactFlow, useStore } from '@xyflow/react';
import { memo, useRef, type PointerEvent, type ReactElement } from 'react';
import { dotGrid } from '../../view/layout.ts';
import type { PodCard } from '../../view/stage-model.ts';
import { revisionColor } from '../revision-color.ts';
import type { StageNode } from './stage-nodes.ts';
import { boundsOf } from './viewport.ts';

function podColor({ state: { tone }, revision }: PodCard): string {
  if (tone === 'failing') return 'var(--failing)';
  return tone === 'ready' || tone === 'done' ? revisionColor(revision) : 'var(--bar-waiting)';
}

const grounds: readonly (string | undefined)[] = ['column', 'zone'];

/** Pods in the colour of what they are at; the rest is ground. */
function colorOf(node: StageNode): string | undefined {
  const card = node.type === 'compact' ? node.data.column.pod : 'card' in node.data ? node.data.card : undefined;
  if (card && 'state' in card && typeof card.state === 'object') return podColor(card);
  return grounds.includes(node.type) ? undefined : 'var(--line-strong)';
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** All that has one colour is one path. */
function pathsOf(nodes: readonly StageNode[]): readonly (readonly [color: string, path: string])[] {
  const paths = new Map<string, string>();
  const add = (color: string, path: string): unknown => paths.set(color, (paths.get(color) ?? '') + path);
  for (const node of nodes) {
    const { x, y } = node.position;
    const { width = 0, height = 0 } = node;
    if (node.type === 'field') {
      for (const { card, ...at } of node.data.dots)
        add(card ? podColor(card) : 'var(--line)', box(x + at.x, y + at.y, dotGrid.width, dotGrid.height));
    } else if (node.type === 'worker') {
      add('var(--surface-2)', box(x, y, width, height));
    } else {
      const color = colorOf(node);
      if (color) add(color, box(x, y, width, height));
    }
  }
  return [...paths];
}

const Ground = memo(function Ground({ nodes }: { readonly nodes: readonly StageNode[] }): ReactElement {
  return (
    <>
      {pathsOf(nodes).map(([color, path]) => (
        <path key={color} d={path} fill={color} />
      ))}
    </>
  );
});

export function StageMapPanel(): ReactElement {
  const nodes = useNodes<StageNode>();
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width) / zoom;
  const height = useStore((state) => state.height) / zoom;
  const { getViewport, setViewport } = useReactFlow();
  const last = useRef<DOMPoint>(undefined);
  const content = boundsOf(nodes);
  const [left, top] = [-x / zoom, -y / zoom];
  const [minX, minY] = [Math.min(0, left), Math.min(0, top)];
  const maxX = Math.max(content.width, left + width);
  const maxY = Math.max(content.height, top + height);
  const margin = (maxX - minX) / 30;
  const view = [minX - margin, minY - margin, maxX - minX + 2 * margin, maxY - minY + 2 * margin];

  const onPointerDown = (event: PointerEvent<SVGSVGElement>): void => {
    const { currentTarget, clientX, clientY, pointerId } = event;
    currentTarget.setPointerCapture(pointerId);
    const matrix = currentTarget.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    last.current = new DOMPoint(clientX, clientY);
    const isInside = at.x > left && at.x < left + width && at.y > top && at.y < top + height;
    if (!isInside) void setViewport({ x: (width / 2 - at.x) * zoom, y: (height / 2 - at.y) * zoom, zoom });
  };
  const onPointerMove = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): void => {
    const from = last.current;
    const scale = currentTarget.getScreenCTM()?.a;
    if (!from || !scale) return;
    const now = getViewport();
    const by = now.zoom / scale;
    last.current = new DOMPoint(clientX, clientY);
    void setViewport({ ...now, x: now.x - (clientX - from.x) * by, y: now.y - (clientY - from.y) * by });
  };
  const end = (): void => {
    last.current = undefined;
  };

  return (
    <svg
      className="stage-map"
      role="img"
      aria-label="Map of the stage"
      viewBox={view.join(' ')}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <Ground nodes={nodes} />
      <path
        className="stage-map-mask"
        fillRule="evenodd"
        d={box(...(view as [number, number, number, number])) + box(left, top, width, height)}
      />
      <path className="stage-map-frame" d={box(left, top, width, height)} />
    </svg>
  );
}
