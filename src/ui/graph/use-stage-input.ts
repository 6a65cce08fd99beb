/** What pointers and keys do on the stage beside clicks: menus (also by a long press), and arrows from card to card. */

import { useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { Box } from '../../view/layout.ts';
import { nextInDirection, type Direction } from '../../view/spatial-navigation.ts';
import type { Flow } from './flow-builder.ts';
import { openObjectMenu } from './object-menu-store.ts';
import { partsOf, type StagePart } from './stage-parts.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The part of a card that takes the focus. */
const focusable = '.card-cover, .compact-card, button.pod-dot, .gate';
const longPressMs = 500;
/** A finger that moves further pans the picture. */
const steadyPx = 10;

function focusableOf(element: HTMLElement): HTMLElement | null {
  return element.matches(focusable) ? element : element.querySelector<HTMLElement>(focusable);
}

/** False when the card is not drawn. */
function focusCard(id: string): boolean {
  const element = document.querySelector<HTMLElement>(`.react-flow [data-id="${CSS.escape(id)}"]`);
  const card = element && focusableOf(element);
  card?.focus({ preventScroll: true });
  return Boolean(card);
}

interface StageInput {
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onClickCapture: (event: MouseEvent) => void;
}

/** `reveal` brings a part of the picture into sight. */
export function useStageInput(flow: Flow, reveal: (box: Box) => void): StageInput {
  const press = useRef<{ readonly x: number; readonly y: number; readonly timer: ReturnType<typeof setTimeout> }>(
    undefined,
  );
  /** A long press has opened a menu: the click that ends it is none. */
  const isPressed = useRef(false);

  const parts = (): readonly StagePart[] => flow.nodes.flatMap(partsOf);
  const find = (target: EventTarget): { readonly part: StagePart; readonly element: HTMLElement } | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;
    const part = element ? parts().find(({ id }) => id === element.dataset['id']) : undefined;
    return part && element ? { part, element } : undefined;
  };
  const openMenu = (target: EventTarget, at?: { readonly x: number; readonly y: number }): boolean => {
    const found = find(target);
    const ref = found?.part.ref;
    if (!found || !ref) return false;
    const opener = focusableOf(found.element) ?? undefined;
    const { left, bottom } = found.element.getBoundingClientRect();
    openObjectMenu(ref, at ?? { x: left + 12, y: bottom }, opener);
    return true;
  };
  const moveFocus = (from: StagePart, direction: Direction): void => {
    const others = parts().filter(({ id, isFocusable }) => isFocusable && id !== from.id);
    const next = nextInDirection(from, others, direction);
    if (!next) return;
    reveal(next);
    // A card that was out of sight is drawn first.
    if (!focusCard(next.id)) requestAnimationFrame(() => focusCard(next.id));
  };
  const endPress = (): void => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };

  return {
    onContextMenu: (event) => {
      const { clientX: x, clientY: y } = event;
      if (openMenu(event.target, x === 0 && y === 0 ? undefined : { x, y })) event.preventDefault();
    },
    onKeyDown: (event) => {
      if (event.defaultPrevented || !(event.target instanceof Element) || !event.target.matches(focusable)) return;
      const direction = directions[event.key];
      const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      const from = find(event.target)?.part;
      if (isMenuKey) openMenu(event.target);
      else if (direction && from && !event.altKey && !event.ctrlKey && !event.metaKey) moveFocus(from, direction);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerDown: ({ pointerType, target, clientX: x, clientY: y }) => {
      isPressed.current = false;
      endPress();
      if (pointerType !== 'touch') return;
      const timer = setTimeout(() => {
        isPressed.current = openMenu(target, { x, y });
      }, longPressMs);
      press.current = { x, y, timer };
    },
    onPointerMove: ({ clientX, clientY }) => {
      const start = press.current;
      if (start && Math.hypot(clientX - start.x, clientY - start.y) > steadyPx) endPress();
    },
    onPointerUp: endPress,
    onClickCapture: (event) => {
      if (!isPressed.current) return;
      isPressed.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
