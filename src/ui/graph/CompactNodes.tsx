/** Small cards for many Pods: name, state, revision. For more than that there are fields of dots. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import type { PodCard } from '../../view/stage-model.ts';
import { IdentityName } from '../IdentityName.tsx';
import { FaultMark } from './FaultMark.tsx';
import { revisionColor } from '../revision-color.ts';
import { useCardSelection } from './selection.ts';
import { StateMark, StateWord } from './StateBadge.tsx';
import type { CompactNode as CompactNodeType, CompactPodNode as CompactPodNodeType } from './stage-nodes.ts';

function CompactPod({ card }: { readonly card: PodCard }): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const { state, revision } = card;
  return (
    <button
      type="button"
      className={`card compact-card tone-${state.tone}${isSelected ? ' is-selected' : ''}`}
      style={{ '--edge': revisionColor(revision) }}
      data-testid={`pod-${card.name}`}
      data-state={state.status}
      data-ready={state.ready}
      data-revision={revision?.name ?? ''}
      aria-label={`Pod ${card.name}, ${state.word}`}
      aria-pressed={isSelected}
      onClick={select}
    >
      <FaultMark of={card.ref} />
      <span className="compact-name">
        <IdentityName name={card.name} />
      </span>
      <span className={`compact-state tone-${state.tone}`}>
        <StateMark tone={state.tone} />
        <StateWord word={state.word} />
      </span>
    </button>
  );
}

interface GhostProps {
  readonly name: string;
  readonly claim: ObjectRef | undefined;
}

function CompactGhost({ name, claim }: GhostProps): ReactElement {
  return (
    <div className="compact-ghost">
      <span className="compact-name">
        <IdentityName name={name} />
      </span>
      <span>{claim ? 'claim kept' : 'no Pod'}</span>
    </div>
  );
}

export const CompactNode = memo(function CompactNode({ data }: NodeProps<CompactNodeType>): ReactElement {
  const { pod, ghost, claims } = data.column;
  if (pod) return <CompactPod card={pod} />;
  return <CompactGhost name={ghost?.name ?? ''} claim={claims[0]?.ref} />;
});

export const CompactPodNode = memo(function CompactPodNode({ data }: NodeProps<CompactPodNodeType>): ReactElement {
  return <CompactPod card={data.card} />;
});
