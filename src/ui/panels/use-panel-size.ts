/** A panel's size in pixels, remembered across visits. */

import { useCallback, useState } from 'react';
import { pageStorage } from '../safe-storage.ts';

export interface PanelSize {
  readonly size: number;
  readonly setSize: (size: number) => void;
}

/** `name` tells panels apart in storage; the size is kept within the bounds. */
export function usePanelSize(name: string, initial: number, min: number, max: number): PanelSize {
  const key = `panel.${name}`;
  const [size, setState] = useState(() => {
    const stored = Number(pageStorage.getItem(key) ?? Number.NaN);
    return Number.isFinite(stored) ? Math.min(max, Math.max(min, stored)) : initial;
  });
  const setSize = useCallback(
    (next: number) => {
      const bounded = Math.round(Math.min(max, Math.max(min, next)));
      setState(bounded);
      pageStorage.setItem(key, String(bounded));
    },
    [key, min, max],
  );
  return { size, setSize };
}
