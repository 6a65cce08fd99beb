/** The mark of what is broken on purpose, on every card that it hits. */

import type { ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { faultsOn, faultText } from '../../view/fault-text.ts';
import { Icon } from '../icons.tsx';
import { useSessionState } from '../session-context.ts';
import './fault-mark.css';

export function FaultMark({ of }: { readonly of: ObjectRef }): ReactElement | null {
  const text = useSessionState(({ moment: { faults, reader } }) =>
    faults.length === 0 ? '' : faultsOn(faults, of, reader).map(faultText).join('; '),
  );
  if (!text) return null;
  return (
    <span className="fault-mark" data-testid={`fault-${of.name}`} title={`Fault: ${text}`}>
      <Icon name="warning" size={12} />
      <span className="visually-hidden">Fault: {text}</span>
    </span>
  );
}
