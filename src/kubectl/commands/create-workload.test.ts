import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../testing/run-kubectl.ts';
import { scenario } from '../../testing/scenario.ts';

describe('kubectl create', () => {
  const { simulation, ...world } = scenario();
  const run = async (line: string): Promise<string> => {
    const { stdout, stderr } = await runCommandLine(simulation, line);
    return stdout + stderr;
  };

  it('shows a Deployment before it makes it', async () => {
    expect(
      await run(
        'create deployment web --image=docker.io/library/nginx:1.25 --replicas=2 --port=80 --dry-run=client -o yaml',
      ),
    ).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app: web
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  strategy: {}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: docker.io/library/nginx:1.25
        name: nginx
        ports:
        - containerPort: 80
        resources: {}
status: {}
`);
    expect(await run('create deploy web --image=nginx --replicas=2')).toBe('deployment.apps/web created\n');
    expect(await run('expose deploy web --port=80')).toBe('service/web exposed\n');
    await run('rollout status deploy/web');
    expect(world.get('services', 'web')!.spec.selector).toEqual({ app: 'web' });
    expect(world.get('endpoints', 'web')!.subsets![0]!.addresses).toHaveLength(2);
    expect(await run('create deploy web --image=nginx')).toBe(
      'error: failed to create deployment: deployments.apps "web" already exists\n',
    );
    expect(await run('create deploy two --image=a --image=b -- date')).toBe(
      'error: cannot specify multiple --image options and command\n',
    );
  });

  it('makes a Job that runs a command, and describes it', async () => {
    expect(await run('create job once --image=busybox -- echo hello')).toBe('job.batch/once created\n');
    expect(await run('wait --for=condition=complete job/once --timeout=60s')).toBe('job.batch/once condition met\n');
    expect(await run('logs job/once')).toBe('hello\n');
    expect(await run('get job once')).toMatch(
      /^NAME +STATUS +COMPLETIONS +DURATION +AGE\nonce +Complete +1\/1 +\d+s +\d+s\n$/,
    );
    const described = await run('describe job once');
    expect(described).toMatch(/\nPods Statuses: +0 Active \(0 Ready\) \/ 1 Succeeded \/ 0 Failed\n/);
    expect(described).toMatch(/ Normal +Completed +\S+ +job-controller +Job completed\n/);
    expect(await run('create job other --from=cronjob/x')).toBe('error: CronJob is not part of this playground\n');
  });

  it('makes a PriorityClass, and lists it beside those of the system', async () => {
    expect(await run('create priorityclass high --value=1000 --description=x')).toBe(
      'priorityclass.scheduling.k8s.io/high created\n',
    );
    const names = world.list('priorityclasses.scheduling.k8s.io').map(({ metadata }) => metadata.name);
    expect(names).toEqual(['high', 'system-cluster-critical', 'system-node-critical']);
    expect(await run('delete pc system-node-critical')).toContain(
      'this is a system priority class and cannot be deleted',
    );
  });
});
