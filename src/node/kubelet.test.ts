import { describe, expect, it } from 'vitest';
import { boundPod, deletedPod, kubeletHarness } from '../testing/kubelet-harness.ts';

const reasons = (events: readonly { reason: string }[]): string[] => events.map(({ reason }) => reason);

describe('kubelet', () => {
  it('starts a Pod with two status writes', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    expect(cluster.writes).toEqual(['Pending/ContainerCreating/False', 'Running/running/True']);
    expect(reasons(cluster.events)).toEqual(['Pulling', 'Pulled', 'Created', 'Started']);
    expect(cluster.events[0]?.about).toMatchObject({ fieldPath: 'spec.containers{app}' });
    expect(cluster.pod('web-0')?.status).toMatchObject({ podIP: '10.244.1.2', hostIP: '192.168.0.11' });
    expect(cluster.pod('web-0')?.status.conditions?.map(({ type }) => type)).toEqual([
      'PodReadyToStartContainers',
      'Initialized',
      'Ready',
      'ContainersReady',
      'PodScheduled',
    ]);
  });

  it('ends a deleted Pod within its grace period and then removes the object', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    cluster.writes.length = 0;
    cluster.events.length = 0;
    cluster.put('pods', deletedPod(cluster.pod('web-0')!, 30, cluster.nowMs()));
    cluster.settle();
    expect(cluster.writes).toEqual(['Succeeded/Completed/False']);
    expect(cluster.events.map(({ message }) => message)).toEqual(['Stopping container app']);
    expect(cluster.pod('web-0')).toBeUndefined();
    expect(cluster.decisions()).toEqual([]);
  });

  it('kills what ignores SIGTERM at the end of the grace period', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{ image: 'busybox', command: ['sleep', '3600'] }]));
    cluster.settle();
    const deletedMs = cluster.nowMs();
    cluster.put('pods', deletedPod(cluster.pod('web-0')!, 30, deletedMs));
    cluster.run(29_000);
    expect(cluster.pod('web-0')?.status.phase).toBe('Running');
    expect(cluster.decisions()).toMatchObject([{ reason: 'GracePeriodRunning', untilMs: deletedMs + 30_004 }]);
    cluster.run(1100);
    const [status] = cluster.pod('web-0')?.status.containerStatuses ?? [];
    expect(status?.state?.terminated).toMatchObject({ exitCode: 137, reason: 'Error' });
    cluster.settle();
    expect(cluster.pod('web-0')).toBeUndefined();
  });

  it('reports a Pod that never started as failed before it removes it', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{ image: 'nginx:broken' }]));
    cluster.run(8000);
    expect(cluster.writes).toEqual([
      'Pending/ContainerCreating/False',
      'Pending/ErrImagePull/False',
      'Pending/ImagePullBackOff/False',
    ]);
    cluster.put('pods', deletedPod(cluster.pod('web-0')!, 30, cluster.nowMs()));
    cluster.settle();
    expect(cluster.writes.at(-1)).toBe('Failed/ContainerStatusUnknown/False');
    expect(cluster.pod('web-0')).toBeUndefined();
  });
});
