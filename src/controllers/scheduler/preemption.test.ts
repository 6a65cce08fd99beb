import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Pod, PodSpec } from '../../api/types.ts';
import { createRandom } from '../../lib/random.ts';
import { buildNode, buildPod, metadata } from '../../testing/builders.ts';
import { readerOver } from '../../testing/objects.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';
import { planScheduling } from './plan.ts';
import { takeSnapshot } from './snapshot.ts';

const requesting = (cpu: string): Partial<PodSpec> => ({
  containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu } } }],
});

function running(name: string, node: string, cpu: string, priority = 0, startTime = '2026-01-01T00:00:10Z'): Pod {
  return buildPod(name, {
    meta: { labels: { app: name.split('-')[0]! } },
    spec: { ...requesting(cpu), nodeName: node, priority },
    status: { phase: 'Running', startTime },
  });
}

function budget(app: string, disruptionsAllowed: number): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(app, { namespace: 'default' }),
    spec: { selector: { matchLabels: { app } } },
    status: { disruptionsAllowed },
  } as KubeObject;
}

/** `<node>: <victims>`, or the message. */
function outcome(spec: Partial<PodSpec>, objects: readonly KubeObject[], status?: Pod['status']): string {
  const reader = readerOver(objects);
  const pod = buildPod('vip', { spec: { priority: 1000, ...spec }, ...(status ? { status } : {}) });
  const plan = planScheduling(pod, takeSnapshot(reader), reader, createRandom(1));
  if (plan.type === 'bind') return `bind ${plan.node.metadata.name}`;
  if (plan.preemption?.type !== 'preempt') return plan.message;
  const { node, victims } = plan.preemption.candidate;
  return `${node.metadata.name}: ${victims.map(({ metadata: { name } }) => name).join(' ')}`;
}

const [one, two, three] = ['node-1', 'node-2', 'node-3'].map((name) => buildNode(name)) as [
  ReturnType<typeof buildNode>,
  ReturnType<typeof buildNode>,
  ReturnType<typeof buildNode>,
];

describe('choosing victims', () => {
  it('spares as many Pods as it can, the most important first', () => {
    const pods = [
      running('a-0', 'node-1', '1', 5),
      running('b-0', 'node-1', '1', 1),
      running('c-0', 'node-1', '1', 1, '2026-01-01T00:00:00Z'),
      running('d-0', 'node-1', '1', 2000),
    ];
    expect(outcome(requesting('1'), [one, ...pods])).toBe('node-1: b-0');
    expect(outcome(requesting('2'), [one, ...pods])).toBe('node-1: c-0 b-0');
    expect(outcome(requesting('3'), [one, ...pods])).toBe('node-1: a-0 c-0 b-0');
  });

  it.each<[string, readonly Pod[], readonly KubeObject[], string]>([
    [
      'fewest violated budgets',
      [running('db-0', 'node-1', '4', -5), running('web-0', 'node-2', '4', 5)],
      [budget('db', 0)],
      'node-2: web-0',
    ],
    [
      'the least important of the most important victims',
      [running('a-0', 'node-1', '4', 7), running('b-0', 'node-2', '4', 6)],
      [],
      'node-2: b-0',
    ],
    [
      'the least sum of priorities',
      [
        running('a-0', 'node-1', '2', 7),
        running('a-1', 'node-1', '2', 7),
        running('b-0', 'node-2', '2', 7),
        running('b-1', 'node-2', '2', 3),
      ],
      [],
      'node-2: b-0 b-1',
    ],
    [
      'the fewest victims',
      [running('a-0', 'node-1', '2', 0), running('a-1', 'node-1', '2', 0), running('b-0', 'node-2', '4', 0)],
      [],
      'node-2: b-0',
    ],
    [
      'the youngest victims',
      [
        running('a-0', 'node-1', '4', 0, '2026-01-01T00:00:01Z'),
        running('b-0', 'node-2', '4', 0, '2026-01-01T00:00:09Z'),
      ],
      [],
      'node-2: b-0',
    ],
  ])('prefers the node with %s', (_title, pods, budgets, expected) => {
    expect(outcome(requesting('4'), [one, two, ...pods, ...budgets])).toBe(expected);
  });

  it('evicts for anti-affinity and for host ports too', () => {
    const term = { labelSelector: { matchLabels: { app: 'a' } }, topologyKey: 'kubernetes.io/hostname' };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const others = [running('a-0', 'node-1', '1'), running('b-0', 'node-1', '1')];
    expect(outcome({ affinity }, [one, ...others])).toBe('node-1: a-0');
  });

  it('says of each node why nothing is gained', () => {
    const tainted = buildNode('node-3', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } });
    const pods = [
      running('a-0', 'node-1', '4', 1000),
      running('b-0', 'node-2', '3', 1000),
      running('b-1', 'node-2', '1'),
    ];
    expect(outcome(requesting('2'), [one, two, tainted, ...pods])).toBe(
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Insufficient cpu, 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
    );
  });

  it('waits for victims that are on their way out, then takes the node', () => {
    const victim = running('a-0', 'node-1', '4');
    const target = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' };
    const leaving = {
      ...victim,
      metadata: { ...victim.metadata, deletionTimestamp: '2026-01-01T00:01:00Z' },
      status: { ...victim.status, conditions: [target] },
    };
    const nominated = { phase: 'Pending', nominatedNodeName: 'node-1' };
    const others = [running('b-0', 'node-2', '4', 2000)];
    expect(outcome(requesting('4'), [one, two, leaving, ...others], nominated)).toContain(
      'preemption: not eligible due to a terminating pod on the nominated node.',
    );
    expect(outcome(requesting('1'), [two, one, three], nominated)).toBe('bind node-1');
  });
});

const bare = (name: string, cpu: string, priorityClassName?: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: { ...requesting(cpu), ...(priorityClassName ? { priorityClassName } : {}) },
});

function crowded(): Scenario {
  const cluster = scenario({ nodes: 1 });
  cluster.create(
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      value: 1000,
    },
    bare('low-a', '2'),
    bare('low-b', '2'),
  );
  cluster.run(10);
  return cluster;
}

describe('preemption in a cluster', () => {
  it('deletes the victim, tells why, and binds the Pod when it is gone', () => {
    const cluster = crowded();
    cluster.create(bare('vip', '2', 'high'));
    cluster.run(0.2);
    const vip = cluster.get('pods', 'vip')!;
    expect(vip.status.nominatedNodeName).toBe('node-1');
    expect(vip.status.conditions![0]!.message).toBe('0/1 nodes are available: 1 Insufficient cpu.');
    const victim = cluster.list('pods').find(({ metadata: { deletionTimestamp } }) => deletionTimestamp !== undefined)!;
    expect(victim.status.conditions!.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    });
    expect(cluster.events('Preempted')).toEqual([
      `Normal Preempted Pod/${victim.metadata.name}: Preempted by pod ${vip.metadata.uid} on node node-1`,
    ]);
    expect(cluster.decisionsAbout('vip')[0]).toMatchObject({ verdict: 'waits', reason: 'WaitsForVictims' });
    expect(cluster.decisionsAbout(victim.metadata.name).map(({ reason }) => reason)).toContain('Preempted');
    cluster.run(40);
    expect(cluster.get('pods', 'vip')!.spec.nodeName).toBe('node-1');
    expect(cluster.get('pods', 'vip')!.status.nominatedNodeName).toBeUndefined();
    expect(cluster.get('pods', victim.metadata.name)).toBeUndefined();
  });

  it('keeps the place of a nominated Pod from others that matter less', () => {
    const cluster = crowded();
    cluster.create(bare('vip', '2', 'high'), bare('late', '2'));
    cluster.run(40);
    expect(cluster.get('pods', 'vip')!.spec.nodeName).toBe('node-1');
    expect(cluster.get('pods', 'late')!.spec.nodeName).toBeUndefined();
  });

  it('takes Pods from the queue by priority, then by age', () => {
    const cluster = scenario({ nodes: 1 });
    const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 };
    cluster.create(
      high,
      ...Array.from({ length: 6 }, (_, index) => bare(`low-${index}`, '1')),
      bare('vip', '1', 'high'),
    );
    cluster.run(5);
    const placed = cluster.list('pods').filter(({ spec }) => spec.nodeName);
    expect(placed.map(({ metadata: { name } }) => name)).toEqual(['low-0', 'low-1', 'low-2', 'vip']);
  });

  it('says what holds a Pod that is gated or meant for another scheduler', () => {
    const cluster = scenario();
    const pod = (name: string, spec: object): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { ...requesting('1'), ...spec },
    });
    cluster.create(pod('gated', { schedulingGates: [{ name: 'example.com/wait' }] }));
    cluster.create(pod('foreign', { schedulerName: 'mine' }));
    cluster.run(1);
    expect(cluster.decisionsAbout('gated').map(({ reason }) => reason)).toEqual(['SchedulingGated']);
    expect(cluster.decisionsAbout('foreign').map(({ reason }) => reason)).toEqual(['OtherScheduler']);
  });
});
