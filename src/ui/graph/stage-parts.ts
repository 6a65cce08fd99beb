/** What of the picture stands for an object: cards, and the dots of fields. */

import type { ObjectRef } from '../../api/object.ts';
import { dotGrid, type Box } from '../../view/layout.ts';
import { refOfNode, type StageNode } from './stage-nodes.ts';

export interface StagePart extends Box {
  /** The `data-id` of its element. */
  readonly id: string;
  readonly ref: ObjectRef | undefined;
  readonly isFocusable: boolean;
}

const unfocusable: readonly (string | undefined)[] = ['column', 'ghost', 'partition', 'zone'];

export function partsOf(node: StageNode): readonly StagePart[] {
  const { x, y } = node.position;
  if (node.type === 'field') {
    return node.data.dots.map((dot) => ({
      id: dot.id,
      ref: dot.card?.ref ?? dot.claim,
      isFocusable: dot.card !== undefined,
      x: x + dot.x,
      y: y + dot.y,
      width: dotGrid.width,
      height: dotGrid.height,
    }));
  }
  const { id, width = 0, height = 0 } = node;
  const isFocusable = !unfocusable.includes(node.type) && !(node.type === 'compact' && !node.data.column.pod);
  return [{ id, ref: refOfNode(node), isFocusable, x, y, width, height }];
}
