/** What the page itself remembers while it is open: which tab is in front, which dialog is open. Not part of a session. */

import { create } from 'zustand';
import type { Session } from '../session/session-contract.ts';

export type BottomTab = 'timeline' | 'terminal' | 'events' | 'dns';
export type NarrowTab = 'editor' | 'stage' | 'timeline' | 'terminal' | 'more' | 'lesson';
export type PageDialog = 'share' | 'embed' | 'help' | 'palette' | 'import';

/** How Pods stand on the stage. */
export type StageView = 'ordinal' | 'node' | 'zone';

interface PageState {
  readonly bottomTab: BottomTab;
  readonly narrowTab: NarrowTab;
  readonly stageView: StageView;
  readonly dialog: PageDialog | undefined;
  /** The inspector explains the cluster as a whole while no object is selected. */
  readonly isWhyOpen: boolean;
}

export const usePage = create<PageState>(() => ({
  bottomTab: 'timeline',
  narrowTab: 'stage',
  stageView: 'ordinal',
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

/** What had the focus before the dialog that is open. */
let opener: Element | null = null;

export function openDialog(dialog: PageDialog | undefined): void {
  if (dialog && !usePage.getState().dialog) opener = document.activeElement;
  usePage.setState({ dialog });
}

/** For `onCloseAutoFocus`: the focus goes back to where it was. */
export function returnFocus(event: Event): void {
  event.preventDefault();
  if (opener instanceof HTMLElement) opener.focus();
}

/** Closes the inspector, whatever it tells. */
export function closeInspector(session: Session): void {
  session.select(undefined);
  showClusterWhy(false);
}

export function showClusterWhy(isWhyOpen: boolean): void {
  usePage.setState({ isWhyOpen });
}
