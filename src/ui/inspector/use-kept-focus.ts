/**
 * Keeps the focus with the reader: on the inspector's heading when what had it is gone from there, and back where it came
 * from when the inspector closes.
 */

import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/** What had the focus before it came into the inspector, whatever that has shown since. */
let before: Element | null = null;
/** One panel gives way to another while it has the focus. */
let isHandedOver = false;

interface KeptFocus {
  readonly ref: RefObject<HTMLElement | null>;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/** For the panel's element, which has a heading that can take the focus. */
export function useKeptFocus(): KeptFocus {
  const ref = useRef<HTMLElement>(null);
  const isInside = useRef(false);
  useLayoutEffect(() => {
    const panel = ref.current;
    const toHeading = (): void => panel?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    if (isHandedOver) toHeading();
    const observer = new MutationObserver(() => {
      if (isInside.current && document.activeElement === document.body) toHeading();
    });
    if (panel) observer.observe(panel, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      if (!isInside.current) return;
      isHandedOver = true;
      queueMicrotask(() => {
        isHandedOver = false;
      });
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return {
    ref,
    onFocus: ({ relatedTarget, currentTarget }) => {
      const isNew = !isInside.current && !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
      if (isNew && !isHandedOver) before = relatedTarget instanceof Element ? relatedTarget : null;
      isInside.current = true;
    },
    onBlur: ({ relatedTarget, currentTarget }) => {
      isInside.current = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    },
  };
}
