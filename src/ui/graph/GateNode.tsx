/** A shut gate between two ordinals: the order of the StatefulSet holds the next step back. */

import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { IdentityName } from '../IdentityName.tsx';
import { useSession } from '../session-context.ts';
import type { GateNode as GateNodeType } from './stage-nodes.ts';

export const GateNode = memo(function GateNode({ data: { gate, isFlat } }: NodeProps<GateNodeType>): ReactElement {
  const session = useSession();
  return (
    <button
      type="button"
      className={isFlat ? 'gate is-flat' : 'gate'}
      data-testid="gate"
      aria-label={`Gate shut between ${gate.lower} and ${gate.upper}: ${gate.decision.message}`}
      title={gate.decision.message}
      onClick={() => session.select(gate.decision.about)}
    >
      <span className="gate-bar" />
      <span className="gate-label">
        waits for <IdentityName name={gate.waitsFor} />
      </span>
    </button>
  );
});
