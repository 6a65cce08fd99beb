import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createRequest } from '../../client/request.ts';
import { ClusterClock } from '../../serve/cluster-clock.ts';
import { startServer, type RunningServer } from '../../serve/server.ts';
import { createCluster } from '../../sim/cluster.ts';
import { startFaultyProxy, type FaultyProxy } from '../../testing/faulty-proxy.ts';
import { createLiveSession, type LiveSession } from './live-session.ts';

const text = readFileSync('public/examples/web.yaml', 'utf8');
let simulation: ReturnType<typeof createCluster>;
let clock: ClusterClock;
let server: RunningServer;
let proxy: FaultyProxy;
let session: LiveSession;

async function until(what: string, holds: () => boolean, limitMs = 60_000): Promise<void> {
  const endMs = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`it did not come to pass: ${what}`);
    await wait(20);
  }
}

async function run(line: string): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  const out = { stdout: '', stderr: '' };
  const exitCode = await session.runTerminal(line, {
    stdout: (more) => (out.stdout += more),
    stderr: (more) => (out.stderr += more),
    signal: new AbortController().signal,
  });
  return { ...out, exitCode };
}

const state = () => session.store.getState();
const followed = () => state().followed!;
const podNames = (): readonly string[] =>
  state()
    .moment.reader.list('pods')
    .map(({ metadata }) => metadata.name);
const isReady = (name: string): boolean => {
  const pod = state().moment.reader.get('pods', 'default', name);
  return pod?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
};

function open(): void {
  session = createLiveSession({
    cluster: { baseUrl: `${proxy.url}/k8s`, version: 'v1.36.2' },
    scope: { namespace: 'default', set: undefined, others: false },
    files: [{ name: 'web.yaml', text }],
  });
  session.start();
}

async function follow(): Promise<void> {
  open();
  await until('the cluster is followed', () => followed().health.type === 'following');
}

/** Applies the example with the user's consent, as a click would. */
async function applyWeb(): Promise<void> {
  session.setReadOnly(false);
  const applied = run('kubectl apply -f web.yaml');
  await until('the page asks', () => followed().question !== undefined);
  session.answer(followed().question!.id, true);
  expect(await applied).toMatchObject({ stderr: '', exitCode: 0 });
  await until('both Pods are Ready', () => isReady('web-0') && isReady('web-1'));
}

beforeEach(async () => {
  simulation = createCluster({ startMs: Date.now() });
  clock = new ClusterClock(simulation, 20);
  server = await startServer({ target: () => ({ simulation, clock }), apiPrefix: '/k8s/' });
  proxy = await startFaultyProxy(server.port);
  clock.start();
});

afterEach(async () => {
  session.stop();
  clock.stop();
  await Promise.all([proxy.close(), server.close()]);
});

describe('a cluster that is followed', () => {
  it('is only read until changes are switched on, and then asks once for a line', async () => {
    await follow();
    const refused = await run('kubectl apply -f web.yaml');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('this page only reads');
    expect(proxy.seen.filter((request) => !request.startsWith('GET '))).toEqual([]);
    session.setReadOnly(false);
    const declined = run('kubectl apply -f web.yaml');
    await until('the page asks', () => followed().question !== undefined);
    expect(followed().question).toMatchObject({ line: 'kubectl apply -f web.yaml', takesAway: false });
    session.answer(followed().question!.id, false);
    expect((await declined).stderr).toContain('nothing was sent to the cluster');
    expect(proxy.seen.filter((request) => !request.startsWith('GET '))).toEqual([]);
    await applyWeb();
    expect((await run('kubectl exec web-0 -- ls')).stderr).toContain('kubectl proxy refuses exec');
    expect(await run('kubectl get pods -o name')).toMatchObject({ stdout: 'pod/web-0\npod/web-1\n' });
  });

  it('has a history of what was seen, and of nothing before', async () => {
    await follow();
    await applyWeb();
    expect(podNames()).toEqual(['web-0', 'web-1']);
    const { history, playback } = state();
    const created = history.filter(({ resource, type }) => resource === 'pods' && type === 'ADDED');
    expect(created.map(({ key }) => key)).toEqual(['default/web-0', 'default/web-1']);
    expect(created.every(({ atMs }) => atMs >= playback.startMs)).toBe(true);
    session.seek(created[1]!.atMs - 1);
    expect(podNames()).toEqual(['web-0']);
    expect(state().playback.live).toBe(false);
    session.backToNow();
    session.stop();
    await follow();
    const late = state().history.filter(({ resource }) => resource === 'pods');
    expect(late).toHaveLength(2);
    expect(late.every(({ atMs }) => atMs < state().playback.startMs)).toBe(true);
  });

  it('holds four watches at most, and none while hidden', async () => {
    await follow();
    await until('all watches are open', () => proxy.watches() === 4);
    session.hide();
    await until('no watch is open', () => proxy.watches() === 0);
    await until('it is said', () => followed().health.type === 'paused');
    session.resume();
    await until('it is followed again', () => followed().health.type === 'following' && proxy.watches() === 4);
  });

  it('leaves unrelated Pods on the server', async () => {
    await follow();
    for (let index = 0; index < 30; index++) {
      const spec = { containers: [{ name: 'main', image: 'nginx' }] };
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `other-${index}` }, spec };
      simulation.request(createRequest({ resource: 'pods', namespace: 'default' }, pod));
    }
    await applyWeb();
    expect(podNames()).toEqual(['web-0', 'web-1']);
    session.showScope({ namespace: 'default', set: undefined, others: true });
    await until('all Pods are read', () => podNames().length === 32);
    session.showScope({ namespace: 'default', set: 'web', others: false });
    await until('the set alone is shown', () => podNames().length === 2 && followed().health.type === 'following');
    expect(proxy.seen.at(-1)).toBeDefined();
    expect(proxy.seen.some((request) => request.includes('labelSelector=app%3Dnginx'))).toBe(true);
  });
});

describe('a connection with faults', () => {
  it('goes on after streams were cut, and lists again when the revision has expired', async () => {
    await follow();
    await applyWeb();
    const before = state().history.length;
    await until('all watches are open', () => proxy.watches() === 4);
    proxy.seen.length = 0;
    proxy.cut();
    const opened = (): number => proxy.seen.filter((request) => request.includes('watch=true')).length;
    await until('the watches are open again', () => opened() >= 4 && proxy.watches() === 4);
    proxy.seen.length = 0;
    proxy.expire();
    const lists = (): number =>
      proxy.seen.filter((request) => request.includes('/pods?') && request.includes('limit=')).length;
    await until('all is listed and watched again', () => lists() > 0 && proxy.watches() === 4);
    await wait(500);
    expect(lists()).toBe(1);
    // Reading again what is known already changes nothing.
    const again = state()
      .history.slice(before)
      .filter(({ resource }) => resource !== 'events');
    expect(again).toEqual([]);
    expect(followed().health.type).toBe('following');
  });

  it('says that the cluster is gone, since when, and follows again when it is back', async () => {
    await follow();
    await applyWeb();
    await until('all watches are open', () => proxy.watches() === 4);
    proxy.rule = () => 'drop';
    proxy.cut();
    await until('it is said', () => followed().health.type === 'lost');
    expect(podNames()).toEqual(['web-0', 'web-1']);
    expect(followed().asOfMs).toBeLessThanOrEqual(simulation.nowMs + 1000);
    // What happens meanwhile is seen as of the return.
    simulation.request({ method: 'DELETE', path: '/api/v1/namespaces/default/pods/web-1' });
    await wait(300);
    proxy.rule = () => 'pass';
    await until('it is followed again', () => followed().health.type === 'following');
    await until('web-1 is another', () =>
      state().history.some(({ key, type }) => key === 'default/web-1' && type === 'DELETED'),
    );
    expect(state().marks.map(({ label }) => label)).toEqual([
      '# no answer: what is shown may be old',
      '# answers again: what happened in between is seen as of now',
    ]);
  });

  it('shows what may be seen, and says what may not', async () => {
    const message = 'nodes "node-1" is forbidden: User "viewer" cannot get resource "nodes" at the cluster scope';
    const events = 'events is forbidden: User "viewer" cannot list resource "events" in the namespace "default"';
    proxy.rule = (_method, path) => {
      if (/\/nodes/.test(path)) return { code: 403, reason: 'Forbidden', message };
      if (/\/namespaces\?/.test(path)) return { code: 403, reason: 'Forbidden', message: 'no' };
      return /\/events\?/.test(path) ? { code: 403, reason: 'Forbidden', message: events } : 'pass';
    };
    await follow();
    await applyWeb();
    await until('both are named', () => followed().unseen.length === 2);
    expect(followed().unseen).toEqual(
      expect.arrayContaining([
        { resource: 'events', message: events },
        { resource: 'nodes', message },
      ]),
    );
    expect(followed().namespaces).toBeUndefined();
    expect(state().moment.reader.list('nodes')).toEqual([]);
  });

  it('waits for the answers of a slow list page by page', async () => {
    clock.stop();
    for (let index = 0; index < 300; index++) {
      const claim: Partial<KubeObject> & object = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: `claim-${index}` } as KubeObject['metadata'],
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } },
      } as never;
      simulation.request(createRequest({ resource: 'persistentvolumeclaims', namespace: 'default' }, claim));
    }
    await follow();
    expect(state().moment.reader.list('persistentvolumeclaims')).toHaveLength(300);
    const pages = proxy.seen.filter(
      (request) => request.includes('/persistentvolumeclaims?') && request.includes('limit='),
    );
    expect(pages).toHaveLength(2);
  });
});

describe('a server whose clock is another', () => {
  it('is shown in its own time', async () => {
    const aheadMs = 7_200_000;
    clock.stop();
    await Promise.all([proxy.close(), server.close()]);
    simulation = createCluster({ startMs: Date.now() + aheadMs });
    clock = new ClusterClock(simulation, 1);
    server = await startServer({ target: () => ({ simulation, clock }), apiPrefix: '/k8s/' });
    proxy = await startFaultyProxy(server.port);
    clock.start();
    await follow();
    const atMs = (): number => state().moment.atMs - simulation.nowMs;
    await until('the time is that of the server', () => Math.abs(atMs()) < 3000);
    expect(Math.abs(state().playback.startMs - simulation.nowMs)).toBeLessThan(30_000);
    const { stdout } = await run('kubectl get nodes --no-headers');
    expect(stdout).toMatch(/ \d+s +v1/);
    const { stdout: described } = await run('kubectl describe node node-1');
    expect(described).not.toContain('<invalid>');
  });
});

describe('a cluster that is replaced by another one', () => {
  it('is followed anew, also when its versions are lower', async () => {
    await follow();
    await applyWeb();
    await until('all watches are open', () => proxy.watches() === 4);
    const uidOf = (): string | undefined => state().moment.reader.get('pods', 'default', 'web-0')?.metadata.uid;
    const before = uidOf();
    const { port } = server;
    await server.close();
    await until('it is said', () => followed().health.type === 'lost');
    clock.stop();
    simulation = createCluster({ startMs: Date.now(), seed: 7 });
    clock = new ClusterClock(simulation, 20);
    server = await startServer({ target: () => ({ simulation, clock }), apiPrefix: '/k8s/', port });
    clock.start();
    await until('it is followed', () => followed().health.type === 'following');
    await until('what was there is gone', () => podNames().length === 0);
    await applyWeb();
    expect(uidOf()).not.toBe(before);
  });
});
