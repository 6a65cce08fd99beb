import { describe, expect, it } from 'vitest';
import { createRequest } from '../../client/request.ts';
import { createCluster } from '../../sim/cluster.ts';
import { statefulSet } from '../../testing/manifests.ts';
import { runCommandLine } from '../../testing/run-kubectl.ts';

describe('kubectl autoscale', () => {
  it('makes an autoscaler that a cluster without measurements leaves alone', async () => {
    const simulation = createCluster();
    const set = { resource: 'statefulsets.apps', namespace: 'default' };
    expect(simulation.request(createRequest(set, statefulSet('web'))).code).toBe(201);
    const run = (line: string) => runCommandLine(simulation, `kubectl autoscale ${line}`);
    expect(await run('sts web --min=2 --max=5 --cpu=80% --memory=200')).toMatchObject({
      stdout: 'horizontalpodautoscaler.autoscaling/web autoscaled\n',
      stderr: '',
      exitCode: 0,
    });
    expect(simulation.reader.get('horizontalpodautoscalers.autoscaling', 'default', 'web')?.spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '200Mi' } } },
      ],
    });
    expect((await run('sts web --max=5 --cpu=many')).stderr).toMatch(/^error: failed to parse cpu: /);
    const printed = await run('sts web --max=5 --cpu=500 --name=other --dry-run=client -o jsonpath={.spec.metrics}');
    expect(printed.stdout).toContain('"averageValue":"500m"');
    expect((await run('svc web --max=5 --cpu=80%')).exitCode).toBe(1);
  });
});
