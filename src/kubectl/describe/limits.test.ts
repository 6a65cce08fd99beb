import { expect, it } from 'vitest';
import { runCommandLine } from '../../testing/run-kubectl.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';

const limits: object = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'small' },
  spec: {
    limits: [
      { type: 'Container', max: { cpu: '1' }, defaultRequest: { cpu: '100m', memory: '64Mi' } },
      { type: 'PersistentVolumeClaim', min: { storage: '1Gi' } },
    ],
  },
};

function shell(cluster: Scenario): (line: string) => Promise<string> {
  return async (line) => {
    const { stdout, stderr } = await runCommandLine(cluster.simulation, line);
    cluster.run(1);
    return stdout + stderr;
  };
}

it('creates, lists and describes quotas and limits', async () => {
  const cluster = scenario();
  const run = shell(cluster);
  expect(await run('create quota q --hard=pods=3,limits.cpu=2,requests.memory=1Gi --scopes=NotBestEffort')).toBe(
    'resourcequota/q created\n',
  );
  cluster.create(limits);
  expect(await run('run web --image=nginx')).toBe('pod/web created\n');
  expect((await run('get quota')).split('\n')[0]).toMatch(/^NAME +REQUEST +LIMIT +AGE$/);
  expect(await run('get quota')).toContain('q      pods: 1/3, requests.memory: 64Mi/1Gi   limits.cpu: 1/2');
  expect(await run('describe quota q')).toBe(`Name:       q
Namespace:  default
Scopes:     NotBestEffort
 * Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.
Resource         Used  Hard
--------         ----  ----
limits.cpu       1     2
pods             1     3
requests.memory  64Mi  1Gi
`);
  expect(await run('describe limits small')).toBe(`Name:                  small
Namespace:             default
Type                   Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
----                   --------  ---  ---  ---------------  -------------  -----------------------
Container              cpu       -    1    100m             1              -
Container              memory    -    -    64Mi             -              -
PersistentVolumeClaim  storage   1Gi  -    -                -              -
`);
  const namespace = await run('describe namespace default');
  expect(namespace).toContain('Resource Quotas\n  Name:   ');
  expect(namespace).toContain('Resource Limits\n Type ');
  expect(await run('get limits')).toMatch(/^NAME +CREATED AT\nsmall +2026-01-01T/);
});

it('refuses hard limits and scopes that are none', async () => {
  const run = shell(scenario());
  expect(await run('create quota q --hard=pods')).toBe(
    'error: invalid argument syntax pods, expected <resource>=<value>\n',
  );
  expect(await run('create quota q --hard=pods=x')).toContain('error: quantities must match the regular expression');
  expect(await run('create quota q --hard=pods=1 --scopes=Sometimes')).toContain(
    'spec.scopes: Invalid value: ["Sometimes"]',
  );
  expect(await run('create quota q --hard=pods=1 --dry-run=client -o yaml')).toBe(`apiVersion: v1
kind: ResourceQuota
metadata:
  name: q
spec:
  hard:
    pods: "1"
status: {}
`);
});
