/** Which panels are shown, remembered across visits. The palette opens and closes them, too. */

import { useCallback, useState } from 'react';
import { create } from 'zustand';
import { pageStorage } from '../safe-storage.ts';

/** Those that were opened or closed since the page was loaded, by name. */
const useChanged = create<Readonly<Record<string, boolean>>>(() => ({}));

const keyOf = (name: string): string => `panel.${name}.open`;

function storedOpen(name: string, initial: boolean): boolean {
  return (pageStorage.getItem(keyOf(name)) ?? String(initial)) === 'true';
}

/** `initial`: whether it is shown as long as nobody has chosen. */
export function isPanelOpen(name: string, initial: boolean): boolean {
  return useChanged.getState()[name] ?? storedOpen(name, initial);
}

export function setPanelOpen(name: string, open: boolean): void {
  useChanged.setState({ [name]: open });
  pageStorage.setItem(keyOf(name), String(open));
}

export function usePanelOpen(name: string, initial: boolean): readonly [boolean, (open: boolean) => void] {
  const changed = useChanged((state) => state[name]);
  const [stored] = useState(() => storedOpen(name, initial));
  const setOpen = useCallback((open: boolean) => setPanelOpen(name, open), [name]);
  return [changed ?? stored, setOpen];
}
