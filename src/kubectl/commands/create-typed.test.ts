import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../testing/run-kubectl.ts';
import { scenario } from '../../testing/scenario.ts';

const certificate = '-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n';
const key = '-----BEGIN PRIVATE KEY-----\nAAEC\n-----END PRIVATE KEY-----\n';
const files = { 'cert.pem': certificate, 'key.pem': key, 'text.txt': 'text' };

describe('objects that kubectl holds as structs', () => {
  const { simulation, ...world } = scenario();
  const run = async (line: string): Promise<string> => {
    const { stdout, stderr } = await runCommandLine(simulation, line, { files });
    return stdout + stderr;
  };
  /** The keys of the JSON that a line prints, as they come. */
  const keysOf = async (line: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    JSON.parse(await run(line), (_, value: unknown) => {
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) keys.push(Object.keys(value).join(' '));
      return value;
    });
    return keys.reverse();
  };

  it('print their JSON in the order of their fields', async () => {
    expect(await keysOf('create deployment x --image=y --port=80 --dry-run=client -o json')).toEqual([
      'kind apiVersion metadata spec status',
      '',
      'replicas selector template strategy',
      '',
      'metadata spec',
      'containers',
      'name image ports resources',
      '',
      'containerPort',
      'labels',
      'app',
      'matchLabels',
      'app',
      'name labels',
      'app',
    ]);
    expect(await keysOf('create role x --verb=get --resource=pods --dry-run=client -o json')).toContain(
      'verbs apiGroups resources',
    );
    expect(await keysOf('create configmap x --from-literal=z=1 --from-literal=a=2 -o json')).toEqual([
      'kind apiVersion metadata data',
      'a z',
      'name namespace uid resourceVersion creationTimestamp',
    ]);
    // What is held as it came is sorted.
    expect((await keysOf('get configmap x -o json'))[0]).toBe('apiVersion data kind metadata');
    expect((await keysOf('label configmap x a=b -o json'))[0]).toBe('apiVersion data kind metadata');
  });

  it('print a changed template in that order, too', async () => {
    await run('create deployment web --image=nginx');
    world.run(30);
    const keys = await keysOf('set image deploy/web nginx=nginx:2 -o json');
    expect(keys[0]).toBe('kind apiVersion metadata spec status');
    expect(keys).toContain('replicas selector template strategy revisionHistoryLimit progressDeadlineSeconds');
    expect((await keysOf('rollout restart deploy/web -o json'))[0]).toBe('kind apiVersion metadata spec status');
    expect((await keysOf('rollout history deploy/web -o json --revision=1'))[0]).toBe(
      'kind apiVersion metadata spec status',
    );
    expect((await keysOf('taint node node-1 a=b:NoSchedule -o json'))[0]).toBe('kind apiVersion metadata spec status');
  });

  it('makes TLS Secrets of files that look like it', async () => {
    expect(await run('create secret tls t --cert=cert.pem --key=key.pem')).toBe('secret/t created\n');
    expect(await run('get secret t')).toMatch(/^NAME +TYPE +DATA +AGE\nt +kubernetes.io\/tls +2 +\d+s\n$/);
    const refusals: readonly (readonly [string, string])[] = [
      ['', 'key and cert must be specified'],
      ['--cert=no --key=key.pem', 'Cannot read file no, open no: no such file or directory'],
      ['--cert=text.txt --key=key.pem', 'tls: failed to find any PEM data in certificate input'],
      ['--cert=cert.pem --key=text.txt', 'tls: failed to find any PEM data in key input'],
      ['--cert=cert.pem --key=cert.pem', 'tls: found a certificate rather than a key in the PEM for the private key'],
      [
        '--cert=key.pem --key=key.pem',
        'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
      ],
    ];
    for (const [flags, message] of refusals) {
      expect(await run(`create secret tls u ${flags}`)).toBe(`error: ${message}\n`);
    }
  });

  it('shows a CronJob, and makes none', async () => {
    const line = 'create cronjob c --image=busybox --schedule="*/1 * * * *"';
    expect(await run(`${line} --dry-run=client -o yaml -- date`)).toBe(`apiVersion: batch/v1
kind: CronJob
metadata:
  name: c
spec:
  jobTemplate:
    metadata:
      name: c
    spec:
      template:
        metadata: {}
        spec:
          containers:
          - command:
            - date
            image: busybox
            name: c
            resources: {}
          restartPolicy: OnFailure
  schedule: '*/1 * * * *'
status: {}
`);
    expect(await run(line)).toBe('error: CronJob is not part of this playground\n');
    expect(await run('create cronjob c --image=x')).toBe('error: required flag(s) "schedule" not set\n');
  });
});
