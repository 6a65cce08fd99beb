/** Keys of the page while it follows a real cluster: views, looking back at what was seen, help and the palette. */

import { useEffect } from 'react';
import { openDialog, showClusterWhy, usePage } from '../page-store.ts';
import { useSession } from '../session-context.ts';
import { liveShortcuts } from './live-shortcuts.ts';

const typing =
  'input, textarea, select, [contenteditable], .monaco-editor, .xterm, [role="dialog"], [role="alertdialog"]';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(typing) !== null;

export function useLiveShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    // The simulated page may have left a dialog open behind it.
    usePage.setState({ dialog: undefined });
    const onKeyDown = (event: KeyboardEvent): void => {
      const isAsked = session.store.getState().followed?.question !== undefined;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !isAsked) {
        event.preventDefault();
        openDialog(usePage.getState().dialog === 'palette' ? undefined : 'palette');
        return;
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (usePage.getState().dialog || isAsked || isTyping(event.target)) return;
      if (event.key === 'Escape') {
        if (session.store.getState().selection) session.select(undefined);
        else showClusterWhy(false);
        return;
      }
      const shortcut = liveShortcuts.find(({ key }) => key === event.key);
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run(session);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [session]);
}
