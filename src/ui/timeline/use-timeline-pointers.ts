/** One pointer on the timeline travels in time; two fingers zoom and move it. */

import { useRef, type PointerEvent } from 'react';

interface PointerActions {
  readonly scrub: (clientX: number) => void;
  /** `byPx`: how far what was between the fingers has to move to stay there. */
  readonly pinch: (factor: number, clientX: number, byPx: number) => void;
}

interface PointerHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

/** Fingers closer than this pinch as if they were this far apart. */
const leastSpanPx = 24;

export function useTimelinePointers({ scrub, pinch }: PointerActions): PointerHandlers {
  const pointers = useRef(new Map<number, number>());

  const spanOf = (xs: readonly number[]): number => Math.max(leastSpanPx, Math.abs((xs[0] ?? 0) - (xs[1] ?? 0)));
  const middleOf = (xs: readonly number[]): number => ((xs[0] ?? 0) + (xs[1] ?? 0)) / 2;
  const end = ({ pointerId }: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(pointerId);
  };
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, event.clientX);
      if (pointers.current.size === 1) scrub(event.clientX);
    },
    onPointerMove: ({ pointerId, clientX }) => {
      const known = pointers.current;
      if (!known.has(pointerId)) return;
      const before = [...known.values()];
      known.set(pointerId, clientX);
      if (known.size === 1) {
        scrub(clientX);
        return;
      }
      const after = [...known.values()];
      pinch(spanOf(before) / spanOf(after), middleOf(after), middleOf(before) - middleOf(after));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
