/** How the page looks, as a link carries it: which view is in front and how Pods stand. The selection is the session's. */

import type { Session } from '../../session/session-contract.ts';
import type { SharedView } from '../../session/share/shared-session.ts';
import { showBottomTab, usePage } from '../page-store.ts';

/** What differs from how the page opens. */
export function pageView(): SharedView {
  const { bottomTab, stageView } = usePage.getState();
  return {
    ...(stageView === 'ordinal' ? {} : { grouping: stageView }),
    ...(bottomTab === 'timeline' ? {} : { tab: bottomTab }),
  };
}

/** What the reader has chosen since the opening began stays. */
function show({ grouping, tab }: SharedView, before: ReturnType<typeof usePage.getState>): void {
  const { stageView, bottomTab, narrowTab } = usePage.getState();
  if (stageView === before.stageView) usePage.setState({ stageView: grouping ?? 'ordinal' });
  if (bottomTab !== before.bottomTab || narrowTab !== before.narrowTab) return;
  showBottomTab(tab ?? 'timeline');
  // On small screens the stage is what a link is about.
  if (!tab) usePage.setState({ narrowTab: 'stage' });
}

/** Lets the page look as what is opened asks for. */
export function followOpenedView({ store }: Session): void {
  let begun = usePage.getState();
  store.subscribe(({ opening, openedView }, before) => {
    if (opening && !before.opening) begun = usePage.getState();
    if (openedView && openedView !== before.openedView) show(openedView, begun);
  });
}
