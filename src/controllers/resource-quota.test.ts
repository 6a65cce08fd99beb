import { expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const quota = (hard: Readonly<Record<string, string>>): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'q' },
  spec: { hard },
});

const set = (replicas: number): object => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: {
    serviceName: 'web',
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'nginx', image: 'nginx', resources: { requests: { cpu: '250m' } } }] },
    },
  },
});

it('counts what is there, what comes and what goes', () => {
  const cluster = scenario();
  cluster.create(set(1));
  cluster.run(20);
  cluster.create(
    quota({ pods: '5', 'requests.cpu': '1', 'count/statefulsets.apps': '3', 'count/daemonsets.apps': '1' }),
  );
  cluster.run(1);
  const usedOf = (): unknown => cluster.get('resourcequotas', 'q')!.status.used;
  expect(usedOf()).toEqual({
    'count/daemonsets.apps': '0',
    'count/statefulsets.apps': '1',
    pods: '1',
    'requests.cpu': '250m',
  });
  cluster.patch('statefulsets.apps', 'web', { spec: { replicas: 3 } });
  cluster.run(30);
  expect(usedOf()).toMatchObject({ pods: '3', 'requests.cpu': '750m' });
  cluster.patch('statefulsets.apps', 'web', { spec: { replicas: 0 } });
  cluster.run(60);
  expect(usedOf()).toMatchObject({ pods: '0', 'requests.cpu': '0' });
});

it('holds a StatefulSet back, which says why and goes on when there is room', () => {
  const cluster = scenario();
  cluster.create(quota({ pods: '2' }));
  cluster.run(1);
  cluster.create(set(3));
  cluster.run(30);
  expect(cluster.list('pods').map(({ metadata }) => metadata.name)).toEqual(['web-0', 'web-1']);
  const refusal = 'pods "web-2" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2';
  expect(cluster.events('FailedCreate')).toEqual([
    `Warning FailedCreate StatefulSet/web: Create Pod web-2 in StatefulSet web failed error: ${refusal}`.replace(
      'create',
      'Create',
    ),
  ]);
  expect(cluster.decisionsAbout('web-2')).toMatchObject([
    { verdict: 'refuses', reason: 'QuotaExceeded', blockedBy: [{ kind: 'ResourceQuota', name: 'q' }] },
  ]);
  expect(cluster.decisionsAbout('q')).toMatchObject([{ verdict: 'refuses', reason: 'QuotaExhausted' }]);
  cluster.patch('resourcequotas', 'q', { spec: { hard: { pods: '3' } } });
  cluster.run(600);
  expect(cluster.get('pods', 'web-2')?.status.phase).toBe('Running');
  expect(cluster.decisionsAbout('q')[0]!.reason).toBe('QuotaExhausted');
});
