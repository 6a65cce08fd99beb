/** Which tab of the inspector is in front. It stays when another object is selected, where that has the tab as well. */

import { create } from 'zustand';

export type InspectorTab = 'why' | 'yaml' | 'describe' | 'events' | 'dns' | 'revisions' | 'files';

export const useInspectorTab = create<{ readonly tab: InspectorTab }>(() => ({ tab: 'why' }));

export function showInspectorTab(tab: InspectorTab): void {
  useInspectorTab.setState({ tab });
}
