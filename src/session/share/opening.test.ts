import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { nginxExample } from '../../manifest/examples/nginx.ts';
import type { Session } from '../session-contract.ts';
import { createSession } from '../session.ts';

const set = 'web-statefulset';
const draftKey = 'statefulset-playground/draft/1';

function fakeStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

async function open(options: Parameters<typeof createSession>[0]): Promise<Session> {
  const loadExample = (file: string): Promise<string> => readFile(`public/examples/${file}`, 'utf8');
  const session = createSession({ loadExample, ...options });
  await session.ready;
  return session;
}

const elapsedMs = ({ store }: Session): number => store.getState().moment.atMs - store.getState().playback.startMs;
const podCount = ({ store }: Session): number => store.getState().moment.reader.list('pods', 'default').length;
const setCount = ({ store }: Session): number => store.getState().moment.reader.list('statefulsets.apps').length;
const noticesOf = ({ store }: Session): string =>
  store
    .getState()
    .notices.map(({ text }) => text)
    .join('\n');

describe('an address written by hand', () => {
  it('applies a manifest, runs lines at their moments and shows a moment', async () => {
    const manifest = encodeURIComponent(nginxExample);
    const run = encodeURIComponent(`12s kubectl scale statefulset ${set} --replicas=5`);
    const session = await open({ search: `?manifest=${manifest}&run=${run}&t=1m10s&seed=7&nodes=4` });
    expect(elapsedMs(session)).toBe(70_000);
    expect(podCount(session)).toBe(5);
    const { files, playback, moment, marks } = session.store.getState();
    expect(files).toEqual([{ name: 'manifest.yaml', text: nginxExample }]);
    expect(marks.map(({ atMs, label }) => `${atMs - playback.startMs} ${label}`)).toEqual([
      '0 kubectl apply -f manifest.yaml',
      `12000 kubectl scale statefulset ${set} --replicas=5`,
    ]);
    expect(moment.reader.list('nodes')).toHaveLength(4);
    expect(session.shared()).toMatchObject({ seed: 7, nodes: 4, endMs: 70_000 });
    expect(playback.playing).toBe(true);
  });

  it('shows a moment before its last line, and waits until it is settled', async () => {
    const search = `?run=settled+kubectl+scale+statefulset+${set}+--replicas=1&t=2s`;
    const session = await open({ search });
    expect(elapsedMs(session)).toBe(2000);
    expect(session.store.getState().playback).toMatchObject({ live: false, playing: false });
    expect(session.shared().steps[1]!.atMs).toBeGreaterThan(5000);
  });

  it('says what is wrong and opens the rest', async () => {
    const session = await open({ search: '?scenario=nope&nodes=0&t=noon&run=rm+-rf+/&run=fault+everything' });
    const said = noticesOf(session);
    for (const text of [
      'no scenario “nope”',
      'stuck-rollout',
      'nodes=0',
      't=noon',
      'run=rm -rf /',
      'no fault “everything”',
    ]) {
      expect(said).toContain(text);
    }
    expect(said).toContain('opened with the example');
    expect(setCount(session)).toBe(1);
    const bad = await open({ search: `?manifest=${encodeURIComponent('kind: StatefulSet\nspec:\n  replicas: [')}` });
    expect(noticesOf(bad)).toMatch(/^kubectl apply -f manifest\.yaml: error/);
    expect(bad.store.getState().diagnostics[0]).toMatchObject({ file: 'manifest.yaml', severity: 'error' });
    expect(bad.store.getState().files[0]!.text).toContain('kind: StatefulSet');
    const lost = await open({ search: '?scenario=web', loadExample: async () => undefined });
    expect(noticesOf(lost)).toContain('the example web could not be loaded');
  });

  it('stays in bounds: a billion replicas, a hundred thousand hours, lines that only wait', async () => {
    const line = encodeURIComponent(`kubectl scale statefulset ${set} --replicas=1000000000`);
    const session = await open({
      search: `?run=${line}&run=kubectl+get+pods+-w&run=kubectl+wait+--for=delete+pod/x&t=5s`,
    });
    expect(elapsedMs(session)).toBe(5000);
    expect(podCount(session)).toBeLessThan(2000);
    const far = await open({ search: '?t=100000h&run=kubectl+delete+statefulset+--all' });
    expect(elapsedMs(far)).toBe(24 * 3_600_000);
    expect(noticesOf(far)).toContain('more than 24 h');
  });
});

describe('what is stored', () => {
  const mine = [{ name: 'manifest.yaml', text: 'kind: Mine\n' }];

  it('never changes what an address opens, and there is a way back to it', async () => {
    const link = new URL((await open({})).shareLink('http://localhost/')).hash;
    const storage = fakeStorage();
    storage.setItem(draftKey, JSON.stringify(mine));
    const session = await open({ link, storage });
    expect(session.store.getState().files[0]!.text).toBe(nginxExample);
    expect(setCount(session)).toBe(1);
    // An edit becomes the draft, and the reader's own is still there: also for the next visit.
    session.setText('manifest.yaml', 'kind: Theirs\n');
    expect(storage.getItem(draftKey)).toContain('Theirs');
    const [notice] = session.store.getState().notices;
    expect(notice?.action?.label).toBe('Back to my draft');
    const later = await open({ storage });
    expect(later.store.getState().files[0]!.text).toBe('kind: Theirs\n');
    expect(later.keptDraft()).toEqual(mine);
    notice?.action?.run();
    expect(session.store.getState().files).toEqual(mine);
    expect(JSON.parse(storage.getItem(draftKey)!)).toEqual(mine);
    // What took its place can be found in the same way.
    expect(session.keptDraft()?.[0]?.text).toBe('kind: Theirs\n');
  });

  it('is not spoken of when the address shows the same', async () => {
    const storage = fakeStorage();
    const first = await open({ storage });
    first.setText('manifest.yaml', 'kind: Same\n');
    const again = await open({ link: new URL(first.shareLink('http://localhost/')).hash, storage });
    expect(again.store.getState().notices).toEqual([]);
  });
});

describe('a link', () => {
  it('carries the moment, the selection and the view, and replaces what the query says', async () => {
    const session = await open({ search: '?t=40s' });
    session.select({ kind: 'Pod', namespace: 'default', name: `${set}-1` });
    session.seek(session.store.getState().playback.startMs + 9000);
    const link = session.shareLink('http://localhost/p/?scenario=web&embed=1&t=3s', {
      grouping: 'node',
      tab: 'events',
    });
    expect(link).toMatch(/^http:\/\/localhost\/p\/\?embed=1#s1\./);
    const other = await open({ link: new URL(link).hash });
    const { selection, openedView, playback } = other.store.getState();
    expect(selection).toEqual({ kind: 'Pod', namespace: 'default', name: `${set}-1` });
    expect(openedView).toEqual({ grouping: 'node', tab: 'events' });
    expect(playback).toMatchObject({ live: false, playing: false, endMs: playback.startMs + 40_000 });
    expect(elapsedMs(other)).toBe(9000);
  });

  it('opens in place of another, and a file does', async () => {
    const storage = fakeStorage();
    const first = await open({ search: '?scenario=web&t=30s&nodes=5' });
    const session = await open({ storage });
    session.setText('manifest.yaml', 'kind: Mine\n');
    await session.openLink(new URL(first.shareLink('http://localhost/')).hash);
    expect(session.store.getState().files.map(({ name }) => name)).toEqual(['web.yaml']);
    expect(session.store.getState().moment.reader.list('nodes')).toHaveLength(5);
    expect(session.keptDraft()?.[0]?.text).toBe('kind: Mine\n');
    expect(session.shared()).toEqual(first.shared());
    await session.openLink('#s1.broken');
    expect(noticesOf(session)).toContain('This link is damaged');
    expect(session.shared()).toEqual(first.shared());
  });

  it('that was cut off gives back the beginning of its manifest', async () => {
    const session = await open({});
    session.setText(
      'manifest.yaml',
      `# My own service\nkind: Service\nmetadata:\n  name: some-thing-of-mine\n${'# more\n# words\n'.repeat(30)}`,
    );
    const link = new URL(session.shareLink('http://localhost/')).hash;
    const damaged = await open({ link: link.slice(0, -12) });
    const { files, activeFile } = damaged.store.getState();
    expect(activeFile).toBe('rescued.yaml');
    expect(files.find(({ name }) => name === 'rescued.yaml')?.text).toContain('name: some-thing-of-mine');
    expect(setCount(damaged)).toBe(1);
  });
});

describe('a long replay', () => {
  const crowd = nginxExample
    .replace('replicas: 3', 'replicas: 300')
    .replace('serviceName', 'podManagementPolicy: Parallel\n  serviceName');

  it('leaves the thread to the page, refuses to act meanwhile and can be ended', async () => {
    const search = `?manifest=${encodeURIComponent(crowd)}&t=10m&nodes=20`;
    const whole = await open({ search });
    expect(podCount(whole)).toBe(300);
    const link = new URL(whole.shareLink('http://localhost/')).hash;
    const shares: number[] = [];
    const session = createSession({ link });
    session.store.subscribe(({ opening }) => {
      if (opening) shares.push(opening.share);
    });
    // Other work gets its turn meanwhile: that is what the page lives of.
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    session.runUntilSettled();
    session.play();
    expect(session.store.getState().playback.playing).toBe(false);
    await session.ready;
    expect(podCount(session)).toBe(300);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const ended = createSession({ link });
    setTimeout(() => ended.endOpening(), 30);
    await ended.ready;
    expect(elapsedMs(ended)).toBeLessThan(600_000);
    expect(noticesOf(ended)).toContain('Opening was ended');
    expect(ended.store.getState().playback.playing).toBe(false);
  });
});
