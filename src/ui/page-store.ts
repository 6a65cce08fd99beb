/** What the page itself remembers while it is open: which tab is in front, which dialog is open. Not part of a session. */

import { create } from 'zustand';

export type BottomTab = 'timeline' | 'terminal' | 'events' | 'dns';
export type NarrowTab = 'editor' | 'stage' | 'timeline' | 'terminal' | 'more';
export type PageDialog = 'share' | 'help' | 'palette';

interface PageState {
  readonly bottomTab: BottomTab;
  readonly narrowTab: NarrowTab;
  readonly dialog: PageDialog | undefined;
  /** The inspector explains the cluster as a whole while no object is selected. */
  readonly isWhyOpen: boolean;
}

export const usePage = create<PageState>(() => ({
  bottomTab: 'timeline',
  narrowTab: 'stage',
  dialog: undefined,
  isWhyOpen: false,
}));

export function showBottomTab(bottomTab: BottomTab): void {
  const narrowTab = bottomTab === 'timeline' || bottomTab === 'terminal' ? bottomTab : 'more';
  usePage.setState({ bottomTab, narrowTab });
}

export function showNarrowTab(narrowTab: NarrowTab): void {
  const change = narrowTab === 'timeline' || narrowTab === 'terminal' ? { bottomTab: narrowTab } : {};
  usePage.setState({ narrowTab, ...change });
}

export function openDialog(dialog: PageDialog | undefined): void {
  usePage.setState({ dialog });
}

export function showClusterWhy(isWhyOpen: boolean): void {
  usePage.setState({ isWhyOpen });
}
