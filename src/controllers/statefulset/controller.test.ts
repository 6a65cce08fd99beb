import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { KnownResource } from '../../api/reader.ts';
import type { Pod } from '../../api/types.ts';
import { createRequest, patchRequest, updateRequest } from '../../client/request.ts';
import { createCluster } from '../../sim/cluster.ts';
import { formatTime } from '../../lib/time.ts';
import { garbageCollector } from '../garbage-collector.ts';
import { serviceAccountController } from '../service-account.ts';
import { statefulSetController } from './controller.ts';
import { revisionHash, bytesOf } from './revision.ts';

const namespace = 'default';
const template = (image: string, labels: object = { app: 'web' }) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image }] },
});

/** An API server with this controller (and the collector); Pods change only when the test says so. */
function cluster() {
  const simulation = createCluster({
    controllers: [statefulSetController, garbageCollector, serviceAccountController],
  });
  const { reader } = simulation;
  const at = (resource: KnownResource, name: string) => ({ resource, namespace, name });
  const request = (...[wanted]: Parameters<typeof simulation.request>): JsonObject => {
    const { code, body } = simulation.request(wanted);
    expect(code, JSON.stringify(body)).toBeLessThan(300);
    return body as JsonObject;
  };
  const world = {
    reader,
    create: (resource: KnownResource, object: object) => request(createRequest({ resource, namespace }, object)),
    createSet: (spec: object = {}) =>
      world.create('statefulsets.apps', {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'web', namespace },
        spec: {
          replicas: 1,
          serviceName: 'web',
          selector: { matchLabels: { app: 'web' } },
          template: template('i:1'),
          ...spec,
        },
      }),
    patch: (resource: KnownResource, name: string, body: JsonValue) =>
      request(patchRequest(at(resource, name), 'strategic', body)),
    ready: (name: string) => {
      const pod = reader.get('pods', namespace, name)!;
      const condition = { type: 'Ready', status: 'True', lastTransitionTime: formatTime(simulation.nowMs) };
      const status = { ...pod.status, phase: 'Running', conditions: [condition] };
      request(updateRequest({ ...at('pods', name), subresource: 'status' }, { ...pod, status }));
    },
    run: (ms = 100) => simulation.runUntil(simulation.nowMs + ms),
    set: () => reader.get('statefulsets.apps', namespace, 'web')!,
    pod: (name: string): Pod | undefined => reader.get('pods', namespace, name),
    revisions: () =>
      reader
        .list('controllerrevisions.apps', namespace)
        .map(({ metadata, revision }) => `${metadata.name} ${revision}`),
    events: () =>
      reader
        .list('events', namespace)
        .map(({ type, reason, message, count }) => `${type} ${reason} ${message} x${count}`),
    reasons: () => simulation.decisions.map(({ reason, about }) => `${reason} ${about.name}`),
  };
  return world;
}

const claimTemplate = {
  metadata: { name: 'www' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

it('creates claim, Pod and revision, and records what it did in this order', () => {
  const { createSet, run, events, pod, reader, set, revisions } = cluster();
  createSet({ volumeClaimTemplates: [claimTemplate] });
  run();
  expect(events()).toEqual([
    'Normal SuccessfulCreate Create Claim www-web-0 Pod web-0 in StatefulSet web success x1',
    'Normal SuccessfulCreate Create Pod web-0 in StatefulSet web successful x1',
  ]);
  const [revision] = revisions();
  expect(pod('web-0')?.metadata.labels?.['controller-revision-hash']).toBe(revision?.split(' ')[0]);
  expect(reader.get('persistentvolumeclaims', namespace, 'www-web-0')?.metadata.labels).toEqual({ app: 'web' });
  expect(set().status).toMatchObject({ observedGeneration: 1, replicas: 1, updatedReplicas: 1, collisionCount: 0 });
});

describe('revisions', () => {
  it('renumbers an old one when its template comes back, and forgets those beyond the limit', () => {
    const { createSet, patch, run, revisions } = cluster();
    createSet({ replicas: 0, revisionHistoryLimit: 1 });
    run();
    const [first] = revisions();
    for (const image of ['i:2', 'i:3', 'i:1']) {
      patch('statefulsets.apps', 'web', { spec: { template: { spec: { containers: [{ name: 'c', image }] } } } });
      run();
    }
    expect(revisions()).toHaveLength(2);
    expect(revisions()).not.toContain(first);
    expect(
      revisions()
        .map((text) => text.split(' ')[1])
        .sort(),
    ).toEqual(['3', '4']);
  });

  it('takes the next hash when the name is taken by other data', () => {
    const { create, createSet, run, set, reader } = cluster();
    const created = createSet({ replicas: 0 });
    const stored = (created['spec'] as JsonObject)['template'] as never;
    const name = `web-${revisionHash(bytesOf(stored), 0)}`;
    create('controllerrevisions.apps', {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name, namespace, labels: { app: 'other' } },
      data: {},
      revision: 1,
    });
    run();
    expect(set().status).toMatchObject({
      collisionCount: 1,
      updateRevision: `web-${revisionHash(bytesOf(stored), 1)}`,
    });
    expect(reader.list('controllerrevisions.apps', namespace)).toHaveLength(2);
  });
});

describe('Pods that are not its own', () => {
  it('adopts an orphan with its name and labels, and gives it its identity once it is Ready', () => {
    const { create, createSet, run, pod, ready, events } = cluster();
    create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-0', namespace, labels: { app: 'web' } },
      spec: template('i:1').spec,
    });
    createSet();
    run();
    expect(pod('web-0')?.metadata.ownerReferences).toMatchObject([
      { kind: 'StatefulSet', name: 'web', controller: true },
    ]);
    ready('web-0');
    run();
    expect(pod('web-0')?.metadata.labels).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'web-0' });
    expect(events()).toContain('Normal SuccessfulUpdate Update Pod web-0 in StatefulSet web successful x1');
  });

  it('releases a Pod whose labels no longer match, then fails to create its successor, without an Event', () => {
    const { createSet, run, patch, pod, events, reasons } = cluster();
    createSet();
    run();
    patch('pods', 'web-0', { metadata: { labels: { app: null } } });
    run();
    expect(pod('web-0')?.metadata.ownerReferences ?? []).toEqual([]);
    expect(events()).toHaveLength(1);
    expect(reasons()).toEqual(['RequestRefused web-0']);
  });

  it('leaves a Pod with another owner alone', () => {
    const { create, createSet, run, pod, reasons } = cluster();
    const boss = create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'boss', namespace } });
    const { uid } = boss['metadata'] as JsonObject;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'boss', uid, controller: true }];
    create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-0', namespace, labels: { app: 'web' }, ownerReferences },
      spec: template('i:1').spec,
    });
    createSet();
    run();
    expect(pod('web-0')?.metadata.ownerReferences).toMatchObject([{ kind: 'ConfigMap' }]);
    expect(reasons()).toEqual(['RequestRefused web-0']);
  });
});

it('records a Pod that the API refuses as FailedCreate and tries again', () => {
  const { create, createSet, run, events, pod } = cluster();
  createSet({ template: { ...template('i:1'), spec: { ...template('i:1').spec, serviceAccountName: 'absent' } } });
  run();
  expect(events()).toEqual([
    expect.stringMatching(
      /^Warning FailedCreate Create Pod web-0 in StatefulSet web failed error: pods "web-0" is forbidden: error looking up service account/,
    ),
  ]);
  create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'absent', namespace } });
  run(1000);
  expect(pod('web-0')).toBeDefined();
});

it('waits for minReadySeconds on its own clock', () => {
  const { createSet, run, ready, pod, set } = cluster();
  createSet({ replicas: 2, minReadySeconds: 10 });
  run();
  ready('web-0');
  run(9000);
  expect(pod('web-1')).toBeUndefined();
  expect(set().status).toMatchObject({ readyReplicas: 1, availableReplicas: 0 });
  run(1100);
  expect(pod('web-1')).toBeDefined();
});

it('gives claims to the collector by the retention policy', () => {
  const { createSet, run, reader, patch } = cluster();
  createSet({
    replicas: 2,
    podManagementPolicy: 'Parallel',
    volumeClaimTemplates: [claimTemplate],
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
  });
  run();
  expect(reader.list('persistentvolumeclaims', namespace)).toHaveLength(2);
  patch('statefulsets.apps', 'web', { spec: { replicas: 1 } });
  run();
  const [kept, condemned] = reader.list('persistentvolumeclaims', namespace);
  expect(kept?.metadata.deletionTimestamp).toBeUndefined();
  expect(condemned?.metadata.ownerReferences).toMatchObject([{ kind: 'Pod', name: 'web-1' }]);
  expect(condemned?.metadata.deletionTimestamp).toBeDefined();
});
