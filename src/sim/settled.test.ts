/** What "settled" means: nothing is left that happens once; what only repeats itself is not waited for. */

import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../api/types.ts';
import { headlessService, statefulSet } from '../testing/manifests.ts';
import { scenario, type Scenario } from '../testing/scenario.ts';

const container = { name: 'main', image: 'busybox:1.36' };

function settle({ simulation }: Scenario): { readonly settled: boolean; readonly seconds: number } {
  const beforeMs = simulation.nowMs;
  const { settled } = simulation.runUntilSettled();
  return { settled, seconds: (simulation.nowMs - beforeMs) / 1000 };
}

function readyStatus(node: Node | undefined): string | undefined {
  return node?.status.conditions?.find(({ type }) => type === 'Ready')?.status;
}

function nodeOf(cluster: Scenario, pod: string): string {
  return cluster.get('pods', pod)?.spec.nodeName ?? '';
}

describe('runUntilSettled', () => {
  it.each(['down', 'partitioned'] as const)(
    'waits until a node that is %s is noticed and its Pods are evicted',
    (type) => {
      // At whatever moment between two leases the node falls silent.
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        const cluster = scenario({ seed });
        cluster.create(headlessService('web'), statefulSet('web', { replicas: 2 }));
        settle(cluster);
        cluster.run(seed * 1.7);
        const node = nodeOf(cluster, 'web-1');
        cluster.setFault({ type, node }, true);
        const { settled, seconds } = settle(cluster);
        expect(settled).toBe(true);
        expect(readyStatus(cluster.get('nodes', node))).toBe('Unknown');
        expect(cluster.get('pods', 'web-1')?.metadata.deletionTimestamp).toBeDefined();
        expect(seconds).toBeGreaterThan(340);
        expect(seconds).toBeLessThan(420);
      }
    },
  );

  it('waits for the back-off after which a container starts, and for no endless one', () => {
    const cluster = scenario();
    cluster.create(headlessService('web'), statefulSet('web', { replicas: 1 }));
    cluster.setFault({ type: 'crash', namespace: 'default', pod: 'web-0' }, true);
    const crashing = settle(cluster);
    expect(crashing.settled).toBe(true);
    expect(crashing.seconds).toBeLessThan(120);
    cluster.run(400);
    cluster.setFault({ type: 'crash', namespace: 'default', pod: 'web-0' }, false);
    expect(settle(cluster).settled).toBe(true);
    expect(cluster.get('pods', 'web-0')?.status.containerStatuses?.[0]?.ready).toBe(true);
  });

  it('waits for the deadline of a Job, and for a long run that ends', () => {
    const cluster = scenario();
    const job = (name: string, spec: object, command: readonly string[]): object => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [{ ...container, command }] } } },
    });
    cluster.create(
      job('late', { activeDeadlineSeconds: 200 }, ['sleep', '100000']),
      job('long', {}, ['sleep', '240']),
      job('swept', { ttlSecondsAfterFinished: 300 }, ['true']),
    );
    expect(settle(cluster).settled).toBe(true);
    const ended = (name: string): readonly string[] =>
      cluster.get('jobs.batch', name)?.status.conditions?.map(({ type }) => type) ?? [];
    expect(ended('late')).toContain('Failed');
    expect(ended('long')).toContain('Complete');
    expect(cluster.get('jobs.batch', 'swept')).toBeUndefined();
  });

  it('does not wait for a Pod that no node takes, a missing image or a claim that nothing binds', () => {
    const cluster = scenario();
    const pod = (name: string, spec: object): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
    cluster.create(
      pod('picky', { nodeSelector: { disk: 'ssd' }, containers: [container] }),
      pod('absent', { containers: [{ ...container, image: 'nginx:does-not-exist' }] }),
      statefulSet('web', { replicas: 1, claims: ['data'] }),
    );
    cluster.setFault({ type: 'provisioner-down' }, true);
    const { settled, seconds } = settle(cluster);
    expect(settled).toBe(true);
    expect(seconds).toBeLessThan(60);
    const phases = cluster.list('pods').map(({ status }: Pod) => status.phase);
    expect(new Set(phases)).toEqual(new Set(['Pending']));
  });
});
