import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createHistoryReader } from '../../view/history-index.ts';
import { timelineLanes } from '../../view/timeline.ts';
import { createSession } from '../session.ts';
import type { Session } from '../session-contract.ts';
import { clusterYaml } from './export-folder.ts';
import { fromZip, toZip } from './zip.ts';

const web = readFileSync('public/examples/web.yaml', 'utf8');

function pass(session: Session, ms: number): void {
  session.passTime(ms);
  while (session.store.getState().playback.playing) session.advance(16);
}

async function busySession(): Promise<Session> {
  const session = createSession({ seed: 1, files: [{ name: 'web.yaml', text: web }] });
  await session.ready;
  session.pause();
  await session.apply('web.yaml');
  pass(session, 60_000);
  await session.command('kubectl scale statefulset/web --replicas=4');
  pass(session, 3000);
  session.setFault({ type: 'crash', namespace: 'default', pod: 'web-1' }, true);
  session.setText('web.yaml', web.replace(/nginx-slim:\S+/, 'nginx-slim:0.99'));
  pass(session, 20_000);
  session.setFault({ type: 'crash', namespace: 'default', pod: 'web-1' }, false);
  pass(session, 120_000);
  await session.apply('web.yaml');
  pass(session, 200_000);
  await session.command('kubectl cordon node-2');
  pass(session, 500);
  await session.command('kubectl delete pod nope');
  pass(session, 500);
  await session.runTerminal('for i in 3 2; do kubectl scale sts web --replicas=$i; done', silent);
  pass(session, 240_000);
  return session;
}

const silent = { stdout: () => undefined, stderr: () => undefined, signal: new AbortController().signal };

describe('a session as a folder', () => {
  it('has a script that does the same in the same order, waiting where the session waited', async () => {
    const { files } = await (await busySession()).exportFolder();
    const script = files.find(({ path }) => path === 'run.sh')!.text;
    const lines = script.slice(script.indexOf('esac\nfi')).split('\n').slice(2);
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "
      kubectl get node node-2 >/dev/null || fail 'There is no node node-2: put the name of one of yours in its place.'
      kubectl get storageclass standard >/dev/null 2>&1 || echo '# There is no StorageClass standard: its claims will wait for one.'

      # +0:00
      kubectl apply -f manifests/web.yaml
      kubectl rollout status statefulset/web --timeout="$TIMEOUT"
      kubectl wait --for=jsonpath='{.status.replicas}'=2 statefulset/web --timeout="$TIMEOUT"

      # +1:00
      kubectl scale statefulset/web --replicas=4
      # The session went on before this was done: StatefulSet web (2 of 4 ready).
      pass 3

      # +1:03
      # fault: the containers of Pod web-1 crash
      #   kubectl exec web-1 -- sh -c 'kill 1' ends its container once
      # The session went on before this was done: StatefulSet web (3 of 4 ready).
      pass 20

      # +1:23
      # end of fault: the containers of Pod web-1 crash
      kubectl rollout status statefulset/web --timeout="$TIMEOUT"
      kubectl wait --for=jsonpath='{.status.replicas}'=4 statefulset/web --timeout="$TIMEOUT"

      # +3:23
      kubectl apply -f manifests/version-2/web.yaml
      kubectl rollout status statefulset/web --timeout="$TIMEOUT"
      kubectl wait --for=jsonpath='{.status.replicas}'=2 statefulset/web --timeout="$TIMEOUT"

      # +6:43
      kubectl cordon node-2

      # +6:43
      kubectl delete pod nope || :

      # +6:44
      # for i in 3 2; do kubectl scale sts web --replicas=$i; done
      kubectl patch statefulsets.apps web -n default --type=merge --subresource=scale --patch-file=requests/001.json

      # +6:44
      # for i in 3 2; do kubectl scale sts web --replicas=$i; done
      kubectl patch statefulsets.apps web -n default --type=merge --subresource=scale --patch-file=requests/002.json
      kubectl rollout status statefulset/web --timeout="$TIMEOUT"
      kubectl wait --for=jsonpath='{.status.replicas}'=2 statefulset/web --timeout="$TIMEOUT"

      # +10:44: the end of the session.
      "
    `);
    expect(files.map(({ path }) => path)).toEqual([
      'README.md',
      'run.sh',
      'manifests/web.yaml',
      'manifests/version-2/web.yaml',
      'requests/001.json',
      'requests/002.json',
      'cluster.yaml',
      'session.statefulset-playground.json',
    ]);
  });

  it('gives the same objects when it is imported again, also by a link and after a reset', async () => {
    const session = await busySession();
    const folder = await session.exportFolder();
    const text = fromZip(toZip(folder), '/cluster.yaml')!;
    const { playback, moment } = session.store.getState();
    const other = createSession({ seed: 5, files: [{ name: 'a.yaml', text: '' }] });
    await other.ready;
    const report = await other.importCluster(text, playback.endMs);
    expect(report?.notes).toEqual([]);
    expect(report?.taken.find(({ kind }) => kind === 'Pod')?.count).toBe(2);
    expect(clusterYaml(other.store.getState().moment.reader)).toBe(clusterYaml(moment.reader));
    const [file, ...others] = other.store.getState().files;
    expect([file?.name, others]).toEqual(['imported.yaml', []]);
    expect(file?.text.match(/^ {2}name: .*/gm)).toEqual(['  name: nginx', '  name: web']);
    const { history, start } = other.store.getState();
    const index = createHistoryReader()(history, start);
    expect(timelineLanes(index).map(({ name }) => name)).toEqual(['web', 'web-0', 'web-1']);
    const { updateRevision } = moment.reader.get('statefulsets.apps', 'default', 'web')!.status;
    expect(index.revisionIndex('default/web', updateRevision!)).toBeLessThan(
      index.revisionIndex('default/web', 'next'),
    );
    await other.apply('imported.yaml');
    pass(other, 30_000);
    expect(other.store.getState().moment.reader.list('pods')).toEqual(moment.reader.list('pods'));
    await other.command('kubectl scale statefulset/web --replicas=3');
    pass(other, 60_000);
    const third = createSession({ link: other.shareLink('http://x/').slice('http://x/'.length) });
    await third.ready;
    expect(clusterYaml(third.store.getState().moment.reader)).toBe(clusterYaml(other.store.getState().moment.reader));
    third.reset();
    expect(clusterYaml(third.store.getState().moment.reader)).toBe(clusterYaml(moment.reader));
  });

  it('tells when a text has nothing to import', async () => {
    const session = createSession({ seed: 5, files: [{ name: 'a.yaml', text: '' }] });
    await session.ready;
    expect(await session.importCluster('kind: DaemonSet\napiVersion: apps/v1\nmetadata: {name: x}', 1)).toBeUndefined();
    expect(session.store.getState().notices.at(-1)?.text).toContain('kind DaemonSet (apps/v1) is not simulated');
  });
});
