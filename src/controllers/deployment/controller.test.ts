import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { Deployment, ReplicaSet } from '../../api/types.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';

const resource = 'deployments.apps';

const deployment = (spec: object = {}, image = 'nginx:1.25'): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image }] } },
    ...spec,
  },
});

const image = (name: string): { readonly spec: JsonObject } => ({
  spec: { template: { spec: { containers: [{ name: 'c', image: name }] } } },
});

function started(spec: object = {}): Scenario {
  const world = scenario();
  world.create(deployment(spec));
  world.run(60);
  return world;
}

const stored = (world: Scenario): Deployment => world.get(resource, 'web')!;
const condition = (world: Scenario, type: string): string =>
  stored(world)
    .status.conditions!.filter((entry) => entry.type === type)
    .map(({ status, reason }) => `${status} ${reason}`)
    .join();
/** Revision, image and sizes of the ReplicaSets, in the order of their revisions. */
const sets = (world: Scenario): readonly string[] =>
  world
    .list('replicasets.apps')
    .map(
      ({ metadata, spec, status }: ReplicaSet) =>
        `${metadata.annotations!['deployment.kubernetes.io/revision']} ${spec.template!.spec.containers[0]!.image} ${spec.replicas}/${status.readyReplicas ?? 0}`,
    )
    .toSorted();

describe('a new Deployment', () => {
  it('has a ReplicaSet with the hash of its template, and becomes available', () => {
    const world = started();
    const [set] = world.list('replicasets.apps') as [ReplicaSet];
    const hash = set.metadata.labels!['pod-template-hash']!;
    expect(set.metadata.name).toBe(`web-${hash}`);
    expect(set.spec.selector).toEqual({ matchLabels: { app: 'web', 'pod-template-hash': hash } });
    expect(world.events('ScalingReplicaSet')).toEqual([
      `Normal ScalingReplicaSet Deployment/web: Scaled up replica set web-${hash} from 0 to 3`,
    ]);
    const pods = world.list('pods').map(({ metadata }) => metadata.name);
    expect(pods.every((name) => new RegExp(`^web-${hash}-[a-z0-9]{5}$`).test(name))).toBe(true);
    expect(world.events('SuccessfulCreate').toSorted()).toEqual(
      pods.map((name) => `Normal SuccessfulCreate ReplicaSet/web-${hash}: Created pod: ${name}`).toSorted(),
    );
    expect(stored(world).status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      updatedReplicas: 3,
    });
    expect(stored(world).status.unavailableReplicas).toBeUndefined();
    expect(condition(world, 'Available')).toBe('True MinimumReplicasAvailable');
    expect(condition(world, 'Progressing')).toBe('True NewReplicaSetAvailable');
    expect(stored(world).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '1' });
    expect(world.simulation.nextForegroundMs).toBeUndefined();
  });
});

describe('a rolling update', () => {
  it('never has more or fewer Pods than it may', () => {
    const world = started({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
    world.patch(resource, 'web', image('nginx:1.26'));
    for (let second = 0; second < 120; second++) {
      world.run(1);
      const { replicas = 0, availableReplicas = 0 } = stored(world).status;
      expect(replicas).toBeLessThanOrEqual(4);
      expect(availableReplicas).toBeGreaterThanOrEqual(3);
    }
    expect(sets(world)).toEqual(['1 nginx:1.25 0/0', '2 nginx:1.26 3/3']);
    expect(world.events('ScalingReplicaSet')).toHaveLength(7);
    expect(condition(world, 'Progressing')).toBe('True NewReplicaSetAvailable');
  });

  it('gives a template that comes back a new revision and its history', () => {
    const world = started();
    world.patch(resource, 'web', image('nginx:1.26'));
    world.run(60);
    world.patch(resource, 'web', image('nginx:1.25'));
    world.run(60);
    expect(sets(world)).toEqual(['2 nginx:1.26 0/0', '3 nginx:1.25 3/3']);
    const back = world.list('replicasets.apps').find(({ spec }) => spec.replicas === 3)!;
    expect(back.metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision-history': '1' });
    expect(stored(world).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '3' });
  });

  it('stops at an image that cannot be pulled, and says so after its deadline', () => {
    const world = started({ progressDeadlineSeconds: 30 });
    world.patch(resource, 'web', image('does-not-exist:1'));
    world.run(20);
    expect(sets(world)).toEqual(['1 nginx:1.25 3/3', '2 does-not-exist:1 1/0']);
    expect(world.decisionsAbout('web').map(({ reason }) => reason)).toEqual(['NewPodsNotAvailable']);
    expect(condition(world, 'Progressing')).toBe('True ReplicaSetUpdated');
    world.run(20);
    expect(condition(world, 'Progressing')).toBe('False ProgressDeadlineExceeded');
    expect(condition(world, 'Available')).toBe('True MinimumReplicasAvailable');
  });

  it('keeps no more old ReplicaSets than the history limit', () => {
    const world = started({ revisionHistoryLimit: 1 });
    for (const tag of ['1.26', '1.27']) {
      world.patch(resource, 'web', image(`nginx:${tag}`));
      world.run(60);
    }
    expect(sets(world)).toEqual(['2 nginx:1.26 0/0', '3 nginx:1.27 3/3']);
  });
});

describe('Recreate', () => {
  it('waits for the end of all old Pods', () => {
    const world = started({ strategy: { type: 'Recreate' } });
    world.patch(resource, 'web', image('nginx:1.26'));
    for (let second = 0; second < 60; second++) {
      world.run(1);
      const images = world.list('pods').map(({ spec }) => spec.containers[0]!.image);
      expect(new Set(images).size).toBeLessThanOrEqual(1);
    }
    expect(sets(world)).toEqual(['1 nginx:1.25 0/0', '2 nginx:1.26 3/3']);
  });
});

describe('a paused Deployment', () => {
  it('is scaled but not rolled out until it is resumed', () => {
    const world = started();
    world.patch(resource, 'web', { spec: { paused: true } });
    world.patch(resource, 'web', { spec: { replicas: 5, ...image('nginx:1.26').spec } });
    world.run(60);
    expect(sets(world)).toEqual(['1 nginx:1.25 5/5']);
    expect(condition(world, 'Progressing')).toBe('Unknown DeploymentPaused');
    world.patch(resource, 'web', { spec: { paused: false } });
    world.run(60);
    expect(sets(world)).toEqual(['1 nginx:1.25 0/0', '2 nginx:1.26 5/5']);
  });
});

describe('scaling', () => {
  it('in the middle of a rollout is shared by the ReplicaSets', () => {
    const world = started({ replicas: 10, strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } });
    world.patch(resource, 'web', image('does-not-exist:1'));
    world.run(30);
    expect(sets(world)).toEqual(['1 nginx:1.25 8/8', '2 does-not-exist:1 5/0']);
    world.patch(resource, 'web', { spec: { replicas: 15 } }, 'scale');
    world.run(30);
    expect(sets(world)).toEqual(['1 nginx:1.25 11/11', '2 does-not-exist:1 7/0']);
  });
});

describe('a deleted Deployment', () => {
  it('takes its ReplicaSets and Pods along', () => {
    const world = started();
    world.delete(resource, 'web', { propagationPolicy: 'Background' });
    world.run(60);
    expect([...world.list('replicasets.apps'), ...world.list('pods')]).toEqual([]);
  });
});
