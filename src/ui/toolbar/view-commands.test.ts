import { afterEach, expect, it, vi } from 'vitest';
import { createSession } from '../../session/session.ts';
import { isPanelOpen, setPanelOpen } from '../panels/panel-open.ts';
import { createViews } from '../views.ts';
import { viewCommands } from './view-commands.ts';

afterEach(() => vi.unstubAllGlobals());

it('offers what would change: the other state of a panel, another file, a bookmark', async () => {
  vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
  const session = createSession({ seed: 1, files: [{ name: 'a.yaml', text: '' }] });
  await session.ready;
  const labels = (): readonly string[] =>
    viewCommands(session, createViews().stage(session.store.getState())).map(({ label }) => label);
  const run = (label: string): void =>
    viewCommands(session, createViews().stage(session.store.getState()))
      .find((command) => command.label === label)!
      .run();
  expect(labels()).toContain('Hide the lower panel');
  run('Hide the lower panel');
  expect(isPanelOpen('bottom', true)).toBe(false);
  expect(labels()).toContain('Show the lower panel');
  setPanelOpen('bottom', true);
  run('New file');
  expect(session.store.getState().files.map(({ name }) => name)).toEqual(['a.yaml', 'manifest-2.yaml']);
  expect(labels()).toContain('Go to a.yaml');
  session.setBookmark('here');
  expect(labels()).toContain('Go to the bookmark here');
});
