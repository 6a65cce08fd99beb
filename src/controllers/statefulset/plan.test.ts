import { describe, expect, it } from 'vitest';
import { defaultFeatureGates } from '../../api/feature-gates.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';
import { newPod, parsePodName } from './identity.ts';
import type { Action } from './action.ts';
import { planStatefulSet, type Plan } from './plan.ts';
import { factsOf, isAvailable } from './pod-facts.ts';

const startMs = 1_767_225_600_000;
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };

/** A set with its Pods, on which plans are carried out at once and all requests succeed. */
class World {
  nowMs = startMs;
  set: StatefulSet;
  pods = new Map<string, Pod>();
  claims = new Map<string, PersistentVolumeClaim>();
  revisions = { current: 'web-a', update: 'web-a' };
  featureGates = defaultFeatureGates;
  last: Plan | undefined;

  constructor(spec: object) {
    this.set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web', namespace: 'default', uid: 'set-uid', generation: 1 },
      spec: {
        replicas: 3,
        serviceName: 'web',
        selector: { matchLabels: { app: 'web' } },
        template,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        ...spec,
      },
      status: { replicas: 0 },
    } as unknown as StatefulSet;
  }

  change(spec: object): this {
    this.set = { ...this.set, spec: { ...this.set.spec, ...spec } };
    return this;
  }

  addPod(name: string, revision: string, status: object = { phase: 'Pending' }): this {
    const draft = newPod(this.set, this.set.spec.template, parsePodName(name).ordinal, revision);
    const pod = { ...draft, metadata: { ...draft.metadata, uid: `uid of ${name}` }, status };
    this.pods.set(name, pod as unknown as Pod);
    return this;
  }

  edit(name: string, change: (pod: Pod) => Pod): this {
    this.pods.set(name, change(this.pods.get(name)!));
    return this;
  }

  phase(name: string, phase: string): this {
    return this.edit(name, (pod) => ({ ...pod, status: { phase } }) as Pod);
  }

  ready(...names: string[]): this {
    const condition = { type: 'Ready', status: 'True', lastTransitionTime: formatTime(this.nowMs) };
    for (const name of names) {
      this.edit(name, (pod) => ({ ...pod, status: { phase: 'Running', conditions: [condition] } }) as unknown as Pod);
    }
    return this;
  }

  allReady(revision = 'web-a'): this {
    const start = this.set.spec.ordinals?.start ?? 0;
    for (let i = 0; i < this.set.spec.replicas!; i++)
      this.addPod(`web-${start + i}`, revision).ready(`web-${start + i}`);
    return this;
  }

  terminate(name: string): this {
    return this.edit(name, (pod) => ({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: 'now' } }));
  }

  remove(...names: string[]): this {
    for (const name of names) this.pods.delete(name);
    return this;
  }

  plan(): Plan {
    const { set, revisions, nowMs, featureGates } = this;
    const pods = [...this.pods.values()].map(factsOf);
    const claim = (name: string) => this.claims.get(name);
    return planStatefulSet({ set, pods, claim, revisions, collisionCount: 0, nowMs, featureGates });
  }

  /** Plans, carries out, and tells what was done. */
  sync(): string[] {
    this.last = this.plan();
    const actions = this.last.batches.flat(2);
    for (const action of actions) this.#apply(action);
    this.set = { ...this.set, status: this.last.status };
    return actions.map(describeAction);
  }

  /** What waits or is refused, as `Reason name`. */
  held(): string[] {
    const decisions = (this.last ?? this.plan()).decisions.filter(({ verdict }) => verdict !== 'acts');
    return decisions.map(({ reason, about }) => `${reason} ${about.name}`);
  }

  #apply(action: Action): void {
    if (action.type === 'createPod') {
      const name = `web-${action.ordinal}`;
      expect(this.pods.has(name), `${name} is created twice`).toBe(false);
      if (this.set.spec.podManagementPolicy !== 'Parallel') this.#expectPredecessorsAvailable(action.ordinal);
      this.addPod(name, this.revisions[action.from]);
    } else if (action.type === 'deletePod') {
      expect(action.pod.terminating, 'a Pod is deleted twice').toBe(false);
      this.terminate(action.pod.name);
    }
  }

  #expectPredecessorsAvailable(ordinal: number): void {
    for (let lower = this.set.spec.ordinals?.start ?? 0; lower < ordinal; lower++) {
      const pod = this.pods.get(`web-${lower}`);
      const minReadySeconds = this.set.spec.minReadySeconds ?? 0;
      expect(pod && !pod.metadata.deletionTimestamp && isAvailable(factsOf(pod), minReadySeconds, this.nowMs)).toBe(
        true,
      );
    }
  }
}

function describeAction(action: Action): string {
  return action.type === 'createPod'
    ? `create web-${action.ordinal}`
    : `${action.type.replace('Pod', '')} ${action.pod.name}`;
}

const ordered = (spec: object = {}): World => new World({ podManagementPolicy: 'OrderedReady', ...spec });
const parallel = (spec: object = {}): World => new World({ podManagementPolicy: 'Parallel', ...spec });
const rolling = (world: World): World => {
  world.revisions = { current: 'web-a', update: 'web-b' };
  return world;
};

describe('creating', () => {
  it('OrderedReady goes one by one', () => {
    const world = ordered();
    expect(world.sync()).toEqual(['create web-0']);
    expect(world.sync()).toEqual([]);
    expect(world.held()).toEqual(['PredecessorNotReady web-1', 'PredecessorNotReady web-2']);
    expect(world.ready('web-0').sync()).toEqual(['create web-1']);
    expect(world.phase('web-0', 'Pending').ready('web-1').sync()).toEqual([]);
    expect(world.last!.decisions[0]!.message).toBe('web-2 is not created: web-0 is Pending and not scheduled.');
    expect(world.ready('web-0').sync()).toEqual(['create web-2']);
  });

  it('Parallel creates all, in batches of 1, 2, 4 …', () => {
    const world = parallel({ replicas: 10 });
    const { batches } = world.plan();
    expect(batches.map((batch) => batch.length)).toEqual([1, 2, 4, 3]);
    expect(world.sync()).toHaveLength(10);
    expect(world.sync()).toEqual([]);
  });

  it('fills the lowest gap first and counts from ordinals.start', () => {
    const world = ordered({ ordinals: { start: 5 } })
      .allReady()
      .remove('web-5', 'web-6');
    expect(world.sync()).toEqual(['create web-5']);
  });

  it('waits for minReadySeconds and says until when', () => {
    const world = ordered({ minReadySeconds: 10 });
    world.sync();
    world.ready('web-0');
    expect(world.sync()).toEqual([]);
    expect(world.last).toMatchObject({ requeueAfterMs: 10_000 });
    expect(world.last!.decisions[0]).toMatchObject({ reason: 'PredecessorNotAvailable', untilMs: startMs + 10_000 });
    world.nowMs += 10_000;
    expect(world.sync()).toEqual(['create web-1']);
  });

  it.each([
    ['OrderedReady', ordered],
    ['Parallel', parallel],
  ])('%s: never two Pods of one name', (_, make) => {
    const world = make().allReady().terminate('web-1');
    expect(world.sync()).toEqual([]);
    expect(world.held()).toContain('WaitsForRemoval web-1');
    expect(world.remove('web-1').sync()).toEqual(['create web-1']);
  });

  it.each(['Failed', 'Succeeded'])('replaces a %s Pod', (phase) => {
    const world = ordered().allReady().phase('web-1', phase);
    expect(world.sync()).toEqual(['delete web-1']);
    expect(world.sync()).toEqual([]);
    expect(world.remove('web-1').sync()).toEqual(['create web-1']);
  });

  it('stays within bounds whatever is asked for', () => {
    const world = parallel({ replicas: 2_147_483_647 });
    const { batches, decisions } = world.plan();
    expect(batches.flat()).toHaveLength(200);
    expect(decisions[0]).toMatchObject({ verdict: 'refuses', reason: 'NotSimulated' });
    let made = 0;
    for (let round = 0; round < 20; round++) made += world.sync().length;
    expect(made).toBe(2000);
  });

  it('does nothing for a set that is being deleted', () => {
    const world = ordered();
    world.set = { ...world.set, metadata: { ...world.set.metadata, deletionTimestamp: 'now' } };
    expect(world.sync()).toEqual([]);
    expect(world.held()).toEqual(['SetBeingDeleted web']);
  });
});

describe('scaling down', () => {
  it('OrderedReady deletes the highest first, the next when it is gone', () => {
    const world = ordered().allReady().change({ replicas: 1 });
    expect(world.sync()).toEqual(['delete web-2']);
    expect(world.sync()).toEqual([]);
    expect(world.held()).toEqual(['ScaleDownTerminating web-2']);
    expect(world.remove('web-2').sync()).toEqual(['delete web-1']);
  });

  it('Parallel deletes all at once', () => {
    expect(parallel().allReady().change({ replicas: 0 }).sync()).toEqual([
      'delete web-2',
      'delete web-1',
      'delete web-0',
    ]);
  });

  it('is held by an unavailable replica', () => {
    const world = ordered().allReady().phase('web-0', 'Running').change({ replicas: 2 });
    expect(world.sync()).toEqual([]);
    expect(world.held()).toEqual(['ScaleDownWaitsForReplicas web-2']);
  });

  it('deletes an unhealthy Pod only when it is the first unhealthy one', () => {
    const world = ordered({ replicas: 4 }).allReady().phase('web-3', 'Pending').change({ replicas: 1 });
    expect(world.sync()).toEqual(['delete web-3']);
    const blocked = ordered({ replicas: 4 }).allReady().phase('web-3', 'Pending').phase('web-2', 'Running');
    expect(blocked.change({ replicas: 1 }).sync()).toEqual([]);
    expect(blocked.held()).toEqual(['ScaleDownBlocked web-3']);
  });

  it('creates the new range before it deletes the old one', () => {
    const world = ordered({ replicas: 2 })
      .allReady()
      .change({ ordinals: { start: 2 } });
    expect(world.sync()).toEqual(['create web-2']);
    expect(world.ready('web-2').sync()).toEqual(['create web-3']);
    expect(world.ready('web-3').sync()).toEqual(['delete web-1']);
  });
});

describe('updating', () => {
  it.each([
    ['OrderedReady', ordered],
    ['Parallel', parallel],
  ])('%s: one at a time from the highest ordinal', (_, make) => {
    const world = rolling(make().allReady());
    const order: string[] = [];
    for (let i = 2; i >= 0; i--) {
      order.push(...world.sync());
      expect(world.sync()).toEqual([]);
      world.remove(`web-${i}`);
      order.push(...world.sync());
      expect(world.sync()).toEqual([]);
      world.ready(`web-${i}`);
    }
    expect(order).toEqual([
      'delete web-2',
      'create web-2',
      'delete web-1',
      'create web-1',
      'delete web-0',
      'create web-0',
    ]);
    expect([...world.pods.values()].map((pod) => factsOf(pod).revision)).toEqual(['web-b', 'web-b', 'web-b']);
  });

  it('leaves Pods below the partition, and re-creates them at the current revision', () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    const world = rolling(ordered({ updateStrategy: strategy }).allReady());
    expect(world.sync()).toEqual(['delete web-2']);
    expect(world.held()).toEqual(['PartitionHolds web-0', 'PartitionHolds web-1']);
    world.remove('web-2', 'web-0').sync();
    expect(factsOf(world.pods.get('web-0')!).revision).toBe('web-a');
  });

  it('OnDelete waits for a human', () => {
    const world = rolling(ordered({ updateStrategy: { type: 'OnDelete' } }).allReady());
    expect(world.sync()).toEqual([]);
    expect(world.held()).toEqual(['OnDelete web-0', 'OnDelete web-1', 'OnDelete web-2']);
    world.remove('web-1').sync();
    expect(factsOf(world.pods.get('web-1')!).revision).toBe('web-b');
  });

  it('OrderedReady never replaces a broken Pod by itself (forced rollback), Parallel does', () => {
    const broken = rolling(ordered().allReady());
    broken.addPod('web-2', 'web-broken');
    expect(broken.sync()).toEqual([]);
    expect(broken.held()).toEqual(['ForcedRollback web-2']);
    const free = rolling(parallel().allReady());
    free.addPod('web-2', 'web-broken');
    expect(free.sync()).toEqual(['delete web-2']);
  });

  it.each([
    [1, ['delete web-4']],
    [3, ['delete web-4', 'delete web-3', 'delete web-2']],
    ['50%', ['delete web-4', 'delete web-3']],
    ['10%', ['delete web-4']],
  ])('with the gate on and maxUnavailable %s: %j', (maxUnavailable, expected) => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable } };
    const world = rolling(parallel({ replicas: 5, updateStrategy }).allReady());
    expect(world.plan().batches.flat(2).map(describeAction)).toEqual(['delete web-4']);
    world.featureGates = { ...defaultFeatureGates, MaxUnavailableStatefulSet: true };
    expect(world.sync()).toEqual(expected);
    expect(world.sync()).toEqual([]);
    expect(world.held()[0]).toMatch(/^MaxUnavailableReached|^WaitsForRemoval/);
  });

  it('scales before it updates', () => {
    const world = rolling(ordered().allReady()).change({ replicas: 2 });
    expect(world.sync()).toEqual(['delete web-2']);
    expect(world.held()).toEqual(['UpdateWaitsForScaling web-1']);
  });
});

describe('claims', () => {
  const claim = (name: string, ownerReferences: object[] = [], deletionTimestamp?: string) =>
    ({
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'default', ownerReferences, deletionTimestamp },
    }) as never;
  const withClaims = (policy: object) =>
    ordered({
      replicas: 1,
      volumeClaimTemplates: [{ metadata: { name: 'www' } }],
      persistentVolumeClaimRetentionPolicy: policy,
    });
  const setRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set-uid', controller: true };
  const podRef = { apiVersion: 'v1', kind: 'Pod', name: 'web-1', uid: 'uid of web-1', controller: true };

  it.each([
    ['Retain', 'Retain', [], []],
    ['Retain', 'Delete', [setRef], [setRef]],
    ['Delete', 'Retain', [], [podRef]],
    ['Delete', 'Delete', [setRef], [podRef]],
  ])('whenScaled %s, whenDeleted %s', (whenScaled, whenDeleted, inRange, condemned) => {
    const world = withClaims({ whenScaled, whenDeleted }).allReady();
    world.addPod('web-1', 'web-a').ready('web-1');
    world.claims.set('www-web-0', claim('www-web-0', inRange)).set('www-web-1', claim('www-web-1', condemned));
    expect(world.sync()).toEqual(['delete web-1']);
    const wrong = inRange.length > 0 ? [] : [setRef];
    world.claims.set('www-web-0', claim('www-web-0', wrong)).set('www-web-1', claim('www-web-1', [setRef, podRef]));
    world.ready('web-0', 'web-1');
    expect(world.sync().slice(0, 2)).toEqual(['repair web-0', 'fixClaims web-1']);
  });

  it('does not use a claim that the garbage collector is about to take', () => {
    const world = withClaims({ whenScaled: 'Delete' });
    world.claims.set('www-web-0', claim('www-web-0', [{ ...podRef, name: 'web-0', uid: 'earlier' }]));
    expect(world.sync()).toEqual([]);
    expect(world.held()).toEqual(['StaleClaim web-0']);
  });

  it('says that a claim is being deleted, and tries nevertheless', () => {
    const world = withClaims({});
    world.claims.set('www-web-0', claim('www-web-0', [], 'now'));
    expect(world.sync()).toEqual(['create web-0']);
    expect(world.held()).toEqual(['ClaimBeingDeleted web-0']);
  });
});

describe('status', () => {
  it('counts created, ready, available, current and updated Pods', () => {
    const world = rolling(ordered({ replicas: 4, minReadySeconds: 5 }).allReady());
    world.addPod('web-3', 'web-b').terminate('web-1');
    world.nowMs += 5000;
    world.ready('web-0');
    expect(world.plan().status).toMatchObject({
      replicas: 4,
      readyReplicas: 3,
      availableReplicas: 2,
      currentReplicas: 2,
      updatedReplicas: 1,
      currentRevision: 'web-a',
      updateRevision: 'web-b',
    });
  });
});
