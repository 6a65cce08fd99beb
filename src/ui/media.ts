/** Facts about the window that components depend on. */

import { useSyncExternalStore } from 'react';

/** True while the media query matches. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Under this width the page is one column, and where it is low: telephones on their side, and much magnified pages. */
export const narrowQuery = '(max-width: 699px), (max-width: 960px) and (max-height: 500px)';
