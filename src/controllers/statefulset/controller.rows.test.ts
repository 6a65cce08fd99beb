import { describe, expect, it } from 'vitest';
import type { StatefulSet } from '../../api/types.ts';
import { statefulSet, type SetOptions } from '../../testing/manifests.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';

/** A cluster in which a set `web` has settled; `spec` is put over what the options make. */
function settled(options: SetOptions = {}, spec: object = {}, ...before: readonly object[]): Scenario {
  const cluster = scenario();
  cluster.create(...before);
  const set = statefulSet('web', options) as { readonly spec: object };
  cluster.create({ ...set, spec: { ...set.spec, ...spec } });
  cluster.run(60);
  return cluster;
}

const setOf = (cluster: Scenario): StatefulSet => cluster.get('statefulsets.apps', 'web')!;
const image = (tag: string): object => ({ containers: [{ name: 'nginx', image: `nginx:${tag}` }] });
const change = (cluster: Scenario, spec: object): void => cluster.patch('statefulsets.apps', 'web', { spec } as never);
const revisionOf = (cluster: Scenario, pod: string): string | undefined =>
  cluster.get('pods', pod)?.metadata.labels?.['controller-revision-hash'];
const revisions = (cluster: Scenario) => cluster.list('controllerrevisions.apps');

const quota = (name: string, hard: object): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name },
  spec: { hard },
});

const claim = (metadata: object): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-web-0', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

describe('what wakes the controller', () => {
  it('is not a revision that somebody deletes: it comes back with the next sync', () => {
    const cluster = settled();
    const { metadata } = revisions(cluster)[0]!;
    cluster.delete('controllerrevisions.apps', metadata.name);
    cluster.run(30);
    expect(revisions(cluster)).toEqual([]);
    change(cluster, { replicas: 2 });
    cluster.run(30);
    expect(revisions(cluster).map((revision) => [revision.metadata.name, revision.revision])).toEqual([
      [metadata.name, 1],
    ]);
  });

  it('is not a claim that somebody deletes', () => {
    const cluster = settled({ claims: ['data'] });
    change(cluster, { replicas: 0 });
    cluster.run(30);
    cluster.delete('persistentvolumeclaims', 'data-web-0');
    cluster.run(30);
    expect(cluster.list('persistentvolumeclaims')).toEqual([]);
  });
});

describe('a revision', () => {
  it('has the labels of the template and the annotations that the set has just then', () => {
    const cluster = settled();
    const annotations = { 'kubernetes.io/change-cause': 'newer nginx', a: 'b' };
    cluster.patch('statefulsets.apps', 'web', { metadata: { annotations } });
    change(cluster, { template: { spec: image('1.28') } });
    cluster.run(60);
    const [first, second] = [...revisions(cluster)].sort((a, b) => a.revision - b.revision);
    expect(first!.metadata.annotations).toBeUndefined();
    expect(second!.metadata.annotations).toEqual(annotations);
    const hash = second!.metadata.name.slice('web-'.length);
    expect(second!.metadata.labels).toEqual({ app: 'web', 'controller.kubernetes.io/hash': hash });
  });
});

describe('the status', () => {
  it('is replaced whole, conditions of others with it', () => {
    const cluster = settled();
    const conditions = [{ type: 'Mine', status: 'True' }];
    cluster.patch('statefulsets.apps', 'web', { status: { conditions } }, 'status');
    expect(setOf(cluster).status.conditions).toHaveLength(1);
    change(cluster, { replicas: 2 });
    cluster.run(60);
    expect(setOf(cluster).status).not.toHaveProperty('conditions');
  });

  it.each<[string, SetOptions, object, boolean]>([
    ['RollingUpdate completes', { replicas: 2 }, {}, true],
    [
      'a partition above some Pods never does',
      { replicas: 2, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
      {},
      false,
    ],
    ['OnDelete never does', { replicas: 2, updateStrategy: { type: 'OnDelete' } }, {}, false],
    ['no replicas complete at once', { replicas: 2 }, { replicas: 0 }, true],
    ['availability is not needed', { replicas: 1, podManagementPolicy: 'Parallel' }, { minReadySeconds: 3600 }, true],
    ['but OrderedReady does not begin before it', { replicas: 1 }, { minReadySeconds: 3600 }, false],
  ])('of an update: %s', (_what, options, more, completes) => {
    const cluster = settled(options);
    change(cluster, { template: { spec: image('1.28') }, ...more });
    cluster.run(60);
    if (options.updateStrategy) for (const pod of ['web-0', 'web-1']) cluster.delete('pods', pod);
    cluster.run(60);
    const { currentRevision, updateRevision } = setOf(cluster).status;
    expect(currentRevision === updateRevision).toBe(completes);
  });
});

describe('the revision of a Pod that is made anew during an update', () => {
  it.each<[string, object | undefined, 'old' | 'new']>([
    ['below the partition', { type: 'RollingUpdate', rollingUpdate: { partition: 2 } }, 'old'],
    ['of a strategy with its defaults', undefined, 'new'],
    ['of RollingUpdate without parameters, while others are still old', { type: 'RollingUpdate' }, 'old'],
    ['of OnDelete', { type: 'OnDelete' }, 'new'],
  ])('%s', (_what, updateStrategy, expected) => {
    const cluster = settled({ replicas: 3, ...(updateStrategy ? { updateStrategy } : {}) });
    const old = setOf(cluster).status.currentRevision;
    // An image that cannot be pulled stops the update at the first Pod.
    change(cluster, { template: { spec: image('does-not-exist') }, podManagementPolicy: undefined });
    cluster.run(30);
    cluster.delete('pods', 'web-0');
    cluster.run(30);
    const { updateRevision } = setOf(cluster).status;
    expect(updateRevision).not.toBe(old);
    expect(revisionOf(cluster, 'web-0')).toBe(expected === 'old' ? old : updateRevision);
  });
});

describe('what fails', () => {
  const forbidden = (what: string, name: string): string =>
    `${what} "${name}" is forbidden: exceeded quota: q, requested: ${what}=1, used: ${what}=0, limited: ${what}=0`;
  const podFailed = 'Warning FailedCreate StatefulSet/web: Create Pod web-0 in StatefulSet web failed error:';
  const claimFailed = 'Warning FailedCreate StatefulSet/web: Create Claim data-web-0 for Pod web-0 in StatefulSet web';

  it('is a Pod beyond a quota', () => {
    const cluster = settled({}, {}, quota('q', { pods: '0' }));
    expect(cluster.events('FailedCreate')).toEqual([`${podFailed} ${forbidden('pods', 'web-0')}`]);
  });

  it('is a claim beyond a quota, and then its Pod', () => {
    const cluster = settled({ claims: ['data'] }, {}, quota('q', { persistentvolumeclaims: '0' }));
    const reason = forbidden('persistentvolumeclaims', 'data-web-0');
    expect([...cluster.events('FailedCreate')].sort()).toEqual([
      `${claimFailed} failed error: ${reason}`,
      `${podFailed} failed to create PVC data-web-0: ${reason}`,
    ]);
  });

  it('is a Pod of a runtime that does not exist', () => {
    const cluster = settled({}, {}, quota('q', { pods: '9' }));
    change(cluster, { template: { spec: { runtimeClassName: 'gvisor' } } });
    cluster.run(30);
    expect(cluster.events('FailedCreate')).toEqual([
      `${podFailed} pods "web-0" is forbidden: pod rejected: RuntimeClass "gvisor" not found`,
    ]);
  });

  it('is a Pod whose claim is on its way out', () => {
    const cluster = settled({ claims: ['data'] }, {}, claim({ finalizers: ['example.com/hold'] }));
    cluster.delete('persistentvolumeclaims', 'data-web-0');
    cluster.delete('pods', 'web-0');
    cluster.run(30);
    expect(cluster.get('pods', 'web-0')).toBeUndefined();
    expect(cluster.events('FailedCreate')).toEqual([`${podFailed} pvc data-web-0 is being deleted`]);
    cluster.patch('persistentvolumeclaims', 'data-web-0', { metadata: { finalizers: null } });
    cluster.run(60);
    expect(cluster.get('pods', 'web-0')?.status.phase).toBe('Running');
  });

  it('is retention of a claim that another controller has', () => {
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'boss', controller: true };
    const cluster = scenario();
    cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'boss' } });
    const { uid } = cluster.get('configmaps', 'boss')!.metadata;
    cluster.create(claim({ ownerReferences: [{ ...owner, uid }] }));
    const set = statefulSet('web', { claims: ['data'] }) as { readonly spec: object };
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Retain' };
    cluster.create({ ...set, spec: { ...set.spec, persistentVolumeClaimRetentionPolicy } });
    cluster.run(60);
    expect(new Set(cluster.events('ConflictingController'))).toEqual(
      new Set([
        'Warning ConflictingController StatefulSet/web: PersistentVolumeClaim data-web-0 has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim',
      ]),
    );
    expect(cluster.get('persistentvolumeclaims', 'data-web-0')!.metadata.ownerReferences).toEqual([{ ...owner, uid }]);
  });
});
