import { describe, expect, it } from 'vitest';
import { headlessService, statefulSet } from '../testing/manifests.ts';
import { scenario } from '../testing/scenario.ts';
import { resolve } from './dns.ts';
import { withNegativeCache } from './negative-cache.ts';

describe('caches of "no such name"', () => {
  it('hide a name for 30 seconds after its Pod became Ready, and nothing else', () => {
    const cluster = scenario();
    cluster.create(headlessService('web'), statefulSet('web', { replicas: 1 }));
    const { simulation } = cluster;
    while (cluster.get('statefulsets.apps', 'web')!.status.readyReplicas !== 1) cluster.run(1);
    cluster.run(1);
    const ask = (atMs: number): string =>
      resolve(withNegativeCache(simulation.reader, atMs), { name: 'web-0.web.default.svc.cluster.local', type: 'A' })
        .status;
    expect(ask(simulation.nowMs)).toBe('NXDOMAIN');
    expect(ask(simulation.nowMs + 30_000)).toBe('NOERROR');
    const direct = resolve(simulation.reader, { name: 'web-0.web.default.svc.cluster.local', type: 'A' });
    expect(direct.status).toBe('NOERROR');
  });
});
