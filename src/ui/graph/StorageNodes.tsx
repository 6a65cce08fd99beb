/** Claims, volumes and StorageClasses. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { IdentityName } from '../IdentityName.tsx';
import { Anchors, type Anchor } from './Anchors.tsx';
import { FaultMark } from './FaultMark.tsx';
import { useCardSelection } from './selection.ts';
import type {
  ClaimNode as ClaimNodeType,
  ClassNode as ClassNodeType,
  VolumeNode as VolumeNodeType,
} from './stage-nodes.ts';

const claimAnchors: readonly Anchor[] = [{ id: 'top' }, { id: 'bottom' }, { id: 'left' }];
const volumeAnchors: readonly Anchor[] = [{ id: 'top' }];

export const ClaimNode = memo(function ClaimNode({
  data: { card, withVolume },
}: NodeProps<ClaimNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const rest = withVolume && card.volume ? card.volume.slice(0, 12) : card.size;
  const line = [card.phase, card.note, rest].filter(Boolean).join(' · ');
  // What it belongs to says more than its size, and needs the room.
  const shown = card.owner && card.note ? `${card.phase} · ${card.note}` : line;
  return (
    <>
      <div
        className={`card claim-card claim-${card.tone}${isSelected ? ' is-selected' : ''}`}
        data-testid={`claim-${card.name}`}
        data-phase={card.phase}
        title={`${card.name}: ${line}${card.finalizers.length > 0 ? `\nfinalizers: ${card.finalizers.join(', ')}` : ''}`}
      >
        <button
          type="button"
          className="card-cover"
          aria-label={`PersistentVolumeClaim ${card.name}: ${line}`}
          aria-pressed={isSelected}
          onClick={select}
        />
        <span className="claim-name">
          <IdentityName name={card.name} />
        </span>
        <span className="claim-line">{shown}</span>
        <FaultMark of={card.ref} />
      </div>
      <Anchors anchors={claimAnchors} />
    </>
  );
});

export const VolumeNode = memo(function VolumeNode({ data: { card } }: NodeProps<VolumeNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const short = card.name.length > 10 ? `${card.name.slice(0, 8)}…` : card.name;
  return (
    <>
      <div
        className={`volume${isSelected ? ' is-selected' : ''}`}
        data-testid={`volume-${card.name}`}
        data-phase={card.phase}
      >
        <svg className="volume-shape" viewBox="0 0 96 50" aria-hidden="true">
          <path d="M1 10v30c0 5 21 9 47 9s47-4 47-9V10" />
          <ellipse cx="48" cy="10" rx="47" ry="9" />
        </svg>
        <button
          type="button"
          className="card-cover"
          aria-label={`PersistentVolume ${card.name}, ${card.phase}, ${card.note}`}
          aria-pressed={isSelected}
          title={`${card.name}: ${card.phase}, reclaim policy ${card.note}`}
          onClick={select}
        />
        <span className="volume-name">{short}</span>
        <FaultMark of={card.ref} />
      </div>
      <Anchors anchors={volumeAnchors} />
    </>
  );
});

export const ClassNode = memo(function ClassNode({ data: { card } }: NodeProps<ClassNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const state = `${isSelected ? ' is-selected' : ''}${card.exists ? '' : ' is-missing'}`;
  return (
    <div className={`card side-card${state}`} data-testid={`storageclass-${card.name}`}>
      <button
        type="button"
        className="card-cover"
        aria-label={`StorageClass ${card.name}: ${card.line}`}
        onClick={select}
      />
      <span className="side-kind">
        StorageClass
        <FaultMark of={card.ref} />
      </span>
      <span className="side-name">{card.name}</span>
      <span className="side-line">{card.line}</span>
    </div>
  );
});
