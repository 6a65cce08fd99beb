import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod, PodSpec, PodStatus } from './types.ts';
import { podSummary } from './pod-summary.ts';

const nowMs = Date.UTC(2026, 10, 23, 6, 0, 0);

function pod(status: PodStatus, spec: Partial<PodSpec> = {}, meta: Partial<Pod['metadata']> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'default', uid: 'u', resourceVersion: '1', creationTimestamp: '', ...meta },
    spec: { containers: [{ name: 'nginx' }], ...spec },
    status,
  };
}

function container(state: ContainerStatus['state'], traits: Partial<ContainerStatus> = {}): ContainerStatus {
  return {
    name: 'nginx',
    image: 'x',
    imageID: '',
    ready: false,
    restartCount: 0,
    ...(state ? { state } : {}),
    ...traits,
  };
}

const running = { running: {} };
const waiting = (reason: string) => ({ waiting: { reason } });
const ended = (exitCode: number, reason?: string) => ({ terminated: { exitCode, ...(reason ? { reason } : {}) } });
const words = (subject: Pod): string => {
  const { ready, total, status, restarts, lastRestartAgo } = podSummary(subject, nowMs);
  return `${ready}/${total} ${status} ${restarts}${lastRestartAgo ? ` (${lastRestartAgo} ago)` : ''}`;
};

describe('podSummary', () => {
  it('starts from phase or reason', () => {
    expect(words(pod({ phase: 'Pending' }))).toBe('0/1 Pending 0');
    expect(words(pod({ phase: 'Failed', reason: 'Evicted' }))).toBe('0/1 Evicted 0');
    const gated = { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' };
    expect(words(pod({ phase: 'Pending', conditions: [gated] }))).toBe('0/1 SchedulingGated 0');
  });

  it('takes the word of the first container in trouble and adds up restarts', () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: '2026-11-23T05:59:48Z' } };
    const statuses = [
      container(waiting('CrashLoopBackOff'), { restartCount: 3, lastState }),
      container(ended(1, 'Error'), { name: 'b', restartCount: 1 }),
    ];
    const two = { containers: [{ name: 'nginx' }, { name: 'b' }] };
    expect(words(pod({ phase: 'Running', containerStatuses: statuses }, two))).toBe('0/2 CrashLoopBackOff 4 (12s ago)');
  });

  it('calls a Pod with one ended and one running container NotReady or Running', () => {
    const statuses = [container(ended(0, 'Completed')), container(running, { name: 'b', ready: true })];
    const two = { containers: [{ name: 'nginx' }, { name: 'b' }] };
    expect(words(pod({ phase: 'Running', containerStatuses: statuses }, two))).toBe('1/2 NotReady 0');
    const conditions = [{ type: 'Ready', status: 'True' }];
    expect(words(pod({ phase: 'Running', containerStatuses: statuses, conditions }, two))).toBe('1/2 Running 0');
  });

  it('shows the progress of init containers and counts sidecars', () => {
    const spec = { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }, { name: 'setup' }] };
    const sidecar = container(running, { name: 'proxy', ready: true, started: true });
    const main = [container(waiting('PodInitializing'))];
    const status = (setup: ContainerStatus): PodStatus => ({
      phase: 'Pending',
      initContainerStatuses: [sidecar, setup],
      containerStatuses: main,
    });
    expect(words(pod(status(container(waiting('PodInitializing'), { name: 'setup' })), spec))).toBe('1/2 Init:1/2 0');
    expect(words(pod(status(container(ended(1, 'Error'), { name: 'setup', restartCount: 2 })), spec))).toBe(
      '1/2 Init:Error 2',
    );
    expect(words(pod(status(container(ended(3), { name: 'setup' })), spec))).toBe('1/2 Init:ExitCode:3 0');
    expect(words(pod(status(container(ended(0, 'Completed'), { name: 'setup' })), spec))).toBe('1/2 PodInitializing 0');
  });

  it('says Terminating until the phase is terminal, and Unknown for a lost node', () => {
    const meta = { deletionTimestamp: '2026-11-23T06:00:30Z' };
    const statuses = [container(running, { ready: true })];
    expect(words(pod({ phase: 'Running', containerStatuses: statuses }, {}, meta))).toBe('1/1 Terminating 0');
    const completed = [container(ended(0, 'Completed'))];
    expect(words(pod({ phase: 'Succeeded', containerStatuses: completed }, {}, meta))).toBe('0/1 Completed 0');
    expect(words(pod({ phase: 'Running', reason: 'NodeLost' }, {}, meta))).toBe('0/1 Unknown 0');
  });
});
