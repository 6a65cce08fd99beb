import { describe, expect, it } from 'vitest';
import type { Decision } from '../api/decision.ts';
import type { Fault } from '../api/faults.ts';
import type { KubeObject } from '../api/object.ts';
import type { EndpointSlice, Pod, Service, StatefulSet } from '../api/types.ts';
import { parseTime } from '../lib/time.ts';
import { buildClaim, buildPod, metadata } from '../testing/builders.ts';
import { readerOf } from '../testing/reader.ts';
import { headline } from './headline.ts';
import { decisionIndex } from './decision-index.ts';
import { createHistoryReader } from './history-index.ts';
import { createStageView, type StageMoment } from './stage.ts';
import type { StageModel } from './stage-model.ts';

const labels = { app: 'nginx' };

function buildSet(replicas: number, more: Partial<StatefulSet['spec']> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata('web', { namespace: 'default' }),
    spec: {
      replicas,
      serviceName: 'nginx',
      selector: { matchLabels: labels },
      template: { metadata: { ...metadata(''), labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
      volumeClaimTemplates: [buildClaim('www')],
      ...more,
    },
    status: { replicas, currentRevision: 'web-a', updateRevision: 'web-a' },
  };
}

function withReady(set: StatefulSet, readyReplicas: number): StatefulSet {
  return { ...set, status: { ...set.status, readyReplicas } };
}

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata('nginx', { namespace: 'default' }),
  spec: { clusterIP: 'None', selector: labels },
  status: {},
};

function buildMember(ordinal: number, ready: boolean, revision = 'web-a'): Pod {
  return buildPod(`web-${ordinal}`, {
    meta: {
      labels: { ...labels, 'controller-revision-hash': revision },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u', controller: true }],
    },
    spec: { subdomain: 'nginx', hostname: `web-${ordinal}` },
    status: {
      phase: 'Running',
      podIP: `10.244.0.${ordinal + 1}`,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        { name: 'main', image: 'nginx', imageID: '', ready, restartCount: 0, state: { running: {} } },
      ],
    },
  });
}

function slice(...ready: readonly number[]): KubeObject {
  const endpoints = ready.map((ordinal) => ({
    addresses: [`10.244.0.${ordinal + 1}`],
    hostname: `web-${ordinal}`,
    conditions: { ready: true },
  }));
  const meta = metadata('nginx-abc', { namespace: 'default', labels: { 'kubernetes.io/service-name': 'nginx' } });
  const found: EndpointSlice & KubeObject = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta,
    addressType: 'IPv4',
    endpoints,
  };
  return found;
}

const noHistory = createHistoryReader()([]);

function draw(
  objects: readonly KubeObject[],
  decisions: readonly Decision[] = [],
  view = createStageView(),
  { atMs = 0, faults = [] }: Partial<Pick<StageMoment, 'atMs' | 'faults'>> = {},
): StageModel {
  return view({ reader: readerOf(objects), atMs, changeCount: 0, decisions, faults }, noHistory);
}

const pod = (name: string): Decision['about'] => ({ kind: 'Pod', namespace: 'default', name });
const waits: Decision = {
  about: pod('web-2'),
  verdict: 'waits',
  reason: 'PredecessorNotReady',
  message: 'web-2 is not created: web-1 is Running but not Ready.',
  blockedBy: [pod('web-1')],
};

describe('the stage', () => {
  it('gives each ordinal a column with its name, Pod and claim, or the reason why they are not there', () => {
    const model = draw([
      withReady(buildSet(3), 1),
      service,
      slice(0),
      buildMember(0, true),
      buildMember(1, false),
      buildClaim('www-web-0', { meta: { namespace: 'default' }, phase: 'Bound' }),
    ]);
    const columns = model.blocks[0]!.columns;
    expect(columns.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
    expect(columns.map(({ dns }) => dns?.answer)).toEqual([
      'A 10.244.0.1',
      'no record: not Ready',
      'no record: no Pod',
    ]);
    expect(columns[0]!.claims[0]).toMatchObject({ name: 'www-web-0', phase: 'Bound', size: '1Gi RWO' });
    expect(columns[2]!.ghost?.reason).toBe('not created yet');
    expect(model.blocks[0]!.card).toMatchObject({ replicas: 3, ready: 1 });
  });

  it('counts as kubectl and the timeline do: a Pod that terminates is ready until it is not', () => {
    const pod = buildMember(0, true);
    const leaving: Pod = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:30Z' } };
    const model = draw([withReady(buildSet(1), 1), leaving]);
    expect(model.blocks[0]!.card.ready).toBe(1);
  });

  it('tells volumes by their claims, and the reasons of the scheduler without their preface', () => {
    const volume = 'pvc-3813a2c1-0000-4000-8000-000000000000';
    const claim = buildClaim('www-web-0', {
      meta: { namespace: 'default' },
      phase: 'Bound',
      spec: { volumeName: volume },
    });
    const attaching: Decision = {
      about: pod('web-0'),
      verdict: 'waits',
      reason: 'Attaching',
      message: `web-0 waits until ${volume} is attached to node-1.`,
    };
    const message =
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod anti-affinity rules. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
    const waiting = buildPod('web-0', {
      status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message }] },
    });
    const model = draw([buildSet(1), service, waiting, claim], [attaching]);
    expect(headline(model, decisionIndex([attaching])).text).toContain(
      'waits until the volume of www-web-0 is attached',
    );
    expect(model.blocks[0]!.columns[0]!.pod?.detail).toBe(
      "1 node(s) were unschedulable, 2 node(s) didn't match pod anti-affinity rules",
    );
  });

  it('shows a name that caches of resolvers still deny, as long as they do', () => {
    const view = createStageView();
    const readyMs = parseTime('2026-01-01T00:01:00Z')!;
    const member = buildMember(0, true);
    const conditions = [{ type: 'Ready', status: 'True' as const, lastTransitionTime: '2026-01-01T00:01:00Z' }];
    const objects = [buildSet(1), service, slice(0), { ...member, status: { ...member.status, conditions } }];
    const denied = (atMs: number, faults: readonly Fault[]): number | undefined =>
      draw(objects, [], view, { atMs, faults }).blocks[0]!.columns[0]!.dns!.deniedUntilMs;
    const fault: Fault = { type: 'dns-negative-cache' };
    expect(denied(readyMs + 5000, [])).toBeUndefined();
    expect(denied(readyMs + 5000, [fault])).toBe(readyMs + 30_000);
    expect(denied(readyMs + 30_000, [fault])).toBeUndefined();
  });

  it('counts down to when a Ready Pod is available, as long as minReadySeconds asks', () => {
    const view = createStageView();
    const readyMs = parseTime('2026-01-01T00:01:00Z')!;
    const member = buildMember(0, true);
    const conditions = [{ type: 'Ready', status: 'True' as const, lastTransitionTime: '2026-01-01T00:01:00Z' }];
    const objects = [buildSet(1, { minReadySeconds: 30 }), { ...member, status: { ...member.status, conditions } }];
    const countdown = (atMs: number): unknown =>
      draw(objects, [], view, { atMs }).blocks[0]!.columns[0]!.pod!.countdown;
    expect(countdown(readyMs + 5000)).toEqual({ label: 'available in', fromMs: readyMs, untilMs: readyMs + 30_000 });
    expect(countdown(readyMs + 30_000)).toBeUndefined();
  });

  it('keeps the column of a claim that outlived its Pod', () => {
    const model = draw([buildSet(1), service, buildMember(0, true), buildClaim('www-web-4', { phase: 'Bound' })]);
    const kept = model.blocks[0]!.columns.at(-1)!;
    expect(kept).toMatchObject({ ordinal: 4, wanted: false, ghost: { reason: 'scaled down' } });
    expect(kept.claims[0]?.note).toBe('kept');
  });

  it('shuts a gate between an ordinal and the one that it waits for', () => {
    const objects = [buildSet(4), service, buildMember(0, true), buildMember(1, false)];
    expect(draw(objects).blocks[0]!.gates).toEqual([]);
    const behind: Decision = { ...waits, about: pod('web-3') };
    const { gates } = draw(objects, [behind, waits]).blocks[0]!;
    expect(gates).toMatchObject([{ lower: 1, upper: 2, waitsFor: 'web-1' }]);
  });

  it('keeps the identity of everything that did not change', () => {
    const view = createStageView();
    const set = buildSet(3);
    const [first, second, third] = [buildMember(0, true), buildMember(1, true), buildMember(2, false)];
    const endpoints = slice(0, 1);
    const before = draw([set, service, endpoints, first, second, third], [], view);
    const same = draw([set, service, endpoints, first, second, third], [], view);
    expect(same).toBe(before);
    const after = draw([set, service, endpoints, first, second, buildMember(2, true)], [], view);
    expect(after).not.toBe(before);
    expect(after.blocks[0]!.columns[0]).toBe(before.blocks[0]!.columns[0]);
    expect(after.blocks[0]!.columns[2]).not.toBe(before.blocks[0]!.columns[2]);
    expect(after.blocks[0]!.services).toBe(before.blocks[0]!.services);
  });

  it('draws a bounded number of columns however many replicas are wanted', () => {
    const { card, columns } = draw([buildSet(1_000_000_000), service]).blocks[0]!;
    expect(columns).toHaveLength(1000);
    expect(card.undrawn).toBe(999_999_000);
  });

  it('shows Pods of no set alone, and a Pod without a node beside the nodes', () => {
    const model = draw([buildPod('alone')]);
    expect(model.pods.map(({ name }) => name)).toEqual(['alone']);
    expect(model.nodes).toMatchObject([{ exists: false, pods: [{ name: 'alone' }] }]);
  });
});

describe('the headline', () => {
  const say = (objects: readonly KubeObject[], decisions: readonly Decision[] = []): ReturnType<typeof headline> =>
    headline(draw(objects, decisions), decisionIndex(decisions));

  it('says what is waited for, what is calm and what is held by the partition', () => {
    const starting = say([buildSet(3), service, buildMember(0, true), buildMember(1, false)], [waits]);
    expect(starting).toMatchObject({ tone: 'waiting', text: `Starting: ${waits.message}` });
    const calm = say([buildSet(2), service, buildMember(0, true), buildMember(1, true)]);
    expect(calm).toMatchObject({ tone: 'calm', text: 'All 2 Pods of web are Ready at revision web-a.' });
    const about = { kind: 'Pod', namespace: 'default', name: 'web-1' };
    const message = 'web-1 stays as it was last seen: node-2 does not answer.';
    const silent: Decision = { about, verdict: 'waits', reason: 'NodeSilent', message };
    const unheard = say([buildSet(2), service, buildMember(0, true), buildMember(1, true)], [silent]);
    expect(unheard).toMatchObject({ tone: 'waiting', text: message });
    const set = buildSet(2, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } });
    const held = { ...set, status: { ...set.status, updateRevision: 'web-b' } };
    expect(say([held, service, buildMember(0, true), buildMember(1, true, 'web-b')]).text).toBe(
      'All 2 Pods of web are Ready; 1 stays at the old revision: partition 1.',
    );
  });

  it('asks for a manifest when there is nothing', () => {
    expect(say([])).toMatchObject({ tone: 'empty', text: 'No StatefulSet yet. Apply the manifest to create one.' });
  });
});
