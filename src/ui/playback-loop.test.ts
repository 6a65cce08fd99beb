import { afterEach, expect, it, vi } from 'vitest';
import { createSession } from '../session/session.ts';
import { runPlayback } from './playback-loop.ts';

afterEach(() => vi.unstubAllGlobals());

it('asks for one frame at a time while playing, and for none while paused', async () => {
  let queue: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => queue.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  const session = createSession({});
  await session.ready;
  const stop = runPlayback(session);
  for (let frame = 1; frame <= 30; frame++) {
    const due = queue;
    queue = [];
    expect(due).toHaveLength(1);
    for (const callback of due) callback(frame * 16);
  }
  // Frames in which nothing happens may wait a tenth of a second for each other.
  const { startMs, endMs } = session.store.getState().playback;
  expect(endMs - startMs).toBeGreaterThan(29 * 16 - 100);
  session.pause();
  for (const callback of queue.splice(0)) callback(1000);
  expect(queue).toHaveLength(0);
  stop();
});
