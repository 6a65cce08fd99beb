import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/types.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';
import { podsToDelete } from './ranking.ts';

const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };

function started(spec: object = {}): Scenario {
  const world = scenario();
  world.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: { replicas: 3, selector: { matchLabels: labels }, template, ...spec },
  });
  world.run(60);
  return world;
}

describe('a ReplicaSet', () => {
  it('replaces a Pod that goes', () => {
    const world = started();
    const [first] = world.list('pods') as [Pod];
    world.delete('pods', first.metadata.name);
    world.run(60);
    expect(world.list('pods')).toHaveLength(3);
    expect(world.list('pods').some(({ metadata }) => metadata.uid === first.metadata.uid)).toBe(false);
    expect(world.get('replicasets.apps', 'web')!.status).toMatchObject({ replicas: 3, readyReplicas: 3 });
  });

  it('lets go of a Pod without its labels and adopts one with them', () => {
    const world = started();
    const [first] = world.list('pods') as [Pod];
    world.patch('pods', first.metadata.name, { metadata: { labels: { app: 'other' } } });
    world.run(30);
    expect(world.list('pods')).toHaveLength(4);
    expect(world.get('pods', first.metadata.name)!.metadata.ownerReferences).toBeUndefined();
    world.patch('pods', first.metadata.name, { metadata: { labels } });
    world.run(60);
    expect(world.list('pods')).toHaveLength(3);
    expect(world.events('SuccessfulDelete')).toHaveLength(1);
  });

  it('counts Pods as available after minReadySeconds', () => {
    const world = started({ minReadySeconds: 120 });
    expect(world.get('replicasets.apps', 'web')!.status).toMatchObject({ readyReplicas: 3 });
    expect(world.get('replicasets.apps', 'web')!.status.availableReplicas).toBeUndefined();
    world.run(120);
    expect(world.get('replicasets.apps', 'web')!.status.availableReplicas).toBe(3);
  });

  it('says when Pods cannot be made', () => {
    const world = started({
      template: { ...template, spec: { ...template.spec, serviceAccountName: 'nobody' } },
    });
    const error =
      /^pods "web-[a-z0-9]{5}" is forbidden: error looking up service account default\/nobody: serviceaccount "nobody" not found$/;
    expect(world.get('replicasets.apps', 'web')!.status.conditions).toMatchObject([
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: expect.stringMatching(error) },
    ]);
    expect(world.events('FailedCreate')[0]).toMatch(
      /^Warning FailedCreate ReplicaSet\/web: Error creating: pods "web-/,
    );
  });
});

describe('Pods go in the order of', () => {
  const nowMs = Date.UTC(2026, 0, 2);
  const pod = (name: string, node: string, traits: { ready?: string; cost?: string; phase?: string } = {}): Pod =>
    ({
      metadata: {
        name,
        uid: name,
        creationTimestamp: '2026-01-01T00:00:00Z',
        annotations: { 'controller.kubernetes.io/pod-deletion-cost': traits.cost ?? '0' },
      },
      spec: { containers: [], ...(node ? { nodeName: node } : {}) },
      status: {
        phase: traits.phase ?? 'Running',
        conditions: traits.ready ? [{ type: 'Ready', status: 'True', lastTransitionTime: traits.ready }] : [],
      },
    }) as unknown as Pod;
  const ready = '2026-01-01T00:00:00Z';

  it('assignment, phase, readiness, cost, crowding and age', () => {
    const pods = [
      pod('old', 'a', { ready }),
      pod('young', 'a', { ready: '2026-01-01T23:59:00Z' }),
      pod('cheap', 'a', { ready, cost: '-1' }),
      pod('crowded', 'b', { ready }),
      pod('unready', 'a'),
      pod('pending', 'a', { phase: 'Pending' }),
      pod('unassigned', '', { phase: 'Pending' }),
    ];
    const related = [...pods, pod('other1', 'b'), pod('other2', 'b'), pod('o3', 'b'), pod('o4', 'b'), pod('o5', 'b')];
    expect(podsToDelete(pods, related, 6, nowMs).map(({ metadata }) => metadata.name)).toEqual([
      'unassigned',
      'pending',
      'unready',
      'cheap',
      'crowded',
      'young',
    ]);
  });
});
