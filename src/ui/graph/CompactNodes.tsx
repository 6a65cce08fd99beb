/** Small cards for hundreds of Pods – name, state, revision – and for more than that a field of dots. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import type { PodCard } from '../../view/stage-model.ts';
import { IdentityName } from '../IdentityName.tsx';
import { FaultMark } from './FaultMark.tsx';
import { revisionColor } from '../revision-color.ts';
import { useCardSelection } from './selection.ts';
import { StateMark } from './StateBadge.tsx';
import type { CompactNode as CompactNodeType, CompactPodNode as CompactPodNodeType } from './stage-nodes.ts';

/** `web-12` → `12`; of names without an ordinal the last two characters. */
function dotText(name: string): string {
  return /-(\d+)$/.exec(name)?.[1] ?? name.slice(-2);
}

function CompactPod({ card, isDot }: { readonly card: PodCard; readonly isDot: boolean }): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const { state, revision } = card;
  const kind = isDot ? 'pod-dot' : 'card compact-card';
  const label = `Pod ${card.name}, ${state.word}`;
  return (
    <button
      type="button"
      className={`${kind} tone-${state.tone}${isSelected ? ' is-selected' : ''}`}
      style={{ '--edge': revisionColor(revision) }}
      data-testid={`pod-${card.name}`}
      data-state={state.status}
      data-ready={state.ready}
      data-revision={revision?.name ?? ''}
      aria-label={label}
      title={isDot ? `${label}${revision ? `, ${revision.name}` : ''}` : undefined}
      onClick={select}
    >
      <FaultMark of={card.ref} />
      {isDot ? (
        <>
          <span className="dot-text">{dotText(card.name)}</span>
          {state.tone === 'ready' ? null : <StateMark tone={state.tone} />}
        </>
      ) : (
        <>
          <span className="compact-name">
            <IdentityName name={card.name} />
          </span>
          <span className={`compact-state tone-${state.tone}`}>
            <StateMark tone={state.tone} />
            {state.word}
          </span>
        </>
      )}
    </button>
  );
}

interface GhostProps {
  readonly name: string;
  readonly claim: ObjectRef | undefined;
  readonly isDot: boolean;
}

function CompactGhost({ name, claim, isDot }: GhostProps): ReactElement {
  const text = claim ? 'claim kept' : 'no Pod';
  if (isDot) {
    return (
      <div className="pod-dot is-ghost" title={`${name}: ${text}`}>
        <span className="dot-text">{dotText(name)}</span>
      </div>
    );
  }
  return (
    <div className="compact-ghost">
      <span className="compact-name">
        <IdentityName name={name} />
      </span>
      <span>{text}</span>
    </div>
  );
}

export const CompactNode = memo(function CompactNode({ data }: NodeProps<CompactNodeType>): ReactElement {
  const { pod, ghost, claims } = data.column;
  if (pod) return <CompactPod card={pod} isDot={data.isDot} />;
  return <CompactGhost name={ghost?.name ?? ''} claim={claims[0]?.ref} isDot={data.isDot} />;
});

export const CompactPodNode = memo(function CompactPodNode({ data }: NodeProps<CompactPodNodeType>): ReactElement {
  return <CompactPod card={data.card} isDot={data.isDot} />;
});
