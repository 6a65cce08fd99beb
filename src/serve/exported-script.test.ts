import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClusterReader } from '../api/reader.ts';
import { createSession } from '../session/session.ts';
import { createCluster } from '../sim/cluster.ts';
import { kubectlMissing, type Output } from '../testing/real-kubectl.ts';
import { ClusterClock } from './cluster-clock.ts';
import { kubeconfigText } from './kubeconfig.ts';
import { startServer } from './server.ts';

const missing = kubectlMissing();
const speed = 20;

/** What a user sees of sets, Pods, claims and nodes, without what time and chance decide. */
function stateOf(reader: ClusterReader): object {
  return {
    sets: reader.list('statefulsets.apps').map(({ metadata: { name, generation }, spec, status }) => ({
      name,
      generation,
      spec,
      status,
    })),
    pods: reader.list('pods').map(({ metadata: { name, labels }, spec, status }) => ({
      name,
      labels,
      images: spec.containers.map(({ image }) => image),
      phase: status.phase,
    })),
    claims: reader
      .list('persistentvolumeclaims')
      .map(({ metadata: { name }, status }) => ({ name, phase: status.phase })),
    revisions: reader.list('controllerrevisions.apps').map(({ metadata: { name }, revision }) => ({ name, revision })),
    data: reader
      .list('configmaps')
      .filter(({ metadata: { name } }) => name !== 'kube-root-ca.crt')
      .map(({ metadata: { name, namespace }, data }) => ({ name, namespace, data })),
    nodes: reader.list('nodes').map(({ metadata: { name }, spec }) => ({ name, unschedulable: spec.unschedulable })),
  };
}

function runScript(folder: string, kubeconfig: string): Promise<Output> {
  return new Promise((resolve, reject) => {
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      KUBECONFIG: kubeconfig,
      KUBECTL: process.env['KUBECTL'] ?? 'kubectl',
      SPEED: String(speed),
    };
    const child = spawn('sh', ['run.sh', '-y'], { cwd: folder, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ stdout, stderr, exitCode: code ?? -1 }));
  });
}

describe.skipIf(missing)(`the script of a session, run by a real kubectl${missing ? ` (${missing})` : ''}`, () => {
  it('ends in the same state', async () => {
    const web = readFileSync('public/examples/web.yaml', 'utf8');
    const session = createSession({ seed: 1, files: [{ name: 'web.yaml', text: web }] });
    await session.ready;
    session.pause();
    const pass = (ms: number): void => {
      session.passTime(ms);
      while (session.store.getState().playback.playing) session.advance(16);
    };
    await session.apply('web.yaml');
    pass(90_000);
    await session.command('kubectl scale statefulset/web --replicas=3');
    pass(90_000);
    await session.command(`k patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}'`);
    pass(5000);
    session.setText('web.yaml', web.replace('replicas: 2', 'replicas: 4').replace(/nginx-slim:\S+/, 'nginx-slim:0.99'));
    await session.apply('web.yaml');
    pass(4000);
    await session.command('kubectl scale statefulset/web --replicas=5');
    pass(200_000);
    await session.command('kubectl delete pod nope');
    const io = { stdout: () => undefined, stderr: () => undefined, signal: new AbortController().signal };
    await session.runTerminal('for i in 3 2; do kubectl scale sts web --replicas=$i; done', io);
    pass(90_000);
    await session.command('kubectl cordon node-2');
    // Names, quotes and documents that a shell could take for its own.
    const odd = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: odd\ndata:\n  text: it's "$HOME" \`x\`\n`;
    session.addFile("it's (1).yaml", odd);
    await session.apply("it's (1).yaml");
    await session.command('kubectl create namespace team');
    await session.runTerminal(`kubectl apply -n team -f - <<'EOF'\n${odd}EOF`, io);
    await session.runTerminal(`kubectl patch cm odd -p '{"data":{"more":"it'"'"'s \\"quoted\\" $X"}}'`, io);
    await session.runTerminal(
      "kubectl delete cm odd -n team --dry-run=server && kubectl annotate cm odd n='a; $(b)'",
      io,
    );
    const { files } = await session.exportFolder();

    const folder = mkdtempSync(join(tmpdir(), 'playground-export-'));
    const simulation = createCluster({ seed: 2, startMs: Date.now() });
    const clock = new ClusterClock(simulation, speed);
    const server = await startServer({ target: () => ({ simulation, clock }) });
    clock.start();
    try {
      for (const { path, text } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      writeFileSync(join(folder, 'kubeconfig'), kubeconfigText(server.apiUrl));
      const output = await runScript(folder, join(folder, 'kubeconfig'));
      expect(output.exitCode, output.stdout + output.stderr).toBe(0);
      expect(stateOf(simulation.reader)).toEqual(stateOf(session.store.getState().moment.reader));
    } finally {
      clock.stop();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
