/**
 * The points of a card where edges end. React Flow measures them by their class and data attributes; its own Handle
 * component does more (connecting by hand) and costs more than a stage of hundreds of cards should pay.
 */

import { memo, type ReactElement } from 'react';

export interface Anchor {
  readonly id: 'top' | 'bottom' | 'left' | 'right' | 'low' | 'upper' | 'lower';
  /** Distance from the top for anchors at a side; default: the middle. */
  readonly y?: number;
}

/** Those of other names are at the right side, too. */
const sides = {
  top: 'top',
  left: 'left',
  bottom: 'bottom',
  right: 'right',
  low: 'right',
  upper: 'right',
  lower: 'right',
} as const;
const types = {
  top: 'target',
  left: 'target',
  bottom: 'source',
  right: 'source',
  low: 'source',
  upper: 'source',
  lower: 'source',
} as const;

/** `anchors` must be a constant. */
export const Anchors = memo(function Anchors({ anchors }: { readonly anchors: readonly Anchor[] }): ReactElement {
  return (
    <>
      {anchors.map(({ id, y }) => (
        <i
          key={id}
          className={`anchor anchor-${sides[id]} ${types[id]}`}
          data-handleid={id}
          data-handlepos={sides[id]}
          style={y === undefined ? undefined : { top: y }}
        />
      ))}
    </>
  );
});
