/** An edge. Its meaning is its class. */

import type { EdgeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { railPath } from './rail-path.ts';
import type { StageEdge } from './stage-nodes.ts';

export const LineEdge = memo(function LineEdge(props: EdgeProps<StageEdge>): ReactElement {
  const { sourceX, sourceY, targetX, targetY, data } = props;
  return <path className={`edge edge-${data?.meaning}`} d={railPath(sourceX, sourceY, targetX, targetY)} />;
});
