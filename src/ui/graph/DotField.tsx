/**
 * Hundreds of Pods as one node: a field of dots in rows. A row is drawn again when one of its dots is another one. The
 * field is one stop of the Tab key; arrows go from dot to dot (see use-stage-input.ts).
 */

import type { NodeProps } from '@xyflow/react';
import { memo, useMemo, useState, type FocusEvent, type MouseEvent, type ReactElement } from 'react';
import { sameRef } from '../../view/decision-index.ts';
import { faultsOn, faultText } from '../../view/fault-text.ts';
import { revisionColor } from '../revision-color.ts';
import { useSession, useSessionState } from '../session-context.ts';
import { dotText, fieldText, rowsOfDots, type Dot } from './dot-field.ts';
import { StateMark } from './StateBadge.tsx';
import type { FieldNode as FieldNodeType } from './stage-nodes.ts';
import './dot-field.css';

interface PodDotProps {
  readonly dot: Dot;
  readonly isSelected: boolean;
  readonly isStop: boolean;
  readonly fault: string | undefined;
}

function PodDot({ dot: { id, name, card, claim, x, y }, isSelected, isStop, fault }: PodDotProps): ReactElement {
  const text = <span className="dot-text">{dotText(name)}</span>;
  const place = { left: x, top: y };
  if (!card) {
    return (
      <div
        className="pod-dot is-ghost"
        style={place}
        data-id={id}
        title={`${name}: ${claim ? 'claim kept' : 'no Pod'}`}
      >
        {text}
      </div>
    );
  }
  const { state, revision } = card;
  const label = `Pod ${name}, ${state.word}`;
  const more = [label, revision?.name, fault && `Fault: ${fault}`].filter(Boolean).join(', ');
  return (
    <button
      type="button"
      className={`pod-dot tone-${state.tone}${isSelected ? ' is-selected' : ''}`}
      style={{ ...place, '--edge': revisionColor(revision) }}
      data-id={id}
      data-testid={`pod-${name}`}
      data-state={state.status}
      data-ready={state.ready}
      data-revision={revision?.name ?? ''}
      aria-label={fault ? `${label}, Fault: ${fault}` : label}
      aria-pressed={isSelected}
      tabIndex={isStop ? 0 : -1}
      title={more}
    >
      {text}
      {state.tone === 'ready' ? null : <StateMark tone={state.tone} />}
      {fault ? <span className="dot-fault" data-testid={`fault-${name}`} /> : null}
    </button>
  );
}

interface DotRowProps {
  readonly dots: readonly Dot[];
  /** Ids of dots, when they are in this row. */
  readonly selected: string | undefined;
  readonly stop: string | undefined;
  /** By the ids of dots; absent where no dot of the row has one. */
  readonly faults: ReadonlyMap<string, string> | undefined;
}

function isSameRow(a: DotRowProps, b: DotRowProps): boolean {
  const isSame = a.selected === b.selected && a.stop === b.stop && a.faults === b.faults;
  return isSame && a.dots.length === b.dots.length && a.dots.every((dot, index) => dot === b.dots[index]);
}

const DotRow = memo(function DotRow({ dots, selected, stop, faults }: DotRowProps): ReactElement {
  return (
    <>
      {dots.map((dot) => {
        const { id } = dot;
        return <PodDot key={id} dot={dot} isSelected={id === selected} isStop={id === stop} fault={faults?.get(id)} />;
      })}
    </>
  );
}, isSameRow);

/** What is broken on purpose, by the ids of the dots that it hits. */
function useFaults(dots: readonly Dot[]): ReadonlyMap<string, string> {
  const session = useSession();
  const faults = useSessionState(({ moment }) => moment.faults);
  return useMemo(() => {
    if (faults.length === 0) return new Map();
    const { reader } = session.store.getState().moment;
    return new Map(
      dots.flatMap(({ id, card }): readonly (readonly [string, string])[] => {
        const hits = card ? faultsOn(faults, card.ref, reader) : [];
        return hits.length > 0 ? [[id, hits.map(faultText).join('; ')]] : [];
      }),
    );
  }, [session, dots, faults]);
}

export const FieldNode = memo(function FieldNode({ data: { dots, label } }: NodeProps<FieldNodeType>): ReactElement {
  const session = useSession();
  const selection = useSessionState((state) => state.selection);
  const [focused, setFocused] = useState<string>();
  const faults = useFaults(dots);
  const rows = useMemo(() => rowsOfDots(dots), [dots]);
  const text = useMemo(() => fieldText(label, dots), [label, dots]);
  const selected = useMemo(
    () => selection && dots.find(({ card }) => card && sameRef(card.ref, selection))?.id,
    [dots, selection],
  );
  const isPod = (wanted: string | undefined): boolean =>
    wanted !== undefined && dots.some(({ id, card }) => id === wanted && card !== undefined);
  const stop = [focused, selected].find(isPod) ?? dots.find(({ card }) => card)?.id;
  const dotOf = ({ target }: MouseEvent | FocusEvent): Dot | undefined => {
    const id = (target as Element).closest<HTMLElement>('button.pod-dot')?.dataset['id'];
    return id === undefined ? undefined : dots.find((dot) => dot.id === id);
  };
  const onClick = (event: MouseEvent): void => {
    const dot = dotOf(event);
    if (dot?.card) session.select(dot.id === selected ? undefined : dot.card.ref);
  };
  return (
    <div
      className="dot-field"
      role="group"
      aria-label={text}
      onClick={onClick}
      onFocus={(event) => setFocused(dotOf(event)?.id)}
    >
      {rows.map((row) => (
        <DotRow
          key={row[0]!.y}
          dots={row}
          selected={row.some(({ id }) => id === selected) ? selected : undefined}
          stop={row.some(({ id }) => id === stop) ? stop : undefined}
          faults={faults.size > 0 && row.some(({ id }) => faults.has(id)) ? faults : undefined}
        />
      ))}
    </div>
  );
});
