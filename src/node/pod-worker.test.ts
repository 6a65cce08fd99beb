import { describe, expect, it } from 'vitest';
import type { Pod } from '../api/types.ts';
import { boundPod, deletedPod, kubeletHarness } from '../testing/kubelet-harness.ts';

const crash = { type: 'crash', namespace: 'default', pod: 'web-0' } as const;

describe('crashes', () => {
  it('restart at once, then back off', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{ image: 'busybox', command: ['sh', '-c', 'sleep 1; exit 3'] }]));
    cluster.settle();
    expect(cluster.writes).toEqual([
      'Pending/ContainerCreating/False',
      'Running/running/True',
      'Running/Error/False',
      'Running/running/True',
      'Running/Error/False',
      'Running/CrashLoopBackOff/False',
    ]);
    const [status] = cluster.pod('web-0')?.status.containerStatuses ?? [];
    expect(status).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 3 } } });
    expect(status?.state?.waiting?.message).toBe(
      'back-off 10s restarting failed container=app pod=web-0_default(uid-web-0)',
    );
    expect(cluster.decisions()).toMatchObject([{ reason: 'CrashLoopBackOff' }]);
    cluster.run(700_000);
    expect(cluster.pod('web-0')?.status.containerStatuses?.[0]?.restartCount).toBe(7);
  });

  it('come and go with the fault', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    cluster.setFault(crash);
    cluster.settle();
    expect(cluster.writes.at(-1)).toBe('Running/CrashLoopBackOff/False');
    cluster.setFault(crash, false);
    cluster.settle();
    expect(cluster.writes.at(-1)).toBe('Running/running/True');
  });

  it('are not restarted against the restart policy', () => {
    const cluster = kubeletHarness();
    const command = (script: string) => [{ image: 'busybox', command: ['sh', '-c', script] }];
    cluster.put('pods', boundPod('done', command('sleep 2'), { restartPolicy: 'Never' }));
    cluster.put('pods', boundPod('failed', command('exit 1'), { restartPolicy: 'Never' }));
    cluster.put('pods', boundPod('again', command('exit 1'), { restartPolicy: 'OnFailure' }));
    cluster.settle();
    const phase = (name: string): unknown => cluster.pod(name)?.status.phase;
    expect([phase('done'), phase('failed'), phase('again')]).toEqual(['Succeeded', 'Failed', 'Running']);
    const conditions = cluster.pod('done')?.status.conditions ?? [];
    expect(conditions.filter(({ reason }) => reason === 'PodCompleted').map(({ type }) => type)).toEqual([
      'Initialized',
      'Ready',
      'ContainersReady',
    ]);
  });
});

describe('init containers', () => {
  const init = (name: string, script: string, more = {}) => ({
    name,
    image: 'busybox',
    command: ['sh', '-c', script],
    ...more,
  });

  it('run one after the other before the main containers', () => {
    const cluster = kubeletHarness();
    const initContainers = [init('first', 'sleep 3'), init('second', 'true')];
    cluster.put('pods', boundPod('web-0', [{}], { initContainers }));
    cluster.run(4000);
    expect(cluster.pod('web-0')?.status.conditions?.find(({ type }) => type === 'Initialized')).toMatchObject({
      status: 'False',
      message: 'containers with incomplete status: [first second]',
    });
    cluster.settle();
    expect(cluster.writes.slice(0, 2)).toEqual(['Pending/PodInitializing/False', 'Pending/PodInitializing/False']);
    expect(cluster.writes.at(-1)).toBe('Running/running/True');
    expect(cluster.events.filter(({ reason }) => reason === 'Started').map(({ about }) => about)).toMatchObject([
      { fieldPath: 'spec.initContainers{first}' },
      { fieldPath: 'spec.initContainers{second}' },
      { fieldPath: 'spec.containers{app}' },
    ]);
  });

  it('hold the Pod back while they fail', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}], { initContainers: [init('first', 'exit 1')] }));
    cluster.settle();
    const status = cluster.pod('web-0')?.status;
    expect(status?.phase).toBe('Pending');
    expect(status?.initContainerStatuses?.[0]).toMatchObject({ state: { waiting: { reason: 'CrashLoopBackOff' } } });
    expect(status?.containerStatuses?.[0]?.state).toEqual({ waiting: { reason: 'PodInitializing' } });
  });

  it('that are sidecars run on, and stop last', () => {
    const cluster = kubeletHarness();
    const sidecar = { name: 'proxy', image: 'envoy', restartPolicy: 'Always' };
    cluster.put('pods', boundPod('web-0', [{}], { initContainers: [sidecar] }));
    cluster.settle();
    expect(cluster.pod('web-0')?.status.initContainerStatuses?.[0]).toMatchObject({ ready: true, started: true });
    cluster.events.length = 0;
    cluster.put('pods', deletedPod(cluster.pod('web-0')!, 30, cluster.nowMs()));
    cluster.settle();
    expect(cluster.events.map(({ message }) => message)).toEqual([
      'Stopping container app',
      'Stopping container proxy',
    ]);
    expect(cluster.pod('web-0')).toBeUndefined();
  });
});

describe('several containers', () => {
  it('start in order and are reported together', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}, { image: 'redis:7' }]));
    cluster.settle();
    expect(cluster.writes).toEqual(['Pending/ContainerCreating/False', 'Running/running/True']);
    expect(cluster.events.map(({ reason }) => reason)).toEqual([
      'Pulling',
      'Pulled',
      'Created',
      'Started',
      'Pulling',
      'Pulled',
      'Created',
      'Started',
    ]);
  });

  it('change their image in place', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    const pod = cluster.pod('web-0') as Pod;
    const containers = [{ ...pod.spec.containers[0]!, image: 'nginx:1.28' }];
    cluster.put('pods', { ...pod, metadata: { ...pod.metadata, generation: 2 }, spec: { ...pod.spec, containers } });
    cluster.settle();
    const [status] = cluster.pod('web-0')?.status.containerStatuses ?? [];
    expect(status).toMatchObject({ image: 'docker.io/library/nginx:1.28', restartCount: 1, ready: true });
    expect(cluster.events.map(({ message }) => message)).toContain(
      'Container app definition changed, will be restarted',
    );
    expect(cluster.pod('web-0')?.status.observedGeneration).toBe(2);
  });
});

describe('Pods without object, deadlines and broken nodes', () => {
  it('go on running after a force delete until the node hears of it', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    cluster.setFault({ type: 'partitioned', node: 'node-1' });
    cluster.drop('pods', 'default/web-0');
    cluster.settle();
    cluster.events.length = 0;
    cluster.setFault({ type: 'partitioned', node: 'node-1' }, false);
    cluster.settle();
    expect(cluster.events.map(({ message }) => message)).toEqual(['Stopping container app']);
  });

  it('stand still on a node that is down', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.run(100);
    cluster.setFault({ type: 'down', node: 'node-1' });
    cluster.run(60_000);
    expect(cluster.writes).toEqual(['Pending/ContainerCreating/False']);
    cluster.setFault({ type: 'down', node: 'node-1' }, false);
    cluster.settle();
    expect(cluster.writes.at(-1)).toBe('Running/running/True');
  });

  it('end at their deadline', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}], { activeDeadlineSeconds: 5 }));
    cluster.settle();
    expect(cluster.pod('web-0')?.status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
    expect(cluster.pod('web-0')?.status.containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
  });

  it('report Ready again when somebody else has said otherwise', () => {
    const cluster = kubeletHarness();
    cluster.put('pods', boundPod('web-0', [{}]));
    cluster.settle();
    const pod = cluster.pod('web-0') as Pod;
    const conditions = pod.status.conditions?.map((entry) =>
      entry.type === 'Ready' ? { ...entry, status: 'False' } : entry,
    );
    cluster.put('pods', { ...pod, status: { ...pod.status, conditions } }, 'node-controller');
    cluster.settle();
    expect(cluster.writes.at(-1)).toBe('Running/running/True');
  });
});
