/** Which Pod's menu is open, and where: one menu serves all cards. */

import { create } from 'zustand';
import type { PodCard } from '../../view/stage-model.ts';

export interface OpenPodMenu {
  readonly card: PodCard;
  readonly at: { readonly x: number; readonly y: number };
}

export const usePodMenu = create<{ readonly menu: OpenPodMenu | undefined }>(() => ({ menu: undefined }));

export function openPodMenu(card: PodCard, at: OpenPodMenu['at']): void {
  usePodMenu.setState({ menu: { card, at } });
}

export function closePodMenu(): void {
  usePodMenu.setState({ menu: undefined });
}
