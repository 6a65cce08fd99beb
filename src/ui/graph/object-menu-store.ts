/** Which object's menu is open, and where: one menu serves all cards. */

import { create } from 'zustand';
import type { ObjectRef } from '../../api/object.ts';

export interface OpenObjectMenu {
  readonly ref: ObjectRef;
  readonly at: { readonly x: number; readonly y: number };
  /** Gets the focus back when the menu closes. */
  readonly opener: HTMLElement | undefined;
}

export const useObjectMenu = create<{ readonly menu: OpenObjectMenu | undefined }>(() => ({ menu: undefined }));

export function openObjectMenu(ref: ObjectRef, at: OpenObjectMenu['at'], opener?: HTMLElement): void {
  useObjectMenu.setState({ menu: { ref, at, opener } });
}

/** Opens it below a button of the card. */
export function openMenuBelow(ref: ObjectRef, button: HTMLElement): void {
  const { left, bottom } = button.getBoundingClientRect();
  openObjectMenu(ref, { x: left, y: bottom }, button);
}

export function closeObjectMenu(): void {
  useObjectMenu.setState({ menu: undefined });
}
