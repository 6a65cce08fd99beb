/** A zone as a frame around its nodes. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { faultKey } from '../../api/faults.ts';
import { Icon } from '../icons.tsx';
import { useSessionState } from '../session-context.ts';
import type { ZoneNode as ZoneNodeType } from './stage-nodes.ts';

export const ZoneNode = memo(function ZoneNode({ data: { zone, line } }: NodeProps<ZoneNodeType>): ReactElement {
  const isLost = useSessionState(({ moment }) =>
    moment.faults.some((fault) => faultKey(fault) === faultKey({ type: 'zone-lost', zone })),
  );
  return (
    <section className={`zone${isLost ? ' is-lost' : ''}`} data-testid={`zone-${zone || 'none'}`}>
      <span className="zone-name">{zone || 'no zone'}</span>
      <span className="zone-line">{line}</span>
      {isLost ? (
        <span className="zone-fault">
          <Icon name="warning" size={12} /> storage lost
        </span>
      ) : null}
    </section>
  );
});
