/** An edge: a straight line where it can be one, otherwise a rail with two corners. Its meaning is its class. */

import type { EdgeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import type { StageEdge } from './stage-nodes.ts';

const bendX = 14;
const radius = 6;

function railPath(sourceX: number, sourceY: number, targetX: number, targetY: number): string {
  if (Math.abs(sourceY - targetY) < 2 * radius) return `M${sourceX},${targetY}H${targetX}`;
  if (Math.abs(sourceX - targetX) < 2 * radius) return `M${targetX},${sourceY}V${targetY}`;
  const x = sourceX + bendX;
  const down = targetY > sourceY ? radius : -radius;
  return [
    `M${sourceX},${sourceY}H${x - radius}`,
    `Q${x},${sourceY} ${x},${sourceY + down}`,
    `V${targetY - down}`,
    `Q${x},${targetY} ${x + radius},${targetY}H${targetX}`,
  ].join('');
}

export const LineEdge = memo(function LineEdge(props: EdgeProps<StageEdge>): ReactElement {
  const { sourceX, sourceY, targetX, targetY, data } = props;
  return <path className={`edge edge-${data?.meaning}`} d={railPath(sourceX, sourceY, targetX, targetY)} />;
});
