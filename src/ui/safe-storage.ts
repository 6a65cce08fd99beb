/** The browser's storages, which may be refused: in a third-party frame every access throws. */

import type { SafeStorage } from '../session/persistence.ts';

/** Calls never throw; where storage is blocked or full, the page goes on and forgets when it is left. */
function storageOf(open: () => Storage): SafeStorage {
  return {
    getItem: (key) => {
      try {
        return open().getItem(key);
      } catch {
        return null;
      }
    },
    setItem: (key, value) => {
      try {
        open().setItem(key, value);
      } catch {
        // Blocked or full: what is remembered is a convenience.
      }
    },
  };
}

export const pageStorage = storageOf(() => window.localStorage);
/** Of this tab alone, over reloads. */
export const tabStorage = storageOf(() => window.sessionStorage);
