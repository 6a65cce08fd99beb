/** Keys of the page that follows a real cluster: those of the simulated page that look, none that moves time. */

import { shortcuts, type Shortcut } from '../shortcuts.ts';

/** Where a key does less than in the simulation it is called otherwise. */
const labels: Readonly<Record<string, string>> = {
  '.': 'To the next change that was seen',
  ',': 'Back to the change before',
  End: 'Back to now',
};
const offered = new Set([',', '.', 'End', 'b', '1', '2', '3', '4', 'i', 'w', '?']);

export const liveShortcuts: readonly Shortcut[] = shortcuts
  .filter(({ key }) => offered.has(key))
  .map((shortcut) => ({ ...shortcut, label: labels[shortcut.key] ?? shortcut.label }));
