/** Which card is next in a direction, for the arrow keys. */

import type { Box } from './layout.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How much a card out of line counts against one further along. */
const sidePenalty = 3;

/** The gap from one card to another along the direction, and how far apart they are across it; 0 where they overlap. */
function distances(from: Box, to: Box, direction: Direction): { readonly along: number; readonly across: number } {
  const isSideways = direction === 'left' || direction === 'right';
  const [start, end] = isSideways ? ([from.x, from.x + from.width] as const) : [from.y, from.y + from.height];
  const [toStart, toEnd] = isSideways ? ([to.x, to.x + to.width] as const) : [to.y, to.y + to.height];
  const [side, sideEnd] = isSideways ? ([from.y, from.y + from.height] as const) : [from.x, from.x + from.width];
  const [toSide, toSideEnd] = isSideways ? ([to.y, to.y + to.height] as const) : [to.x, to.x + to.width];
  const isForward = direction === 'right' || direction === 'down';
  return {
    along: isForward ? toStart - end : start - toEnd,
    across: Math.max(0, toSide - sideEnd, side - toSideEnd),
  };
}

/** The nearest of the others in that direction: one in line before one that is not. Undefined at the edge. */
export function nextInDirection<T extends Box>(from: Box, others: readonly T[], direction: Direction): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const { along, across } = distances(from, other, direction);
    if (along < -1) continue;
    const cost = Math.max(0, along) + across * sidePenalty;
    if (cost < least) {
      best = other;
      least = cost;
    }
  }
  return best;
}
