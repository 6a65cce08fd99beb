import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createRequest } from '../client/request.ts';
import { createCluster } from '../sim/cluster.ts';
import { ClusterClock } from './cluster-clock.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec: { containers: [{ name: 'main', image: 'nginx' }] },
};

it('does not fly while a client turns from a look at an object that goes to a watch', async () => {
  const simulation = createCluster({});
  const clock = new ClusterClock(simulation, 'max');
  clock.start();
  try {
    clock.hold();
    const [beganMs, beganReal] = [simulation.nowMs, Date.now()];
    simulation.request(createRequest({ resource: 'pods', namespace: 'default' }, pod));
    clock.wake();
    await wait(100);
    expect(simulation.nowMs - beganMs).toBeLessThanOrEqual(Date.now() - beganReal);
    expect(simulation.nextForegroundMs).toBeGreaterThan(simulation.nowMs);
    clock.release();
    while (simulation.nextForegroundMs !== undefined && Date.now() < beganReal + 4000) await wait(5);
    const phase = simulation.reader.get('pods', 'default', 'a')?.['status' as never] as { phase?: string } | undefined;
    expect(phase?.phase).toBe('Running');
  } finally {
    clock.stop();
  }
});
