/** How many replicas are wanted: minus, a number that can be typed over, plus. */

import { useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ObjectRef } from '../../api/object.ts';
import { scaleLine } from '../../view/kubectl-lines.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session-context.ts';

interface ReplicasStepperProps {
  readonly target: ObjectRef;
  readonly replicas: number;
  readonly isOff?: boolean;
}

export function ReplicasStepper({ target, replicas, isOff = false }: ReplicasStepperProps): ReactElement {
  const session = useSession();
  const [typed, setTyped] = useState<string>();
  // Clicks may come quicker than the picture follows: each goes on from the one before.
  const [asked, setAsked] = useState<number>();
  const wanted = asked ?? replicas;
  const scale = (next: number): void => {
    setAsked(next);
    void session.command(scaleLine(target, next)).then(() => setAsked(undefined));
  };
  const commit = (): void => {
    const next = Number(typed);
    if (typed !== undefined && /^\d+$/.test(typed) && next !== wanted) scale(next);
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') setTyped(undefined);
    else if (event.key === 'ArrowUp') scale(wanted + 1);
    else if (event.key === 'ArrowDown') scale(Math.max(0, wanted - 1));
    else return;
    event.preventDefault();
  };
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
        aria-label={`Replicas of ${target.name}`}
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
