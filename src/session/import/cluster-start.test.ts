import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { patchRequest } from '../../client/request.ts';
import { toYaml } from '../../kubectl/output/yaml.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { kubectlList, realClaim, realPod, realService, realSet, realStartMs } from '../../testing/kubectl-list.ts';
import { clusterStart } from './cluster-start.ts';

interface Imported {
  readonly simulation: Simulation;
  readonly taken: string;
  readonly notes: readonly string[];
}

const ordinals = [0, 1, 2];
const set = { resource: 'statefulsets.apps', namespace: 'shop', name: 'db' };
const old = { image: 'nginx:1.27', revision: 'db-5b6f9c4d77' };
const claims = ordinals.map((ordinal) => realClaim(ordinal));
const pods = ordinals.map((ordinal) => realPod(ordinal));
const whole = [realSet(), realService(), ...claims, ...pods];
/** Of three Pods the last one has the next image already. */
const rolling = realSet({ currentRevision: old.revision, updateRevision: 'db-7c9d6bf8d5', updated: 1 });

function imported(text: string): Imported {
  const { report, create } = clusterStart({ text, atMs: realStartMs });
  const taken = report.taken.map(({ kind, count }) => `${count} ${kind}`).join(', ');
  return { simulation: create(3), taken, notes: report.notes.map((note) => `${note.type}: ${note.text}`) };
}

const importedList = (items: readonly JsonValue[]): Imported => imported(toYaml(kubectlList(items)));

/** Writes to the set and what belongs to it. */
const writesOf = ({ history }: Simulation): readonly string[] =>
  history.changes
    .filter(({ resource }) => /^(?:pods|persistentvolume|statefulsets|controllerrevisions)/.test(resource))
    .map(({ type, key }) => `${type} ${key}`);

function run(simulation: Simulation, seconds: number): void {
  simulation.runUntil(simulation.nowMs + seconds * 1000);
}

const podsOf = ({ reader }: Simulation): readonly string[] =>
  reader.list('pods', 'shop').map(({ metadata: { name, uid }, spec, status }) => {
    const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status;
    return `${name} ${spec.containers[0]?.image} ${status.phase} ${ready} ${uid.startsWith('5f0c2b7e') ? 'as before' : 'new'}`;
  });

function edit(simulation: Simulation, container: JsonObject): void {
  const body = { spec: { template: { spec: { containers: [{ name: 'db', ...container }] } } } };
  expect(simulation.request(patchRequest(set, 'strategic', body)).code).toBe(200);
}

describe('what kubectl get prints, as the start of a session', () => {
  it('stands still as long as nobody edits, and an edit rolls out from the last ordinal', () => {
    const { simulation, taken, notes } = importedList(whole);
    run(simulation, 120);
    expect(writesOf(simulation)).toEqual([]);
    expect(taken).toBe(
      '3 PersistentVolumeClaim, 3 Pod, 3 PersistentVolume, 1 StatefulSet, 1 Service, 1 ControllerRevision',
    );
    expect(notes.filter((note) => note.startsWith('left out'))).toEqual([]);
    expect(notes.join('\n')).toMatch(/assumed: Pod shop\/db-0, .*: probes that succeeded go on to succeed/);
    edit(simulation, { image: 'nginx:1.29' });
    run(simulation, 300);
    expect(podsOf(simulation)).toEqual(ordinals.map((ordinal) => `db-${ordinal} nginx:1.29 Running True new`));
    const added = writesOf(simulation).filter((write) => write.startsWith('ADDED shop/db-'));
    expect(added.slice(1)).toEqual(['ADDED shop/db-2', 'ADDED shop/db-1', 'ADDED shop/db-0']);
    expect(simulation.reader.list('persistentvolumeclaims', 'shop').map(({ spec }) => spec.volumeName)).toEqual(
      claims.map(({ spec }) => (spec as JsonObject)['volumeName']),
    );
  });

  it('trusts a probe no longer when it is edited', () => {
    const { simulation } = importedList(whole);
    edit(simulation, { readinessProbe: { httpGet: { path: '/', port: 81 } } });
    run(simulation, 120);
    expect(podsOf(simulation).at(-1)).toBe('db-2 nginx:1.28 Running False new');
    expect(podsOf(simulation)[1]).toBe('db-1 nginx:1.28 Running True as before');
  });

  it('does not hold it against programs that nobody knows here', () => {
    const program = { command: ['/app/server', '--config=/etc/app.yaml'], image: 'ghcr.io/acme/app:2.1' };
    const hooks = { lifecycle: { postStart: { exec: { command: ['/app/warm-up'] } } } };
    const init = {
      name: 'init',
      image: 'ghcr.io/acme/init:1',
      command: ['sh', '-c', 'cp -r /opt/site /data && exit 0'],
    };
    const withPrograms = (spec: JsonObject): JsonObject => ({
      ...spec,
      initContainers: [init],
      containers: (spec['containers'] as JsonObject[]).map((own) => ({ ...own, ...program, ...hooks })),
    });
    const status = { name: 'init', image: init.image, imageID: '', ready: true, restartCount: 0 };
    const template = (realSet()['spec'] as JsonObject)['template'] as JsonObject;
    const own = {
      ...realSet(),
      spec: {
        ...(realSet()['spec'] as JsonObject),
        template: { ...template, spec: withPrograms(template['spec'] as JsonObject) },
      },
    };
    const running = pods.map((pod) => ({
      ...pod,
      spec: withPrograms(pod['spec'] as JsonObject),
      status: {
        ...(pod['status'] as JsonObject),
        initContainerStatuses: [{ ...status, state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
      },
    }));
    const { simulation, notes } = importedList([own, ...claims, ...running]);
    expect(notes.join('\n')).toMatch(
      /assumed: Pod shop\/db-0, Pod shop\/db-1, Pod shop\/db-2: its commands do their work/,
    );
    edit(simulation, { image: 'ghcr.io/acme/app:2.2' });
    run(simulation, 300);
    const expected = ordinals.map((ordinal) => `db-${ordinal} ghcr.io/acme/app:2.2 Running True new`);
    expect(podsOf(simulation)).toEqual(expected);
    const initContainers = [{ name: 'init', command: ['sh', '-c', 'cp -r /opt/sites /data'] }];
    simulation.request(patchRequest(set, 'strategic', { spec: { template: { spec: { initContainers } } } }));
    run(simulation, 120);
    expect(podsOf(simulation).at(-1)).toBe('db-2 ghcr.io/acme/app:2.2 Pending False new');
  });

  it.each([
    ['JSON', JSON.stringify(kubectlList(whole), undefined, 4)],
    ['several documents', whole.map((object) => toYaml(object)).join('---\n')],
    [
      'lists one after the other',
      `${toYaml(kubectlList(whole.slice(0, 2)))}---\n${toYaml(kubectlList(whole.slice(2)))}`,
    ],
    ['Windows line ends', toYaml(kubectlList(whole)).replaceAll('\n', '\r\n')],
    ['a warning of kubectl before it', `# Warning: v1 Endpoints is deprecated\n${toYaml(kubectlList(whole))}`],
  ])('reads %s alike', (_, text) => {
    expect(imported(text).taken).toBe(importedList(whole).taken);
  });

  it('goes on with a rollout that was under way', () => {
    const items = [rolling, ...claims, realPod(0, old), realPod(1, old), realPod(2)];
    const { simulation, notes } = importedList(items);
    expect(notes).toContain('assumed: ControllerRevision db-5b6f9c4d77: not in the text: put together from Pod db-0.');
    run(simulation, 180);
    expect(podsOf(simulation)).toEqual([
      'db-0 nginx:1.28 Running True new',
      'db-1 nginx:1.28 Running True new',
      'db-2 nginx:1.28 Running True as before',
    ]);
    const { currentRevision, updateRevision } = simulation.reader.get('statefulsets.apps', 'shop', 'db')!.status;
    expect([currentRevision, updateRevision]).toEqual(['db-7c9d6bf8d5', 'db-7c9d6bf8d5']);
  });

  it('lets a Pod end that was being deleted, and waits for it', () => {
    const items = [rolling, ...claims, realPod(0, old), realPod(1, { ...old, isTerminating: true }), realPod(2)];
    const { simulation } = importedList(items);
    run(simulation, 2);
    expect(podsOf(simulation)[0]).toBe('db-0 nginx:1.27 Running True as before');
    run(simulation, 180);
    const writes = writesOf(simulation).filter((write) => /^(?:ADDED|DELETED) shop\/db-\d$/.test(write));
    expect(writes).toEqual(['DELETED shop/db-1', 'ADDED shop/db-1', 'DELETED shop/db-0', 'ADDED shop/db-0']);
  });

  it('takes running Pods without their claims for bound ones', () => {
    const { simulation, notes } = importedList([realSet(), ...pods]);
    run(simulation, 60);
    expect(writesOf(simulation)).toEqual([]);
    expect(notes.join('\n')).toMatch(/PersistentVolumeClaim data-db-0, .*: used by a running Pod and not in the text/);
    edit(simulation, { image: 'nginx:1.29' });
    run(simulation, 300);
    expect(podsOf(simulation)).toEqual(ordinals.map((ordinal) => `db-${ordinal} nginx:1.29 Running True new`));
    expect(writesOf(simulation).filter((write) => write.startsWith('ADDED shop/data'))).toEqual([]);
  });

  it('makes the Pods of a set that comes alone, on nodes of its own', () => {
    const { simulation, notes } = importedList([realSet()]);
    expect(notes).toContain(
      'changed: StatefulSet shop/db: its status speaks of 3 Pods and none is in the text: they are made anew.',
    );
    run(simulation, 180);
    expect(podsOf(simulation)).toEqual(ordinals.map((ordinal) => `db-${ordinal} nginx:1.28 Running True new`));
  });

  it('keeps Pods and claims that come without their set', () => {
    const { simulation, notes } = importedList([...claims, ...pods]);
    run(simulation, 60);
    expect(writesOf(simulation)).toEqual([]);
    expect(podsOf(simulation)).toHaveLength(3);
    expect(notes.join('\n')).toMatch(/changed: Pod shop\/db-0, .*: its owner StatefulSet db is not in the text/);
  });

  it('says in words what it leaves out', () => {
    const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'db' } };
    const { notes, taken } = importedList([...whole, monitor, { apiVersion: 'v1', kind: 'Pod' }, 'text', null]);
    expect(taken).toBe(importedList(whole).taken);
    expect(notes).toContain(
      'left out: ServiceMonitor db: kind ServiceMonitor (monitoring.coreos.com/v1) is not simulated.',
    );
    expect(notes.filter((note) => note.includes('not an object of Kubernetes'))).toHaveLength(1);
  });
});
