import { describe, expect, it } from 'vitest';
import type { Session } from './session-contract.ts';
import { createSession } from './session.ts';

const set = 'web-statefulset';

function fakeStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

/** Runs until settled, frame by frame where one go is not enough. */
function settle(session: Session): void {
  session.pause();
  session.runUntilSettled();
  while (session.store.getState().playback.playing) session.advance(16);
}

async function settled(options: Parameters<typeof createSession>[0] = {}): Promise<Session> {
  const session = createSession(options);
  await session.ready;
  settle(session);
  return session;
}

function podsOf(session: Session): readonly string[] {
  return session.store
    .getState()
    .moment.reader.list('pods', 'default')
    .map((pod) => `${pod.metadata.name} ${pod.metadata.labels?.['controller-revision-hash']} ${pod.status.podIP}`);
}

describe('a session', () => {
  it('opens with the example, applied and coming up', async () => {
    const session = await settled();
    const { playback, marks, echoes } = session.store.getState();
    expect(podsOf(session)).toHaveLength(3);
    expect(playback).toMatchObject({ settled: true, live: true });
    expect(marks.map(({ label }) => label)).toEqual(['kubectl apply -f manifest.yaml']);
    expect(echoes[0]?.output).toContain('statefulset.apps/web-statefulset created');
  });

  it('comes to the same state from its link', async () => {
    const session = await settled();
    expect(await session.command(`kubectl scale statefulset ${set} --replicas=5`)).toBe(0);
    settle(session);
    expect(await session.command(`kubectl set image statefulset/${set} nginx=nginx:1.27`)).toBe(0);
    settle(session);
    const link = session.shareLink('http://localhost/');
    const other = createSession({ link: new URL(link).hash });
    await other.ready;
    expect(podsOf(other)).toEqual(podsOf(session));
    expect(other.store.getState().moment.atMs).toBe(session.store.getState().moment.atMs);
    expect(other.store.getState().files).toEqual(session.store.getState().files);
  });

  it('forks when acting in the past, and undo brings the dropped future back', async () => {
    const session = await settled();
    const whole = podsOf(session);
    const { startMs, endMs } = session.store.getState().playback;
    session.seek(startMs + (endMs - startMs) / 2);
    const past = session.store.getState();
    expect(past.playback.live).toBe(false);
    expect(podsOf(session).length).toBeLessThan(3);
    await session.command(`kubectl scale statefulset ${set} --replicas=1`);
    settle(session);
    expect(podsOf(session)).toHaveLength(1);
    expect(session.store.getState().playback.canUndoFork).toBe(true);
    session.undoFork();
    expect(podsOf(session)).toEqual(whole);
    expect(session.store.getState().playback.endMs).toBe(endMs);
  });

  it('shows refusals of the API server at their line', async () => {
    const session = await settled();
    const [file] = session.store.getState().files;
    session.setText(file!.name, file!.text.replace('replicas: 3', 'replicas: -3'));
    await session.apply();
    const [diagnostic] = session.store.getState().diagnostics;
    expect(diagnostic?.message).toBe('spec.replicas: Invalid value: -3: must be greater than or equal to 0');
    const { start, end } = diagnostic!.range!;
    expect(session.store.getState().files[0]!.text.slice(start, end)).toBe('-3');
  });

  it('keeps the draft over a reload and says when a link is damaged', async () => {
    const storage = fakeStorage();
    const session = await settled({ storage });
    session.setText('manifest.yaml', 'kind: Mine\n');
    const again = createSession({ storage, link: '#s1.damaged' });
    expect(again.store.getState().files).toEqual([{ name: 'manifest.yaml', text: 'kind: Mine\n' }]);
    expect(again.store.getState().notices[0]?.text).toMatch(/^This link is damaged/);
  });

  it('answers unknown commands and refuses what it does not do', async () => {
    const session = await settled();
    let output = '';
    const io = {
      stdout: (text: string) => void (output += text),
      stderr: (text: string) => void (output += text),
      signal: new AbortController().signal,
    };
    expect(await session.runTerminal('nonsense', io)).toBe(127);
    expect(output).toContain('nonsense: command not found');
    expect(await session.completeTerminal('kubectl get pods web-')).toEqual([`${set}-0`, `${set}-1`, `${set}-2`]);
  });
});
