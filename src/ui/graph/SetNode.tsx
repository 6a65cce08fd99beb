/** A StatefulSet: how many replicas it wants and has, its revisions, its strategy. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { grid } from '../../view/layout.ts';
import type { SetCard } from '../../view/stage-model.ts';
import { Anchors, type Anchor } from './Anchors.tsx';
import { MenuButton } from './MenuButton.tsx';
import { ReplicasStepper } from './ReplicasStepper.tsx';
import { openRevision } from './open-revision.ts';
import { RevisionList } from './RevisionList.tsx';
import { useCardSelection } from './selection.ts';
import type { SetNode as SetNodeType } from './stage-nodes.ts';

/** At the height of the Pods, so that its rail is straight; and below it, for what else it owns. */
const anchors: readonly Anchor[] = [
  { id: 'right', y: grid.podY + grid.podHeight / 2 - grid.setY },
  { id: 'low', y: grid.setHeight - 14 },
];

function kindText({ state, namespace }: SetCard): string {
  const suffix = state === 'live' ? (namespace === 'default' ? '' : ` · ${namespace}`) : ` · ${state}`;
  return `StatefulSet${suffix}`;
}

export const SetNode = memo(function SetNode({ data: { card } }: NodeProps<SetNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const isDone = card.state === 'live' && card.ready === card.replicas;
  return (
    <>
      <div
        className={`card set-card${isSelected ? ' is-selected' : ''}${card.state === 'deleted' ? ' is-missing' : ''}`}
        data-testid={`statefulset-${card.name}`}
        data-ready={card.ready}
        data-replicas={card.replicas}
      >
        <button
          type="button"
          className="card-cover"
          aria-label={`StatefulSet ${card.name}, ${card.ready} of ${card.replicas} Pods Ready`}
          aria-pressed={isSelected}
          onClick={select}
        />
        <span className="side-kind">
          {kindText(card)}
          {card.state === 'live' ? <MenuButton of={card.ref} label={`More for StatefulSet ${card.name}`} /> : null}
        </span>
        <span className="set-head">
          <span className="set-name">{card.name}</span>
          {card.state === 'deleted' ? null : (
            <span className={`set-ready${isDone ? ' is-done' : ''}`}>
              {card.ready} / {card.replicas} ready
            </span>
          )}
        </span>
        <ReplicasStepper target={card.ref} replicas={card.replicas} isOff={card.state !== 'live'} />
        <RevisionList revisions={card.revisions.slice(-2)} onOpen={(name) => openRevision(card.ref, name)} />
        <span className="set-policy">
          {card.strategy} · {card.policy}
          {card.undrawn > 0 ? ` · ${card.undrawn} more not drawn` : ''}
        </span>
      </div>
      <Anchors anchors={anchors} />
    </>
  );
});
