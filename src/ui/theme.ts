/** Light or dark: what the user chose, or what the system has. */

import { useLayoutEffect } from 'react';
import { useMedia } from './media.ts';
import { useSessionState } from './session-context.ts';

/** The theme in force. */
export function useEffectiveTheme(): 'light' | 'dark' {
  const theme = useSessionState((state) => state.theme);
  const prefersDark = useMedia('(prefers-color-scheme: dark)');
  return theme === 'auto' ? (prefersDark ? 'dark' : 'light') : theme;
}

/** Puts the theme in force on the document, for the style sheets, before effects read colours from there. */
export function useDocumentTheme(): void {
  const theme = useEffectiveTheme();
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
