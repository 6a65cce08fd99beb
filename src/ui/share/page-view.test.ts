import { afterEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Session } from '../../session/session-contract.ts';
import { showBottomTab, usePage } from '../page-store.ts';
import { followOpenedView } from './page-view.ts';

const atFirst = usePage.getState();
afterEach(() => usePage.setState(atFirst));

/** As much of a session as the view follows. */
function openingSession(): Session {
  const store = createStore(() => ({ opening: undefined, openedView: undefined }));
  const session: unknown = { store };
  followOpenedView(session as Session);
  return session as Session;
}

it('shows what the link asks for, but not over what the reader has chosen while it opened', () => {
  const { store } = openingSession();
  store.setState({ opening: { share: 0 } });
  store.setState({ opening: undefined, openedView: { grouping: 'node', tab: 'terminal' } });
  expect(usePage.getState()).toMatchObject({ stageView: 'node', bottomTab: 'terminal' });

  store.setState({ opening: { share: 0 } });
  showBottomTab('events');
  store.setState({ opening: undefined, openedView: { grouping: 'zone' } });
  expect(usePage.getState()).toMatchObject({ stageView: 'zone', bottomTab: 'events' });
});
