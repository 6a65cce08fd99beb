import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { PodSpec } from '../../api/types.ts';
import { createRandom } from '../../lib/random.ts';
import { buildClaim, buildNode, buildPod, buildVolume, metadata } from '../../testing/builders.ts';
import { readerOver } from '../../testing/objects.ts';
import { planScheduling, type SchedulingPlan } from './plan.ts';
import { takeSnapshot } from './snapshot.ts';

const nodes = ['node-1', 'node-2', 'node-3'].map((name) => buildNode(name));
const labels = { app: 'web' };

function plan(spec: Partial<PodSpec>, objects: readonly KubeObject[] = nodes, seed = 1): SchedulingPlan {
  const reader = readerOver(objects);
  return planScheduling(
    buildPod('web-9', { meta: { labels }, spec }),
    takeSnapshot(reader),
    reader,
    createRandom(seed),
  );
}

const requesting = (cpu: string): Partial<PodSpec> => ({
  containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu } } }],
});

function messageOf(result: SchedulingPlan): string {
  return result.type === 'unschedulable' ? result.message : `bind ${result.node.metadata.name}`;
}

describe('scheduling', () => {
  it.each<[string, Partial<PodSpec>, readonly KubeObject[], string]>([
    [
      'requests that no node could ever meet',
      requesting('8'),
      nodes,
      '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ],
    [
      'requests for which there is no room now',
      requesting('3'),
      [
        ...nodes,
        ...nodes.map((node) =>
          buildPod(`on-${node.metadata.name}`, { spec: { ...requesting('2'), nodeName: node.metadata.name } }),
        ),
      ],
      '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    ],
    [
      'reasons in byte order, the first plugin of each node',
      {},
      [
        buildNode('node-1', {
          spec: { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
        }),
        buildNode('node-2', { spec: { unschedulable: true } }),
        buildNode('node-3', { spec: { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] } }),
      ],
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) were unschedulable. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ],
    ['no node at all', {}, [], 'no nodes available to schedule pods'],
    [
      'a preemption policy that rules it out',
      { ...requesting('8'), preemptionPolicy: 'Never' },
      [nodes[0]!],
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
    ],
  ])('tells of %s', (_title, spec, objects, message) => {
    expect(messageOf(plan(spec, objects))).toBe(message);
  });

  it('keeps required anti-affinity in both directions', () => {
    const term = { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const taken = nodes.map(({ metadata: { name } }, index) =>
      buildPod(`web-${index}`, { meta: { labels }, spec: { nodeName: name } }),
    );
    expect(messageOf(plan({ affinity }, [...nodes, ...taken]))).toContain(
      "3 node(s) didn't match pod anti-affinity rules.",
    );
    const shy = taken.map((pod) => ({ ...pod, spec: { ...pod.spec, affinity } }));
    expect(messageOf(plan({}, [...nodes, ...shy]))).toContain(
      "3 node(s) didn't satisfy existing pods anti-affinity rules.",
    );
    expect(messageOf(plan({ affinity }, [...nodes, ...taken.slice(0, 2)]))).toBe('bind node-3');
  });

  it('lets the first Pod of a group go anywhere, the next only to it', () => {
    const term = { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' };
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    expect(plan({ affinity }).type).toBe('bind');
    const first = buildPod('web-0', { meta: { labels }, spec: { nodeName: 'node-2' } });
    expect(messageOf(plan({ affinity }, [...nodes, first]))).toBe('bind node-2');
    const stranger = { ...term, labelSelector: { matchLabels: { app: 'db' } } };
    const lonely = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [stranger] } };
    expect(messageOf(plan({ affinity: lonely }))).toContain("3 node(s) didn't match pod affinity rules.");
  });

  it('holds the skew between zones', () => {
    const zoned = nodes.map((node, index) => ({
      ...node,
      metadata: { ...node.metadata, labels: { ...node.metadata.labels, zone: index === 0 ? 'a' : 'b' } },
    }));
    const constraint = {
      topologyKey: 'zone',
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: labels },
    };
    const inA = buildPod('web-0', { meta: { labels }, spec: { nodeName: 'node-1' } });
    const result = plan({ topologySpreadConstraints: [constraint] }, [...zoned, inA]);
    expect(result.type === 'bind' && result.node.metadata.name).not.toBe('node-1');
    expect(result.type === 'bind' && result.rejected.map(({ node }) => node.metadata.name)).toEqual(['node-1']);
  });

  it('spreads the Pods of one Service over hosts and breaks ties at random', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('web', { namespace: 'default' }),
      spec: { selector: labels },
    };
    const on = (node: string, index: number) =>
      buildPod(`web-${index}`, { meta: { labels }, spec: { nodeName: node } });
    expect(messageOf(plan({}, [...nodes, service, on('node-1', 0), on('node-3', 1)]))).toBe('bind node-2');
    const chosen = new Set(Array.from({ length: 20 }, (_, seed) => messageOf(plan({}, nodes, seed))));
    expect(chosen.size).toBe(3);
  });
});

describe('volumes in scheduling', () => {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-9' } }];
  const bound = { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } };
  const toVolume = { meta: bound, spec: { volumeName: 'pv-1' }, phase: 'Bound' };

  it.each<[string, readonly KubeObject[], string]>([
    ['a missing claim', [], 'persistentvolumeclaim "data-web-9" not found'],
    ['an unbound claim', [buildClaim('data-web-9')], 'pod has unbound immediate PersistentVolumeClaims'],
    [
      'a claim that is being deleted',
      [
        buildClaim('data-web-9', {
          meta: { ...bound, deletionTimestamp: '2026-01-01T00:00:00Z' },
          spec: { volumeName: 'pv-1' },
        }),
      ],
      'persistentvolumeclaim "data-web-9" is being deleted',
    ],
    [
      'a claim that lost its volume',
      [buildClaim('data-web-9', { ...toVolume, phase: 'Lost' })],
      'persistentvolumeclaim "data-web-9" bound to non-existent persistentvolume "pv-1"',
    ],
    ['a volume that is gone', [buildClaim('data-web-9', toVolume)], 'persistentvolume "pv-1" not found'],
  ])('refuses the Pod for %s', (_title, objects, reason) => {
    expect(messageOf(plan({ volumes }, [...nodes, ...objects]))).toBe(`0/3 nodes are available: ${reason}. not found`);
  });

  it('goes where the volume is', () => {
    const inOneZone = {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-2'] }] },
      ],
    };
    const volume = buildVolume('pv-1', { spec: { nodeAffinity: { required: inOneZone } }, phase: 'Bound' });
    const objects = [buildClaim('data-web-9', toVolume), volume];
    expect(messageOf(plan({ volumes }, [...nodes, ...objects]))).toBe('bind node-2');
    const others = [buildNode('node-1'), buildNode('node-2', { spec: { unschedulable: true } })];
    expect(messageOf(plan({ volumes }, [...others, ...objects]))).toBe(
      "0/2 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    );
  });

  it('plans volumes of a claim that waits for its consumer', () => {
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: metadata('wait'),
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    const claim = buildClaim('data-web-9', { spec: { storageClassName: 'wait' } });
    const objects = [...nodes, storageClass, claim];
    expect(messageOf(plan({ volumes }, objects))).toContain(
      "3 node(s) didn't find available persistent volumes to bind.",
    );
    const volume = buildVolume('pv-1', { spec: { storageClassName: 'wait' } });
    const result = plan({ volumes }, [...objects, volume]);
    expect(result.type === 'bind' && result.bindings.map((binding) => binding.volume?.metadata.name)).toEqual(['pv-1']);
    const dynamic = plan({ volumes }, [
      ...nodes,
      { ...storageClass, provisioner: 'example.org/x' } as KubeObject,
      claim,
    ]);
    expect(dynamic.type === 'bind' && dynamic.bindings).toEqual([{ claim }]);
  });

  it('gives a ReadWriteOncePod claim to one Pod only', () => {
    const claim = buildClaim('data-web-9', {
      ...toVolume,
      spec: { volumeName: 'pv-1', accessModes: ['ReadWriteOncePod'] },
    });
    const user = buildPod('other', { spec: { volumes, nodeName: 'node-1' } });
    const message = messageOf(plan({ volumes }, [...nodes, claim, buildVolume('pv-1'), user]));
    expect(message).toContain(
      '3 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod.',
    );
  });
});
