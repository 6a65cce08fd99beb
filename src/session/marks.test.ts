import { describe, expect, it } from 'vitest';
import type { Session } from './session-contract.ts';
import { createSession } from './session.ts';
import type { ShellIo } from './shell-io.ts';

const set = 'web-statefulset';

async function settled(): Promise<Session> {
  const session = createSession({ seed: 3 });
  await session.ready;
  settle(session);
  return session;
}

function settle(session: Session): void {
  session.pause();
  session.runUntilSettled();
  while (session.store.getState().playback.playing) session.advance(16);
}

const quiet = (more: Partial<ShellIo> = {}): ShellIo => ({
  stdout: () => undefined,
  stderr: () => undefined,
  signal: new AbortController().signal,
  ...more,
});

const marksOf = (session: Session): readonly string[] => session.store.getState().marks.map(({ label }) => label);

async function reopened(session: Session): Promise<Session> {
  const other = createSession({ link: new URL(session.shareLink('http://localhost/')).hash });
  await other.ready;
  other.pause();
  return other;
}

const podsOf = (session: Session, namespace = 'default'): readonly string[] =>
  session.store
    .getState()
    .moment.reader.list('pods', namespace)
    .map(({ metadata }) => `${metadata.name} ${metadata.uid}`);

describe('what command lines leave', () => {
  it('marks the requests of a shell line with the line, once a moment, also in a link', async () => {
    const session = await settled();
    const line = `for i in 0 1; do kubectl label pod ${set}-$i tier=front; done; kubectl get pods`;
    expect(await session.runTerminal(line, quiet({ terminal: {} }))).toBe(0);
    expect(marksOf(session)).toEqual(['kubectl apply -f manifest.yaml', line]);
    const other = await reopened(session);
    expect(marksOf(other)).toEqual(marksOf(session));
    expect(other.store.getState().marks).toEqual(session.store.getState().marks);
    expect(podsOf(other)).toEqual(podsOf(session));
  });

  it('marks a line that acts over time once, and two equal commands twice', async () => {
    const session = await settled();
    const line = `for i in 0 1; do kubectl label pod ${set}-$i tier=front; sleep 20; done`;
    session.play();
    const running = session.runTerminal(line, quiet({ terminal: {} }));
    const progress = { done: false };
    void running.then(() => (progress.done = true));
    while (!progress.done) {
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
      session.advance(1000);
    }
    const mark = session.store.getState().marks.at(-1)!;
    expect(marksOf(session)).toEqual(['kubectl apply -f manifest.yaml', line]);
    expect(mark.untilMs! - mark.atMs).toBeGreaterThanOrEqual(20_000);
    for (const delayMs of [1000, 5000]) {
      await session.runTerminal(`kubectl annotate pod ${set}-0 --overwrite note=again`, quiet());
      session.advance(delayMs);
    }
    expect(marksOf(session)).toHaveLength(4);
  });

  it('marks neither what only reads, nor a watch while another terminal acts', async () => {
    const session = await settled();
    const watch = new AbortController();
    const watching = session.runTerminal('kubectl get pods -w', quiet({ signal: watch.signal }));
    await session.runTerminal(`kubectl scale sts ${set} --replicas=4`, quiet());
    settle(session);
    watch.abort();
    await watching;
    await session.runTerminal(`kubectl scale sts ${set} --replicas=1 --dry-run=server`, quiet());
    expect(marksOf(session)).toEqual(['kubectl apply -f manifest.yaml', `kubectl scale sts ${set} --replicas=4`]);
  });

  it('keeps what a line means: its namespace and each file that it read', async () => {
    const session = await settled();
    session.addFile('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: first\n');
    session.addFile('b.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: second\n');
    for (const line of [
      'kubectl create namespace other',
      'kubectl config set-context --current --namespace other',
      'kubectl apply -f a.yaml -f b.yaml',
      'kubectl run lone --image=nginx',
    ]) {
      expect(await session.runTerminal(line, quiet())).toBe(0);
      settle(session);
    }
    session.setText('a.yaml', 'nothing any more');
    const other = await reopened(session);
    const names = (of: Session): readonly string[] =>
      of.store
        .getState()
        .moment.reader.list('configmaps', 'other')
        .map(({ metadata }) => metadata.name);
    expect(names(other)).toEqual(expect.arrayContaining(['first', 'second']));
    expect(podsOf(other, 'other')).toEqual(podsOf(session, 'other'));
    expect(marksOf(other)).toEqual(marksOf(session));
  });

  it('shows what a command has done before it ends, while the clock stands', async () => {
    const session = await settled();
    const stop = new AbortController();
    const deleting = session.runTerminal(`kubectl delete pod ${set}-1`, quiet({ signal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const pod = session.store.getState().moment.reader.get('pods', 'default', `${set}-1`);
    expect(pod?.metadata.deletionTimestamp).toBeDefined();
    expect(marksOf(session)).toHaveLength(2);
    stop.abort();
    await deleting;
  });
});

describe('what clicks leave in the terminal', () => {
  it('writes faults as comments, and their end', async () => {
    const session = await settled();
    session.setFault({ type: 'crash', namespace: 'default', pod: `${set}-0` }, true);
    session.setFault({ type: 'down', node: 'node-2' }, true);
    session.setFault({ type: 'down', node: 'node-2' }, false);
    expect(session.store.getState().echoes.map(({ command }) => command)).toEqual([
      'kubectl apply -f manifest.yaml',
      `# fault: the containers of Pod ${set}-0 crash`,
      '# fault: node node-2 is down',
      '# end of fault: node node-2 is down',
    ]);
  });

  it('shows a command that waits at once, what it says later, and lets it be ended', async () => {
    const session = await settled();
    await session.command(`kubectl create pdb all --selector=app=nginx --min-available=3`);
    settle(session);
    const draining = session.command('kubectl drain node-1 --ignore-daemonsets --force --delete-emptydir-data');
    await new Promise((resolve) => setTimeout(resolve, 250));
    const [begun] = session.store.getState().echoes.slice(-1);
    expect(begun?.command).toContain('kubectl drain node-1');
    expect(begun?.exitCode).toBeUndefined();
    expect(session.interruptPage()).toBe(true);
    await draining;
    const [ended] = session.store.getState().echoes.slice(-1);
    expect(ended).toMatchObject({ command: begun?.command, continued: true });
    expect(session.interruptPage()).toBe(false);
  });
});
