import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Session } from './session-contract.ts';
import { createSession } from './session.ts';

const loadExample = (file: string): Promise<string | undefined> =>
  readFile(`public/examples/${file}`, 'utf8').catch(() => undefined);

const podsOf = (session: Session): readonly string[] =>
  session.store
    .getState()
    .moment.reader.list('pods', 'default')
    .map(({ metadata, status }) => `${metadata.name} ${status.podIP}`);

async function opened(link = ''): Promise<Session> {
  const session = createSession({ loadExample, link });
  await session.ready;
  session.pause();
  return session;
}

describe('examples in a session', () => {
  it('open as files of their own, are not applied, and write over nothing', async () => {
    const session = await opened();
    const before = session.store.getState().history.length;
    expect(await session.openExample('mysql')).toBe('mysql.yaml');
    const { files, activeFile } = session.store.getState();
    expect(files.map(({ name }) => name)).toEqual(['manifest.yaml', 'mysql.yaml']);
    expect(activeFile).toBe('mysql.yaml');
    expect(files[1]?.text.match(/^kind: /gm)).toHaveLength(4);
    session.setText('mysql.yaml', '# mine');
    expect(await session.openExample('mysql')).toBe('mysql-2.yaml');
    expect(await session.openExample('mysql')).toBe('mysql-2.yaml');
    expect(session.store.getState().files.find(({ name }) => name === 'mysql.yaml')?.text).toBe('# mine');
    expect(session.store.getState().history).toHaveLength(before);
  });

  it('say so when they cannot be loaded', async () => {
    const session = createSession({});
    await session.ready;
    expect(await session.openExample('etcd')).toBeUndefined();
    expect(session.store.getState().notices.map(({ tone }) => tone)).toEqual(['error']);
  });

  it('are found by the addresses of the official pages, also when a link is replayed', async () => {
    const session = await opened();
    const line = 'kubectl apply -f https://k8s.io/examples/application/zookeeper/zookeeper.yaml';
    expect(await session.command(line)).toBe(0);
    expect(await session.command('kubectl apply -f https://k8s.io/examples/application/nothing.yaml')).toBe(1);
    session.runUntilSettled();
    while (session.store.getState().playback.playing) session.advance(16);
    expect(podsOf(session)).toContainEqual(expect.stringMatching(/^zk-2 10\./));
    const link = session.shareLink('http://localhost/');
    const other = await opened(new URL(link).hash);
    expect(podsOf(other)).toEqual(podsOf(session));
  });
});
