/** A Pod. The colour at its edge is its revision; its state is a word, a shape and a colour. */

import type { NodeProps } from '@xyflow/react';
import { memo, type KeyboardEvent, type ReactElement } from 'react';
import type { PodCard } from '../../view/stage-model.ts';
import { Icon } from '../icons.tsx';
import { IdentityName } from '../IdentityName.tsx';
import { grid, rowGrid } from '../../view/layout.ts';
import { deleteLine } from '../../view/kubectl-lines.ts';
import { revisionColor } from '../revision-color.ts';
import { useSession } from '../session-context.ts';
import { Anchors, type Anchor } from './Anchors.tsx';
import { CountdownBar } from './CountdownBar.tsx';
import { FaultMark } from './FaultMark.tsx';
import { MenuButton } from './MenuButton.tsx';
import { PodMarks } from './PodMarks.tsx';
import { useCardSelection } from './selection.ts';
import { StateBadge } from './StateBadge.tsx';
import type { PodNode as PodNodeType } from './stage-nodes.ts';

/** At the right those of a row: to the middle of its DNS name and of its first claim. */
const anchors: readonly Anchor[] = [
  { id: 'top' },
  { id: 'bottom' },
  { id: 'left' },
  { id: 'upper', y: rowGrid.dnsY + grid.dnsHeight / 2 },
  { id: 'lower', y: rowGrid.claimY + grid.claimHeight / 2 },
];

function PodActions({ card }: { readonly card: PodCard }): ReactElement {
  const session = useSession();
  return (
    <div className="pod-actions">
      <button
        type="button"
        className="card-action"
        aria-label={`Delete Pod ${card.name}`}
        title={`Delete Pod ${card.name}`}
        onClick={() => void session.command(deleteLine(card.ref))}
      >
        <Icon name="trash" size={14} />
      </button>
      <MenuButton of={card.ref} label={`More for Pod ${card.name}`} />
    </div>
  );
}

export const PodNode = memo(function PodNode({ data: { card } }: NodeProps<PodNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const session = useSession();
  const { state } = card;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Delete') void session.command(deleteLine(card.ref));
  };
  const description = `Pod ${card.name}, ${state.word}${card.revision ? `, revision ${card.revision.name}` : ''}`;
  return (
    <>
      <div
        key={card.uid}
        className={`card pod-card tone-${state.tone}${isSelected ? ' is-selected' : ''}`}
        style={{ '--edge': revisionColor(card.revision) }}
        data-testid={`pod-${card.name}`}
        data-state={state.status}
        data-ready={state.ready}
        data-revision={card.revision?.name ?? ''}
        data-uid={card.uid}
      >
        <button
          type="button"
          className="card-cover"
          aria-label={description}
          aria-pressed={isSelected}
          onClick={select}
          onKeyDown={onKeyDown}
        />
        <span className="pod-name">
          <IdentityName name={card.name} />
          <FaultMark of={card.ref} />
        </span>
        <StateBadge tone={state.tone} word={state.word} />
        {card.countdown ? (
          <CountdownBar countdown={card.countdown} />
        ) : (
          <span className="pod-detail" title={card.detail || undefined}>
            {card.detail || card.image}
          </span>
        )}
        <PodMarks card={card} />
        <span className="pod-foot" title={`${card.node ?? 'no node'}${card.ip ? `, ${card.ip}` : ''}`}>
          <span className="pod-place">{card.node ?? 'no node'}</span>
          {card.ip ? <span className="pod-ip">{card.ip}</span> : null}
        </span>
        <PodActions card={card} />
      </div>
      <Anchors anchors={anchors} />
    </>
  );
});
