/** The partition: a line across the ordinals. Pods at its left keep the old revision. It can be dragged. */

import { useReactFlow, type NodeProps } from '@xyflow/react';
import { memo, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import { columnAt, nearestBoundary } from '../../view/layout.ts';
import { partitionLine } from '../../view/kubectl-lines.ts';
import { useSession } from '../session-context.ts';
import type { PartitionNode as PartitionNodeType } from './stage-nodes.ts';

export const PartitionNode = memo(function PartitionNode({ data }: NodeProps<PartitionNodeType>): ReactElement {
  const { card, partition, layout } = data;
  const session = useSession();
  const { screenToFlowPosition } = useReactFlow();
  const [dragged, setDragged] = useState<number>();
  const last = (layout.block.columns.at(-1)?.ordinal ?? 0) + 1;
  const shown = Math.max(layout.firstOrdinal, Math.min(partition, last));
  const commit = async (next: number): Promise<void> => {
    if (next !== partition) await session.command(partitionLine(card.ref, next));
  };
  const startDrag = (event: PointerEvent<HTMLButtonElement>): void => {
    event.stopPropagation();
    event.preventDefault();
    const target = event.currentTarget;
    target.focus();
    target.setPointerCapture(event.pointerId);
    let next = shown;
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      next = nearestBoundary(layout, screenToFlowPosition({ x: clientX, y: clientY }));
      setDragged(next);
    };
    const end = (): void => {
      target.removeEventListener('pointermove', move);
      // The lowest line stands for "no ordinal is held", whatever the first ordinal is. It waits there until that is so.
      void commit(next === layout.firstOrdinal ? 0 : next).finally(() => setDragged(undefined));
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('lostpointercapture', end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // On a phone the line moves down to hold more ordinals.
    const isRows = layout.shape === 'rows';
    const [more, less] = isRows ? ['ArrowDown', 'ArrowUp'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === 'ArrowRight' || event.key === more) void commit(Math.min(last, partition + 1));
    else if (event.key === 'ArrowLeft' || event.key === less) void commit(Math.max(0, partition - 1));
    else if (event.key === 'Home') void commit(0);
    else if (event.key === 'End') void commit(last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const from = columnAt(layout, shown);
  const to = columnAt(layout, dragged ?? shown);
  const value = dragged ?? partition;
  return (
    <div
      className={`partition${(dragged ?? shown) === layout.firstOrdinal ? ' is-first' : ''}${layout.shape === 'rows' ? ' is-flat' : ''}${value > 0 ? ' is-holding' : ''}${dragged === undefined ? '' : ' is-dragged'}`}
      style={{ transform: `translate(${to.x - from.x}px, ${to.y - from.y}px)` }}
    >
      <span className="partition-line" />
      <button
        type="button"
        className="partition-handle nopan nodrag"
        role="slider"
        aria-label={`Partition of ${card.name}`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={value}
        title="Ordinals below the partition keep their revision. Drag, or use the arrow keys."
        data-testid={`partition-${card.name}`}
        onPointerDown={startDrag}
        onKeyDown={onKeyDown}
      >
        ‹ partition {value} ›
      </button>
    </div>
  );
});
