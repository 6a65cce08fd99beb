/** A worker node as the ground on which its Pods stand, with what can be done to it. */

import { DropdownMenu } from 'radix-ui';
import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { faultKey, type NodeFault } from '../../api/faults.ts';
import type { NodeCard } from '../../view/stage-model.ts';
import { Icon } from '../icons.tsx';
import { cordonLine, drainLine } from '../../view/kubectl-lines.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { useCardSelection } from './selection.ts';
import type { WorkerNode as WorkerNodeType } from './stage-nodes.ts';

/** The commands and faults of a node; also used by the toolbar's menu. */
export function WorkerMenuItems({ card }: { readonly card: Pick<NodeCard, 'name' | 'cordoned'> }): ReactElement {
  const session = useSession();
  const faults = useSessionState(({ moment }) => moment.faults);
  const set = new Set(faults.map(faultKey));
  const run = (line: string) => () => void session.command(line);
  const nodeFaults: readonly { readonly type: NodeFault['type']; readonly label: string }[] = [
    { type: 'down', label: 'Node is down' },
    { type: 'partitioned', label: 'Network partition' },
  ];
  return (
    <>
      <DropdownMenu.Item className="menu-item" onSelect={run(cordonLine(card.name, !card.cordoned))}>
        {card.cordoned ? 'Uncordon' : 'Cordon'}{' '}
        <span className="hint">kubectl {card.cordoned ? 'uncordon' : 'cordon'}</span>
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={run(drainLine(card.name))}>
        Drain <span className="hint">kubectl drain</span>
      </DropdownMenu.Item>
      {nodeFaults.map(({ type, label }) => {
        const fault: NodeFault = { type, node: card.name };
        const isOn = set.has(faultKey(fault));
        return (
          <DropdownMenu.CheckboxItem
            key={type}
            className="menu-item"
            checked={isOn}
            onCheckedChange={() => session.setFault(fault, !isOn)}
          >
            <span className="check">{isOn ? <Icon name="check" size={14} /> : null}</span>
            {label}
          </DropdownMenu.CheckboxItem>
        );
      })}
    </>
  );
}

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
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger className="card-action" aria-label={`More for node ${card.name}`}>
            <Icon name="more" size={14} />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
              <WorkerMenuItems card={card} />
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </span>
      <span className="worker-zone">
        {[card.zone, card.pods.length === 1 ? '1 Pod' : `${card.pods.length} Pods`].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
});
