/** A Deployment, a ReplicaSet or a Job: their Pods are all alike, so they have no columns. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { Anchors, type Anchor } from './Anchors.tsx';
import { MenuButton } from './MenuButton.tsx';
import { RevisionList } from './RevisionList.tsx';
import { useCardSelection } from './selection.ts';
import type { WorkloadNode as WorkloadNodeType } from './stage-nodes.ts';

const anchors: readonly Anchor[] = [{ id: 'right', y: 41 }];

export const WorkloadNode = memo(function WorkloadNode({ data: { card } }: NodeProps<WorkloadNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const { kind } = card.ref;
  return (
    <>
      <div
        className={`card side-card workload-card${isSelected ? ' is-selected' : ''}`}
        data-testid={`${kind.toLowerCase()}-${card.name}`}
      >
        <button
          type="button"
          className="card-cover"
          aria-label={`${kind} ${card.name}, ${card.line}`}
          aria-pressed={isSelected}
          onClick={select}
        />
        <span className="side-kind">
          {card.namespace === 'default' ? kind : `${kind} · ${card.namespace}`}
          <MenuButton of={card.ref} label={`More for ${kind} ${card.name}`} />
        </span>
        <span className="side-name">{card.name}</span>
        <span className={`side-line${card.isDone ? '' : ' is-busy'}`}>{card.line}</span>
        <RevisionList revisions={card.revisions} />
      </div>
      <Anchors anchors={anchors} />
    </>
  );
});
