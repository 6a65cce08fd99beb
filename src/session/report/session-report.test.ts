import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSession } from '../session.ts';
import type { Session } from '../session-contract.ts';
import { reportFolder } from './report-folder.ts';

const web = readFileSync('public/examples/web.yaml', 'utf8');
const silent = { stdout: () => undefined, stderr: () => undefined, signal: new AbortController().signal };

function pass(session: Session, ms: number): void {
  session.passTime(ms);
  while (session.store.getState().playback.playing) session.advance(16);
}

async function markdownOf(session: Session): Promise<string> {
  const tell = await session.reporter();
  return reportFolder(tell('http://localhost/'), session.shared(), ({ atMs }) => ({
    path: `stage-${atMs}.svg`,
    svg: '<svg/>',
    text: 'The stage',
  })).files[0]!.text;
}

const partOf = (markdown: string, title: string): string => markdown.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;

async function busySession(): Promise<Session> {
  const session = createSession({ seed: 1, files: [{ name: 'web.yaml', text: web }] });
  await session.ready;
  session.pause();
  await session.apply('web.yaml');
  pass(session, 60_000);
  session.setBookmark('both | ready');
  session.setFault({ type: 'pull-error', image: 'registry.k8s.io/nginx-slim:0.99' }, true);
  session.setText('web.yaml', web.replace(/nginx-slim:\S+/, 'nginx-slim:0.99'));
  await session.apply('web.yaml');
  pass(session, 40_000);
  await session.runTerminal('kubectl get pods', silent);
  await session.runTerminal('kubectl get pod nope', silent);
  return session;
}

describe('the report of a session', () => {
  it('tells what was done, what came of it and why', async () => {
    const session = await busySession();
    const text = await markdownOf(session);
    expect(text).toMatch(/^# StatefulSet web\n\n- Kubernetes v1\.36/);
    expect(text.match(/^## .*/gm)).toEqual([
      '## How it stands',
      '## Why',
      '## What was done',
      '## Bookmarks',
      '## The objects',
      '## Manifests',
      '## Events',
    ]);
    expect(partOf(text, 'What was done')).toMatchInlineSnapshot(`
      "
      **00:00.0**

      \`\`\`console
      $ kubectl apply -f web.yaml
      service/nginx created
      statefulset.apps/web created
      \`\`\`

      **01:00.0** fault: image registry.k8s.io/nginx-slim:0.99 cannot be pulled

      **01:00.0** \`web.yaml\` had changed:

      \`\`\`diff
      @@ -30,7 +30,7 @@
           spec:
             containers:
               - name: nginx
      -          image: registry.k8s.io/nginx-slim:0.21
      +          image: registry.k8s.io/nginx-slim:0.99
                 ports:
                   - containerPort: 80
                     name: web
      \`\`\`

      \`\`\`console
      $ kubectl apply -f web.yaml
      service/nginx unchanged
      statefulset.apps/web configured
      \`\`\`

      **01:40.0**

      \`\`\`console
      $ kubectl get pods
      NAME    READY   STATUS             RESTARTS   AGE
      web-0   1/1     Running            0          100s
      web-1   0/1     ImagePullBackOff   0          39s
      \`\`\`

      **01:40.0** (exit code 1)

      \`\`\`console
      $ kubectl get pod nope
      Error from server (NotFound): pods "nope" not found
      \`\`\`
      "
    `);
    expect(partOf(text, 'Bookmarks')).toContain('### 01:00.0 both &#124; ready\n\nAll 2 Pods of web are Ready');
    expect(partOf(text, 'Bookmarks')).toContain('![The stage](stage-60000.svg)');
    expect(partOf(text, 'Why')).toContain('**Fails** (Image pull) Pod `web-1`');
    expect(partOf(text, 'The objects')).toContain(
      '$ kubectl get statefulsets\nNAME   READY   AGE\nweb    1/2     100s',
    );
    let events = '';
    const io = { ...silent, stdout: (more: string) => void (events += more) };
    await session.runTerminal('kubectl get events --sort-by=.metadata.creationTimestamp', io);
    expect(partOf(text, 'Events')).toContain(events);
  });

  it('tells the same when it is opened by its link, but for what was only looked at', async () => {
    const session = await busySession();
    const again = createSession({ link: new URL(session.shareLink('http://localhost/')).hash });
    await again.ready;
    const [first, second] = [await markdownOf(session), await markdownOf(again)];
    const looked = first.indexOf('**01:40.0**\n\n```console\n$ kubectl get pods');
    const lookedEnd = first.indexOf('\n## Bookmarks');
    expect(second).toBe(first.slice(0, looked).trimEnd() + '\n' + first.slice(lookedEnd));
  });

  it('tells a moment of the past as it was, and forgets what a fork drops', async () => {
    const session = await busySession();
    const { startMs } = session.store.getState().playback;
    session.seek(startMs + 30_000);
    const past = await markdownOf(session);
    expect(past).toContain('Told as it was after 00:30.0');
    expect(partOf(past, 'What was done')).not.toContain('0.99');
    await session.command('kubectl scale statefulset/web --replicas=3');
    expect(partOf(await markdownOf(session), 'What was done').match(/^\$ .*/gm)).toEqual([
      '$ kubectl apply -f web.yaml',
      '$ kubectl scale statefulset/web --replicas=3',
    ]);
    session.undoFork();
    expect(await markdownOf(session)).toContain('pods "nope" not found');
  });
});
