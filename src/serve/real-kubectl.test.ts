import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sameJson } from '../lib/same-json.ts';
import { createCluster } from '../sim/cluster.ts';
import type { Simulation } from '../sim/simulation.ts';
import { maskOutput, sameOutput } from '../testing/conformance/mask-output.ts';
import { acrossVersions, kubectlMissing, RealKubectl, type Output } from '../testing/real-kubectl.ts';
import { runCommandLine } from '../testing/run-kubectl.ts';
import { ClusterClock, type Speed } from './cluster-clock.ts';
import { startServer, type RunningServer } from './server.ts';

const missing = kubectlMissing();
const web = readFileSync('public/examples/web.yaml', 'utf8');
const webChanged = web.replace('replicas: 2', 'replicas: 3');
const applied = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  # A comment that only YAML has.
  colour: blue
`;
const unknown = 'apiVersion: none.example.com/v1\nkind: Thing\nmetadata:\n  name: one\n';
const files = { 'unknown.yaml': unknown, 'web.yaml': web, 'changed.yaml': webChanged, 'settings.yaml': applied };

interface Served {
  readonly simulation: Simulation;
  readonly clock: ClusterClock;
  readonly server: RunningServer;
  readonly kubectl: RealKubectl;
}

/** A cluster that began an hour ago: ages that kubectl counts by its own clock have some meaning. */
async function serve(speed: Speed): Promise<Served> {
  const simulation = createCluster({ startMs: Date.now() - 3_600_000 });
  const clock = new ClusterClock(simulation, speed);
  const server = await startServer({ target: () => ({ simulation, clock }) });
  clock.start();
  return { simulation, clock, server, kubectl: new RealKubectl(server.apiUrl, files) };
}

async function end({ clock, server, kubectl }: Served): Promise<void> {
  clock.stop();
  await server.close();
  kubectl.remove();
}

if (missing) describe('a real kubectl', () => it.skip(missing, () => undefined));

describe.skipIf(missing)('a real kubectl and the one of the page say the same of the same cluster', () => {
  let served: Served;

  beforeAll(async () => {
    served = await serve(0);
    const { simulation, kubectl } = served;
    for (const line of [
      'apply -f web.yaml',
      'create deployment front --image=nginx:1.27 --replicas=2',
      'create configmap settings --from-literal=colour=blue',
      'create secret generic keys --from-literal=key=value',
      'create poddisruptionbudget web --selector=app=nginx --min-available=1',
      'run alone --image=busybox:1.36 --restart=Never -- sleep 3600',
    ]) {
      expect(await kubectl.run(line)).toMatchObject({ stderr: '', exitCode: 0 });
      simulation.runUntil(simulation.nowMs + 20_000);
    }
  });

  afterAll(() => end(served));

  it.each([
    'get nodes -o wide',
    'get all -A',
    'get pods -o wide --show-labels',
    'get pods -L app --sort-by=.metadata.name',
    'get pods -o name',
    'get pods -o yaml',
    'get sts web -o json',
    'get sts web -o yaml --show-managed-fields',
    'get pods -o jsonpath={.items[*].metadata.name}',
    'get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName',
    'get pods -o go-template={{range.items}}{{.metadata.name}}{{end}}',
    'get pvc,pv,sc,pdb,cm,secrets',
    'get svc,endpoints,endpointslices',
    'get deploy,rs,controllerrevisions -o wide',
    'get pods nope',
    'get foos',
    'get pods -l app=none',
    'get pods --field-selector=status.phase=Running',
    'get pods --field-selector=spec.colour=red',
    'describe sts web',
    'describe pod web-0',
    'describe node node-1',
    'describe svc nginx',
    'describe pvc www-web-0',
    'describe deploy front',
    'describe configmap settings',
    'describe secret keys',
    'describe pdb web',
    'explain sts.spec',
    'explain pod.spec.containers --recursive',
    'explain svc.spec.type',
    'explain deploy.spec.nope',
    'rollout status sts/web',
    'rollout history sts/web',
    'rollout history sts/web --revision=1',
    'api-resources -o wide',
    'api-versions',
    'logs web-0 --tail=2',
    'logs web-0 -c nope',
    'logs nope',
    'exec web-0 -- hostname',
    'exec web-0 -- sh -c "echo out; echo err >&2; exit 3"',
    'exec web-0 -- nosuch',
    'auth can-i create pods',
    'auth can-i --list',
    'auth can-i create foos',
    'auth whoami',
    'auth whoami -o yaml',
    'auth whoami -o json',
    'autoscale svc nginx --max=2',
    'autoscale sts web --max=2 --min=3',
    'top pods',
    'apply -f unknown.yaml',
    'events --for pod/web-0',
    'events --types=Warning',
    'get events --field-selector=reason=Scheduled',
    'set image sts/web nginx=nginx:1.27 --dry-run=server',
    'set env sts/web --list',
    'logs -l app=nginx --prefix --tail=1',
    'exec sts/web -- hostname',
    'api-resources --api-group=apps',
    'explain hpa.spec',
    'config get-contexts',
    'get --raw /version',
    'get --raw /api/v1/namespaces/default/pods/nope',
    'create namespace n --dry-run=server -o yaml',
    'create deployment dd --image=nginx --dry-run=client -o yaml',
    'run x --image=nginx --dry-run=server -o yaml',
    'apply -f settings.yaml --dry-run=server -o yaml',
    `patch sts web --type=merge -p '{"spec":{"replicas":-1}}'`,
    `patch sts web --type=json -p '[{"op":"test","path":"/spec/replicas","value":7}]'`,
    'scale sts web --replicas=2 --current-replicas=7',
    'diff -f changed.yaml',
    'diff -f web.yaml',
    'wait --for=condition=Ready pod/web-0',
  ])('%s', async (line) => {
    const { simulation, kubectl } = served;
    const real = await kubectl.run(line);
    const ours = await runCommandLine(simulation, line, { files, timeoutMs: 0 });
    const shown = ({ stdout, stderr, exitCode }: Output, widths: boolean): Output => ({
      stdout: inSomeOrder(line, comparable(stdout, widths)),
      stderr: comparable(stderr, widths),
      exitCode,
    });
    const same = sameJson({ ...shown(real, true) }, { ...shown(ours, true) });
    if (!same) expect(shown(real, false)).toEqual(shown(ours, false));
  });
});

/** kubectl keeps the logs of several Pods in a Go map: in which order they come is a matter of chance. */
function inSomeOrder(line: string, text: string): string {
  return line.startsWith('logs -l ') ? text.split('\n').toSorted().join('\n') : text;
}

/** The text but for ages and scratch folders, in the words of all versions. Where there are ages, columns may be wider. */
function comparable(text: string, widths: boolean): string {
  const masked = acrossVersions(text)
    .replaceAll(/(?<![\w./:=-])(?:(?:\d+[ydhms]){1,2}|<invalid>)(?![\w./:=%-])/g, '<age>')
    .replaceAll(/\/tmp\/(LIVE|MERGED)-\d+/g, '$1')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<time>');
  return widths || !masked.includes('<age>') ? masked : masked.replaceAll(/[ -]{2,}/g, '  ');
}

describe.skipIf(missing)('a real kubectl and the one of the page bring about the same', () => {
  let served: Served;
  const ours = createCluster({ startMs: Date.now() - 3_600_000 });

  beforeAll(async () => {
    served = await serve('max');
  });

  afterAll(() => end(served));

  async function settle(): Promise<void> {
    const { simulation } = served;
    const isBusy = (): boolean => (simulation.nextForegroundMs ?? Infinity) < simulation.nowMs + 60_000;
    for (let round = 0; round < 2000 && isBusy(); round++) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    ours.runUntilSettled();
  }

  it.each([
    'apply -f web.yaml',
    'rollout status sts/web --timeout=120s',
    'get pods,pvc',
    'apply -f web.yaml',
    'apply -f changed.yaml',
    'scale sts web --replicas=4',
    'label pod web-0 tier=first',
    'annotate sts web note=here --overwrite',
    `patch sts web -p '{"spec":{"replicas":3}}'`,
    `patch sts web --type=merge -p '{"spec":{"minReadySeconds":1}}'`,
    `patch sts web --type=json -p '[{"op":"remove","path":"/spec/minReadySeconds"}]'`,
    `patch sts web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
    'set image sts/web nginx=registry.k8s.io/nginx-slim:0.24',
    'rollout history sts/web',
    'get controllerrevisions',
    'rollout undo sts/web',
    'rollout restart sts/web',
    'apply --server-side -f settings.yaml',
    'apply --server-side -f settings.yaml --field-manager=other',
    'apply --server-side -f web.yaml',
    'create configmap made --from-literal=a=b',
    'create job once --image=busybox:1.36 -- true',
    'create deployment front --image=nginx:1.27 --replicas=2',
    'expose deployment front --port=80',
    'run alone --image=nginx:1.27',
    'wait --for=condition=Ready pod/alone --timeout=60s',
    'cordon node-1',
    'uncordon node-1',
    'taint node node-1 dedicated=x:NoSchedule',
    'taint node node-1 dedicated-',
    'drain node-2 --ignore-daemonsets --force --delete-emptydir-data --timeout=120s',
    'uncordon node-2',
    'delete pod web-0 --wait=false',
    'delete pod alone --ignore-not-found --grace-period=0 --force',
    'delete sts web --cascade=orphan',
    'get pods -l app=nginx -o name',
    'apply -f web.yaml',
    'delete deployment front --cascade=foreground',
    'delete -f web.yaml',
    'get all',
  ])('%s', async (line) => {
    const real = await served.kubectl.run(line);
    const mine = await runCommandLine(ours, line, { files });
    await settle();
    const shown = ({ stdout, stderr, exitCode }: Output): string =>
      acrossVersions(`${sortedLines(line, stdout)}\n[stderr]\n${sortedLines(line, stderr)}\n[${exitCode}]`);
    if (!sameOutput(shown(real), shown(mine)))
      expect(maskOutput(shown(real), true)).toBe(maskOutput(shown(mine), true));
  });
});

/** Where the node is that a Pod runs on, and the order in which Pods leave it, is a matter of chance. */
function sortedLines(line: string, text: string): string {
  return line.startsWith('drain') ? '' : text;
}

describe.skipIf(missing)('streams to a real kubectl', () => {
  let served: Served;

  beforeAll(async () => {
    // Fast, and yet slow enough that a Pod is not gone before the second command has started.
    served = await serve(20);
    expect((await served.kubectl.run('apply -f web.yaml')).exitCode).toBe(0);
    expect((await served.kubectl.run('rollout status sts/web --timeout=120s')).exitCode).toBe(0);
  });

  afterAll(() => end(served));

  it('get -w shows what happens while it runs', async () => {
    // Deletes as soon as the watch has shown what there is, and ends it when the other Pod is there.
    let deleted: Promise<Output> | undefined;
    const onOutput = (shown: string, stop: () => void): void => {
      if (/web-1 /.test(shown)) deleted ??= served.kubectl.run('delete pod web-1');
      if (/Pending[^]*web-1 +1\/1 +Running/.test(shown)) stop();
    };
    const { stdout } = await served.kubectl.run('get pods -w --no-headers', { onOutput });
    await deleted;
    expect(stdout).toMatch(/web-1 +1\/1 +Terminating/);
    expect(stdout).toMatch(/web-1 +0\/1 +Pending/);
    expect(stdout).toMatch(/web-1 +1\/1 +Running/);
  });

  it('logs -f goes on until the container is over', async () => {
    let deleted: Promise<Output> | undefined;
    const onOutput = (): void => void (deleted ??= served.kubectl.run('delete pod web-0 --wait=false'));
    const { stdout, exitCode } = await served.kubectl.run('logs -f web-0', { onOutput });
    await deleted;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('start worker process');
  });

  it('exec passes stdin, and types into a shell', async () => {
    await served.kubectl.run('rollout status sts/web --timeout=120s');
    expect((await served.kubectl.run('exec -i web-0 -- cat', { stdin: 'hello\n' })).stdout).toBe('hello\n');
    const shell = await served.kubectl.run('exec -i web-0 -- sh', { stdin: 'cd /tmp\npwd\nexit 4\n' });
    expect(shell).toMatchObject({ stdout: '/tmp\n', exitCode: 4 });
  });

  it('run -i attaches to the process that it starts', async () => {
    const once = await served.kubectl.run('run once --image=busybox:1.36 -i --rm --restart=Never -- echo hi');
    expect({ ...once, stdout: acrossVersions(once.stdout) }).toMatchObject({
      stdout: 'hi\npod "once" deleted\n',
      exitCode: 0,
    });
    const shell = await served.kubectl.run('run shell --image=busybox:1.36 -i --restart=Never -- sh', {
      stdin: 'hostname\nexit 3\n',
    });
    expect(shell).toMatchObject({ stdout: 'shell\n', exitCode: 3 });
  });

  it('what cannot be upgraded is refused in words', async () => {
    const { stderr, exitCode } = await served.kubectl.run('port-forward web-0 18080:80');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error upgrading connection');
  });
});
