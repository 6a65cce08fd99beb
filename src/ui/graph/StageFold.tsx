/** StatefulSets and other workloads beyond the upper or the lower edge of the frame: named there, a click brings them in. */

import { useStore } from '@xyflow/react';
import type { ReactElement } from 'react';
import { grid, type Box } from '../../view/layout.ts';
import type { StageNode } from './stage-nodes.ts';
import './stage-fold.css';

/** A card of which less than this is seen is beyond the edge. */
const seenPx = 56;
/** More names than this are counted. */
const mostNames = { wide: 3, narrow: 1 } as const;

type OwnerNode = Extract<StageNode, { readonly type: 'set' | 'workload' }>;

function isOwnerNode(node: StageNode): node is OwnerNode {
  return node.type === 'set' || node.type === 'workload';
}

interface Told {
  readonly name: string;
  readonly line: string;
  readonly isDone: boolean;
}

function told(node: OwnerNode): Told {
  const { card } = node.data;
  const name = card.namespace === 'default' ? card.name : `${card.namespace}/${card.name}`;
  if ('line' in card) return { name, line: card.line, isDone: card.isDone };
  const { ready, replicas, state } = card;
  if (state !== 'live') return { name, line: state, isDone: false };
  return { name, line: `${ready} / ${replicas} ready`, isDone: ready === replicas };
}

/** With the names above and what hangs below it. */
function surroundings({ type, position, width = 0, height = 0 }: OwnerNode, isNarrow: boolean): Box {
  if (type === 'workload' || isNarrow) return { ...position, width, height: Math.max(height, grid.podHeight) };
  const bottom = grid.volumeY + grid.volumeHeight + grid.rowGap;
  return { x: position.x, y: position.y - grid.setY, width, height: bottom };
}

interface EdgeProps {
  readonly side: 'above' | 'below';
  readonly nodes: readonly OwnerNode[];
  readonly most: number;
  readonly onShow: (node: OwnerNode) => void;
}

function FoldEdge({ side, nodes, most, onShow }: EdgeProps): ReactElement {
  const rest = nodes.length - most;
  return (
    <div className={`stage-fold is-${side}`} role="group" aria-label={`Out of sight, ${side}`}>
      {nodes.slice(0, most).map((node) => {
        const { name, line, isDone } = told(node);
        return (
          <button key={node.id} type="button" className="stage-fold-item" onClick={() => onShow(node)}>
            <span aria-hidden="true">{side === 'below' ? '↓' : '↑'}</span>
            <strong>{name}</strong>
            <span className={isDone ? undefined : 'is-busy'}>{line}</span>
          </button>
        );
      })}
      {rest > 0 ? <span className="stage-fold-rest">and {rest} more</span> : null}
    </div>
  );
}

interface StageFoldProps {
  readonly nodes: readonly StageNode[];
  readonly isNarrow: boolean;
  readonly show: (box: Box) => void;
}

export function StageFold({ nodes, isNarrow, show }: StageFoldProps): ReactElement {
  const owners = nodes.filter(isOwnerNode);
  // One letter for each of them, so that moving the picture draws this again only when one comes or goes.
  const sides = useStore(({ transform: [, y, zoom], height }) =>
    owners
      .map(({ position, height: cardHeight = 0 }) => {
        const top = y + position.y * zoom;
        if (height > 0 && top + seenPx > height) return 'b';
        return top + cardHeight * zoom < seenPx / 2 ? 'a' : '-';
      })
      .join(''),
  );
  const most = mostNames[isNarrow ? 'narrow' : 'wide'];
  const onShow = (node: OwnerNode): void => show(surroundings(node, isNarrow));
  const above = owners.filter((_, index) => sides[index] === 'a').toReversed();
  const below = owners.filter((_, index) => sides[index] === 'b');
  return (
    <>
      {above.length > 0 ? <FoldEdge side="above" nodes={above} most={most} onShow={onShow} /> : null}
      {below.length > 0 ? <FoldEdge side="below" nodes={below} most={most} onShow={onShow} /> : null}
    </>
  );
}
