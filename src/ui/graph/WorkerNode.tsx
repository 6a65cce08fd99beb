/** A worker node as the ground on which its Pods stand, with what can be done to it. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import type { NodeCard } from '../../view/stage-model.ts';
import { FaultMark } from './FaultMark.tsx';
import { MenuButton } from './MenuButton.tsx';
import { useCardSelection } from './selection.ts';
import type { WorkerNode as WorkerNodeType } from './stage-nodes.ts';

function stateText({ ready, cordoned }: NodeCard): string {
  return [ready ? 'Ready' : 'NotReady', cordoned ? 'SchedulingDisabled' : ''].filter(Boolean).join(',');
}

/** The group of Pods that wait for a node. */
function NoNode({ card }: { readonly card: NodeCard }): ReactElement {
  return (
    <div className="worker is-down" data-testid="no-node">
      <span className="worker-head">
        <span className="worker-name">{card.name}</span>
      </span>
      <span className="worker-zone">waiting for a node</span>
    </div>
  );
}

export const WorkerNode = memo(function WorkerNode({ data: { card } }: NodeProps<WorkerNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  if (!card.exists) return <NoNode card={card} />;
  return (
    <div
      className={`worker${card.ready ? '' : ' is-down'}${isSelected ? ' is-selected' : ''}`}
      data-testid={`node-${card.name}`}
      data-ready={card.ready}
    >
      <button
        type="button"
        className="card-cover"
        aria-label={`Node ${card.name}, ${stateText(card)}`}
        onClick={select}
      />
      <span className="worker-head">
        <span className="worker-name">{card.name}</span>
        <span className={`worker-state${card.ready ? '' : ' is-down'}${card.cordoned ? ' is-cordoned' : ''}`}>
          {stateText(card)}
        </span>
        <FaultMark of={card.ref} />
        <MenuButton of={card.ref} label={`More for node ${card.name}`} />
      </span>
      <span className="worker-zone">
        {card.zone ? <span className="worker-zone-name">{card.zone} · </span> : null}
        {card.pods.length === 1 ? '1 Pod' : `${card.pods.length} Pods`}
      </span>
    </div>
  );
});
