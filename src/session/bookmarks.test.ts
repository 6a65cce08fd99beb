import { expect, it } from 'vitest';
import { createSession } from './session.ts';

it('keeps named moments in the order of time, and gives them on with the link', async () => {
  const session = createSession({});
  await session.ready;
  session.runUntilSettled();
  // Settling works in slices: it goes on in frames of the page.
  for (let frame = 0; frame < 200; frame++) session.advance(16);
  const { startMs, endMs } = session.store.getState().playback;
  session.setBookmark('settled', endMs);
  session.setBookmark('  first Pod  ', startMs + 2000);
  session.setBookmark('gone', startMs + 3000);
  session.removeBookmark(startMs + 3000);
  session.setBookmark('all Ready', endMs);
  const expected = [
    { atMs: startMs + 2000, label: 'first Pod' },
    { atMs: endMs, label: 'all Ready' },
  ];
  expect(session.store.getState().bookmarks).toEqual(expected);
  const link = new URL(session.shareLink('https://example.org/')).hash;
  const opened = createSession({ link });
  await opened.ready;
  expect(opened.store.getState().bookmarks).toEqual(expected);
  session.reset();
  expect(session.store.getState().bookmarks).toEqual([]);
});
