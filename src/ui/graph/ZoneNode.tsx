/** A zone as a frame around its nodes, with what can be broken of it. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { zoneRef } from '../../view/fault-text.ts';
import { usePlayground, useSessionState } from '../session-context.ts';
import { FaultMark } from './FaultMark.tsx';
import { MenuButton } from './MenuButton.tsx';
import type { ZoneNode as ZoneNodeType } from './stage-nodes.ts';

export const ZoneNode = memo(function ZoneNode({ data: { zone, line } }: NodeProps<ZoneNodeType>): ReactElement {
  const { embed } = usePlayground();
  const isLost = useSessionState(({ moment }) =>
    moment.faults.some((fault) => fault.type === 'zone-lost' && fault.zone === zone),
  );
  return (
    <section className={`zone${isLost ? ' is-lost' : ''}`} data-testid={`zone-${zone || 'none'}`}>
      <span className="zone-name">{zone || 'no zone'}</span>
      <span className="zone-line">{line}</span>
      {isLost ? (
        <span className="zone-fault">
          <FaultMark of={zoneRef(zone)} /> zone lost
        </span>
      ) : null}
      {zone && !embed?.isReadonly ? <MenuButton of={zoneRef(zone)} label={`More for ${zone}`} /> : null}
    </section>
  );
});
