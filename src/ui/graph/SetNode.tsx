/** A StatefulSet: how many replicas it wants and has, its revisions, its strategy. */

import { DropdownMenu } from 'radix-ui';
import type { NodeProps } from '@xyflow/react';
import { memo, useState, type KeyboardEvent, type ReactElement } from 'react';
import { grid } from '../../view/layout.ts';
import type { SetCard } from '../../view/stage-model.ts';
import { Icon } from '../icons.tsx';
import { deleteLine, restartLine, scaleLine, undoLine } from '../../view/kubectl-lines.ts';
import { revisionColor } from '../revision-color.ts';
import { useSession } from '../session-context.ts';
import { Anchors, type Anchor } from './Anchors.tsx';
import { useCardSelection } from './selection.ts';
import type { SetNode as SetNodeType } from './stage-nodes.ts';

/** At the height of the Pods, so that its rail is straight; and below it, for what else it owns. */
const anchors: readonly Anchor[] = [
  { id: 'right', y: grid.podY + grid.podHeight / 2 - grid.setY },
  { id: 'low', y: grid.setHeight - 14 },
];

/** Minus, a number that can be typed over, plus. */
function ReplicasStepper({ card }: { readonly card: SetCard }): ReactElement {
  const session = useSession();
  const [typed, setTyped] = useState<string>();
  // Clicks may come quicker than the picture follows: each goes on from the one before.
  const [asked, setAsked] = useState<number>();
  const wanted = asked ?? card.replicas;
  const scale = (replicas: number): void => {
    setAsked(replicas);
    void session.command(scaleLine(card.ref, replicas)).then(() => setAsked(undefined));
  };
  const commit = (): void => {
    const replicas = Number(typed);
    if (typed !== undefined && /^\d+$/.test(typed) && replicas !== wanted) scale(replicas);
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') setTyped(undefined);
    else if (event.key === 'ArrowUp') scale(wanted + 1);
    else if (event.key === 'ArrowDown' && wanted > 0) scale(wanted - 1);
    else return;
    event.preventDefault();
  };
  const isOff = card.state !== 'live';
  return (
    <div className="stepper">
      <button
        type="button"
        className="stepper-button"
        aria-label="One replica less"
        disabled={isOff || wanted === 0}
        onClick={() => scale(wanted - 1)}
      >
        <Icon name="minus" size={12} />
      </button>
      <input
        className="stepper-value"
        aria-label={`Replicas of ${card.name}`}
        inputMode="numeric"
        disabled={isOff}
        value={typed ?? String(wanted)}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="stepper-button"
        aria-label="One replica more"
        disabled={isOff}
        onClick={() => scale(wanted + 1)}
      >
        <Icon name="plus" size={12} />
      </button>
      <span className="stepper-label">replicas</span>
    </div>
  );
}

function SetMenu({ card }: { readonly card: SetCard }): ReactElement {
  const session = useSession();
  const run = (line: string) => () => void session.command(line);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="card-action" aria-label={`More for StatefulSet ${card.name}`}>
        <Icon name="more" size={14} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Item className="menu-item" onSelect={run(restartLine(card.ref))}>
            Restart <span className="hint">rollout restart</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={run(undoLine(card.ref))}>
            Roll back <span className="hint">rollout undo</span>
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Item className="menu-item danger" onSelect={run(deleteLine(card.ref))}>
            Delete <span className="hint">claims stay</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item danger" onSelect={run(deleteLine(card.ref, { cascade: 'orphan' }))}>
            Delete, keep Pods <span className="hint">--cascade=orphan</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

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
          {card.state === 'live' ? <SetMenu card={card} /> : null}
        </span>
        <span className="set-head">
          <span className="set-name">{card.name}</span>
          {card.state === 'deleted' ? null : (
            <span className={`set-ready${isDone ? ' is-done' : ''}`}>
              {card.ready} / {card.replicas} ready
            </span>
          )}
        </span>
        <ReplicasStepper card={card} />
        <ul className="revisions">
          {card.revisions.slice(-2).map((revision) => (
            <li
              key={revision.name}
              className={`revision${revision.role === 'update' ? ' is-update' : ''}`}
              title={`${revision.name}: ${revision.role} revision`}
            >
              <span className="revision-dot" style={{ background: revisionColor(revision) }} />
              <span className="revision-name">{revision.name}</span>
              <span className="revision-count">{revision.count}</span>
            </li>
          ))}
        </ul>
        <span className="set-policy">
          {card.strategy} · {card.policy}
          {card.undrawn > 0 ? ` · ${card.undrawn} more not drawn` : ''}
        </span>
      </div>
      <Anchors anchors={anchors} />
    </>
  );
});
