/** Keys that work everywhere on the page, except where one types. */

import { useEffect } from 'react';
import type { Session } from '../session/session-contract.ts';
import { openDialog, showBottomTab, showClusterWhy, usePage } from './page-store.ts';
import { useSession } from './session-context.ts';
import { neighbouringSpeed } from './transport/speeds.ts';

export interface Shortcut {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  readonly shown: string;
  readonly label: string;
  readonly run: (session: Session) => void;
}

function togglePlay(session: Session): void {
  if (session.store.getState().playback.playing) session.pause();
  else session.play();
}

function changeSpeed(steps: number): (session: Session) => void {
  return (session) => session.setSpeed(neighbouringSpeed(session.store.getState().playback.speed, steps));
}

function toEnd(session: Session): void {
  if (session.store.getState().playback.live) session.runUntilSettled();
  else session.backToNow();
}

function showWhole(session: Session): void {
  session.select(undefined);
  showClusterWhy(!usePage.getState().isWhyOpen);
}

/** To its tabs, when an object is open in it, or to what it says of the whole. */
function goToInspector(session: Session): void {
  if (!session.store.getState().selection) showClusterWhy(true);
  requestAnimationFrame(() => {
    const tab = document.querySelector<HTMLElement>('.inspector [role="tab"][aria-selected="true"]');
    (tab ?? document.querySelector<HTMLElement>('.inspector button'))?.focus();
  });
}

export const shortcuts: readonly Shortcut[] = [
  { key: ' ', shown: 'Space', label: 'Play or pause', run: togglePlay },
  { key: '.', shown: '.', label: 'Step to the next thing that happens', run: (session) => session.step() },
  { key: ',', shown: ',', label: 'Step back', run: (session) => session.stepBack() },
  { key: 'End', shown: 'End', label: 'Back to now; there, run until settled', run: toEnd },
  { key: '[', shown: '[', label: 'Slower', run: changeSpeed(-1) },
  { key: ']', shown: ']', label: 'Faster', run: changeSpeed(1) },
  { key: 'b', shown: 'B', label: 'Bookmark this moment', run: (session) => session.setBookmark('') },
  { key: '1', shown: '1', label: 'Timeline', run: () => showBottomTab('timeline') },
  { key: '2', shown: '2', label: 'Terminal', run: () => showBottomTab('terminal') },
  { key: '3', shown: '3', label: 'Events', run: () => showBottomTab('events') },
  { key: '4', shown: '4', label: 'DNS', run: () => showBottomTab('dns') },
  { key: 'i', shown: 'I', label: 'Go to the inspector', run: goToInspector },
  { key: 'w', shown: 'W', label: 'What is happening now, and why', run: showWhole },
  { key: '?', shown: '?', label: 'Help', run: () => openDialog('help') },
];

/** Whether keys and pasted texts are for what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor, .xterm') !== null
  );
}

/** Space and Enter belong to a control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, [role="menuitem"], [role="slider"], [role="tab"]') !== null
  );
}

export function useShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openDialog(usePage.getState().dialog === 'palette' ? undefined : 'palette');
        return;
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (usePage.getState().dialog || isTyping(event.target)) return;
      if (event.key === 'Escape') {
        if (session.store.getState().selection) session.select(undefined);
        else showClusterWhy(false);
        return;
      }
      if (event.key === ' ' && isControl(event.target)) return;
      const shortcut = shortcuts.find(({ key }) => key === event.key);
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run(session);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [session]);
}
