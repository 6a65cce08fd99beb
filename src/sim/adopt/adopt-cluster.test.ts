import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { scheme, resourceName } from '../../api/scheme.ts';
import { createRequest, deleteRequest, patchRequest } from '../../client/request.ts';
import { objectDocuments, readManifest } from '../../manifest/read-manifest.ts';
import { createCluster } from '../cluster.ts';
import type { Simulation } from '../simulation.ts';
import { adoptCluster } from './adopt-cluster.ts';

const web = readFileSync('public/examples/web.yaml', 'utf8').replace('replicas: 2', 'replicas: 3');
const set = { resource: 'statefulsets.apps', namespace: 'default', name: 'web' };

/** `web` with three Pods, some time after it was rolled out. */
function running(text = web): Simulation {
  const simulation = createCluster({ seed: 7 });
  for (const { value } of objectDocuments(readManifest(text))) {
    const object = value as unknown as KubeObject;
    const resource = object.kind === 'Service' ? 'services' : 'statefulsets.apps';
    expect(simulation.request(createRequest({ resource, namespace: 'default' }, object)).code).toBe(201);
  }
  simulation.runUntil(simulation.nowMs + 120_000);
  return simulation;
}

function objectsOf({ reader }: Simulation, kinds?: readonly string[]): readonly KubeObject[] {
  return scheme
    .filter(({ kind }) => (kinds ? kinds.includes(kind) : kind !== 'Event' && kind !== 'Lease'))
    .flatMap((row) => reader.listAny(resourceName(row)));
}

const adopt = (objects: readonly KubeObject[], startMs: number) =>
  adoptCluster(objects as unknown as readonly JsonValue[], { seed: 3, startMs });

const withoutNoise = (simulation: Simulation) =>
  simulation.history.changes
    .filter(({ resource }) => resource !== 'leases.coordination.k8s.io')
    .map(({ type, resource, key, actor }) => `${type} ${resource} ${key} by ${actor}`);

describe('a cluster taken over from its objects', () => {
  it('has the same objects, and nothing happens in it', () => {
    const before = running();
    const { simulation, notes } = adopt(objectsOf(before), before.nowMs);
    expect(notes).toEqual([]);
    expect(objectsOf(simulation)).toEqual(objectsOf(before));
    simulation.runUntil(simulation.nowMs + 60_000);
    expect(withoutNoise(simulation)).toEqual([]);
    expect(objectsOf(simulation)).toEqual(objectsOf(before));
  });

  it('goes on from there: an edit rolls out as it would have', () => {
    const before = running();
    const { simulation } = adopt(objectsOf(before), before.nowMs);
    const body = { spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.27' }] } } } };
    expect(simulation.request(patchRequest(set, 'strategic', body)).code).toBe(200);
    simulation.request(deleteRequest({ ...set, resource: 'pods', name: 'web-0' }));
    simulation.runUntil(simulation.nowMs + 300_000);
    const status = simulation.reader.get('statefulsets.apps', 'default', 'web')!.status;
    expect(status).toMatchObject({ replicas: 3, readyReplicas: 3, updatedReplicas: 3 });
    expect(status.currentRevision).toBe(status.updateRevision);
    const addresses = simulation.reader.list('pods').map((pod) => pod.status.podIP);
    expect(new Set(addresses).size).toBe(3);
  });

  it('makes revisions, nodes and volumes of what is missing, and says so', () => {
    const before = running();
    const few = objectsOf(before, ['StatefulSet', 'Pod', 'PersistentVolumeClaim', 'Service']);
    const { simulation, notes } = adopt(few, before.nowMs);
    simulation.runUntil(simulation.nowMs + 60_000);
    expect(simulation.reader.list('pods')).toEqual(before.reader.list('pods'));
    expect(simulation.reader.list('statefulsets.apps')).toEqual(before.reader.list('statefulsets.apps'));
    const text = notes.map((note) => `${note.type} ${note.text}`).join('\n');
    expect(text).toMatch(/assumed ControllerRevision web-\w+: not in the text: made from .* which gives the same name/);
    expect(text).toMatch(/assumed Node node-1, Node node-2, Node node-3: named by Pods/);
    expect(text).toMatch(/assumed PersistentVolume pvc-/);
  });

  it('keeps what is broken broken, drops owners that are not there, and lists what it cannot take', () => {
    const before = running();
    const objects = objectsOf(before, ['StatefulSet', 'PersistentVolumeClaim', 'PersistentVolume', 'Node']);
    const pods = before.reader.list('pods').map((pod) =>
      pod.metadata.name === 'web-2'
        ? {
            ...pod,
            status: {
              ...pod.status,
              containerStatuses: pod.status.containerStatuses!.map((status) => ({
                ...status,
                ready: false,
                restartCount: 4,
                state: {
                  waiting: { reason: 'CrashLoopBackOff', message: 'back-off 1m20s restarting failed container=nginx' },
                },
                lastState: { terminated: { exitCode: 1, reason: 'Error' } },
              })),
            },
          }
        : pod,
    );
    const stray = {
      ...pods[0]!,
      metadata: {
        ...pods[0]!.metadata,
        name: 'stray',
        uid: 'u1',
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'gone', uid: 'u2', controller: true }],
      },
    };
    const daemon = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'proxy' } };
    const wrong = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'wrong' }, spec: { containers: [] } };
    const { simulation, notes } = adopt(
      [...objects, ...pods, stray, daemon, wrong] as readonly KubeObject[],
      before.nowMs,
    );
    expect(simulation.faults.keys).toEqual(['pod/default/web-2/crash']);
    simulation.runUntil(simulation.nowMs + 300_000);
    const restarts = simulation.reader.get('pods', 'default', 'web-2')!.status.containerStatuses![0]!.restartCount;
    expect(restarts).toBeGreaterThan(4);
    expect(simulation.reader.get('pods', 'default', 'stray')).toBeDefined();
    const text = notes.map((note) => `${note.type} ${note.text}`);
    expect(text).toContain(
      'changed Pod stray: its owner ReplicaSet gone is not in the text: it stands without an owner.',
    );
    expect(text).toContain('left out DaemonSet proxy: kind DaemonSet (apps/v1) is not simulated.');
    expect(text.some((line) => /^left out Pod wrong: .*spec.containers: Required value/.test(line))).toBe(true);
  });
});
