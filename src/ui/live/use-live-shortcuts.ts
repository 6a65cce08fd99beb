/** Keys of the page while it follows a real cluster: views, and looking back at what was seen. */

import { useEffect } from 'react';
import { showClusterWhy, usePage } from '../page-store.ts';
import { useSession } from '../session-context.ts';
import { shortcuts } from '../shortcuts.ts';

const usable = new Set([',', '.', 'End', 'b', '1', '2', '3', '4', 'w']);

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor, .xterm, [role="dialog"]') !== null
  );
}

export function useLiveShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    // The simulated page may have left a dialog open behind it.
    usePage.setState({ dialog: undefined });
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'Escape') {
        if (session.store.getState().selection) session.select(undefined);
        else showClusterWhy(false);
        return;
      }
      const shortcut = usable.has(event.key) ? shortcuts.find(({ key }) => key === event.key) : undefined;
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run(session);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [session]);
}
