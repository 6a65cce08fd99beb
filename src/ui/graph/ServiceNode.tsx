/** A Service: whether it is headless, and how many addresses it publishes. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { grid } from '../../view/layout.ts';
import { Anchors, type Anchor } from './Anchors.tsx';
import { FaultMark } from './FaultMark.tsx';
import { useCardSelection } from './selection.ts';
import type { ServiceNode as ServiceNodeType } from './stage-nodes.ts';

/** At the height of the DNS names, so that its rail is straight. */
const anchors: readonly Anchor[] = [{ id: 'right', y: grid.dnsY + grid.dnsHeight / 2 - grid.serviceY }];

export const ServiceNode = memo(function ServiceNode({ data: { card } }: NodeProps<ServiceNodeType>): ReactElement {
  const { isSelected, select } = useCardSelection(card.ref);
  const state = `${isSelected ? ' is-selected' : ''}${card.exists ? '' : ' is-missing'}`;
  const kind = card.exists && card.headless ? 'Service · headless' : 'Service';
  return (
    <>
      <div className={`card side-card${state}`} data-testid={`service-${card.name}`} title={card.note || undefined}>
        <button
          type="button"
          className="card-cover"
          aria-label={`Service ${card.name}: ${card.line}`}
          aria-pressed={isSelected}
          onClick={select}
        />
        <span className="side-kind">
          {kind}
          <FaultMark of={card.ref} />
        </span>
        <span className="side-name">{card.name}</span>
        <span className="side-line">{card.line}</span>
      </div>
      <Anchors anchors={anchors} />
    </>
  );
});
