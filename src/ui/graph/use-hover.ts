/** Whether something is pointed at or focused, for details that open then; they stay open while they are pointed at. */

import { useEffect, useRef, useState } from 'react';

const openDelayMs = 250;
const closeDelayMs = 120;

export interface HoverHandlers {
  onPointerEnter(): void;
  onPointerLeave(): void;
  onFocus(): void;
  onBlur(): void;
  onPointerDown(): void;
}

export function useHover(): { readonly isOpen: boolean; readonly hover: HoverHandlers } {
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = (open: boolean, delayMs: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(open), delayMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const hover: HoverHandlers = {
    onPointerEnter: () => turn(true, openDelayMs),
    onPointerLeave: () => turn(false, closeDelayMs),
    onFocus: () => turn(true, openDelayMs),
    onBlur: () => turn(false, 0),
    onPointerDown: () => turn(false, 0),
  };
  return { isOpen, hover };
}
