import { describe, expect, it } from 'vitest';
import { boundPod, kubeletHarness } from '../testing/kubelet-harness.ts';

const httpGet = { path: '/', port: 80 };
const fault = (type: 'fail-readiness' | 'fail-liveness') => ({ type, namespace: 'default', pod: 'web-0' }) as const;

describe('readiness', () => {
  it('comes with the first success after the initial delay, and then is quiet', () => {
    const cluster = kubeletHarness();
    const readinessProbe = { httpGet, initialDelaySeconds: 5, periodSeconds: 10 };
    cluster.put('pods', boundPod('web-0', [{ readinessProbe }]));
    cluster.run(6000);
    expect(cluster.writes.at(-1)).toBe('Running/running/False');
    cluster.settle();
    expect(cluster.writes).toEqual([
      'Pending/ContainerCreating/False',
      'Running/running/False',
      'Running/running/True',
    ]);
    const events = cluster.events.length;
    cluster.run(600_000);
    expect(cluster.events).toHaveLength(events);
  });

  it('is lost after failureThreshold failures and comes back with the first success', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{ readinessProbe: { httpGet, periodSeconds: 10, failureThreshold: 3 } }]));
    cluster.settle();
    cluster.setFault(fault('fail-readiness'));
    cluster.run(19_000);
    expect(cluster.writes.at(-1)).toBe('Running/running/True');
    cluster.run(12_000);
    expect(cluster.writes.at(-1)).toBe('Running/running/False');
    expect(cluster.decisions()).toMatchObject([{ reason: 'ReadinessProbeFailing' }]);
    expect(cluster.events.at(-1)?.message).toBe('Readiness probe failed: HTTP probe failed with statuscode: 500');
    cluster.setFault(fault('fail-readiness'), false);
    cluster.settle();
    expect(cluster.writes.at(-1)).toBe('Running/running/True');
    expect(cluster.pod('web-0')?.status.containerStatuses?.[0]?.restartCount).toBe(0);
  });

  it('never comes on a port where nothing listens', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{ readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 } }]));
    cluster.settle();
    cluster.run(15_000);
    expect(cluster.writes.at(-1)).toBe('Running/running/False');
    expect(cluster.events.at(-1)?.message).toBe(
      'Readiness probe failed: dial tcp 10.244.1.2:8080: connect: connection refused',
    );
  });
});

describe('liveness and startup', () => {
  it('restart a container that keeps failing', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{ livenessProbe: { httpGet, periodSeconds: 5, failureThreshold: 2 } }]));
    cluster.settle();
    cluster.setFault(fault('fail-liveness'));
    cluster.run(6500);
    const messages = cluster.events.map(({ message }) => message);
    expect(messages).toContain('Container app failed liveness probe, will be restarted');
    cluster.setFault(fault('fail-liveness'), false);
    cluster.settle();
    expect(cluster.pod('web-0')?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });

  it('startup holds the others back until the application answers', () => {
    const cluster = kubeletHarness();
    const probe = { tcpSocket: { port: 9042 }, periodSeconds: 5 };
    const container = { image: 'cassandra:5', startupProbe: { ...probe, failureThreshold: 30 }, readinessProbe: probe };
    cluster.put('pods', boundPod('web-0', [container]));
    cluster.run(15_000);
    const before = cluster.pod('web-0')?.status.containerStatuses?.[0];
    expect([before?.started, before?.ready]).toEqual([false, false]);
    cluster.settle();
    const after = cluster.pod('web-0')?.status.containerStatuses?.[0];
    expect([after?.started, after?.ready, after?.restartCount]).toEqual([true, true, 0]);
  });
});
