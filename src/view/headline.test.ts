import { expect, it } from 'vitest';
import type { Decision } from '../api/decision.ts';
import { decisionIndex } from './decision-index.ts';
import { headline } from './headline.ts';
import type { Column, PodCard, SetBlock, StageModel, WorkloadBlock, WorkloadCard } from './stage-model.ts';

const pod = (name: string, tone: string, detail = ''): PodCard =>
  ({ name, detail, ref: { kind: 'Pod', namespace: 'default', name }, state: { tone, word: 'Pending' } }) as PodCard;

function block(name: string, pods: readonly PodCard[], claims: number, replicas = pods.length): SetBlock {
  const columns = Array.from({ length: Math.max(pods.length, claims) }, (_, ordinal) => {
    return { ordinal, wanted: ordinal < replicas, pod: pods[ordinal], claims: ordinal < claims ? [{}] : [] };
  });
  const ref = { kind: 'StatefulSet', namespace: 'default', name };
  const card = { ref, name, namespace: 'default', replicas, revisions: [], state: 'live' };
  return { card, columns: columns as unknown as readonly Column[], gates: [] } as unknown as SetBlock;
}

const text = (blocks: readonly SetBlock[], decisions: readonly Decision[] = []): string =>
  headline({ blocks, workloads: [], pods: [] } as unknown as StageModel, decisionIndex(decisions)).text;

it('tells of several StatefulSets with nothing to tell at once', () => {
  const ready = ['a-0', 'a-1'].map((name) => pod(name, 'ready'));
  expect(text([block('a', ready, 0), block('b', ready, 0)])).toBe('All 4 Pods of 2 StatefulSets are Ready.');
  expect(text([block('a', ready, 0), block('b', [], 2, 0)])).toBe(
    'b is scaled to 0 replicas. Its claims are kept, with their data.',
  );
});

it('tells that no node takes a Pod, not what the first of them says', () => {
  const waiting = pod('a-0', 'pending', '3 Insufficient cpu');
  const decisions: readonly Decision[] = [
    {
      about: waiting.ref,
      verdict: 'waits',
      reason: 'Unschedulable',
      message: 'a-0 is not scheduled: none of the 3 nodes can take it.',
    },
    { about: waiting.ref, verdict: 'refuses', reason: 'NodeResourcesFit', message: 'node-1 cannot take a-0: no cpu.' },
  ];
  expect(text([block('a', [waiting], 0)], decisions)).toContain(
    'none of the 3 nodes can take it (3 Insufficient cpu).',
  );
});

function workload(kind: string, card: Partial<WorkloadCard>, pods: readonly PodCard[] = []): WorkloadBlock {
  const ref = { kind, namespace: 'default', name: 'shop' };
  return {
    key: kind,
    card: { ref, name: 'shop', namespace: 'default', revisions: [], ...card },
    pods,
  } as WorkloadBlock;
}

it('tells what there is where there is no StatefulSet', () => {
  const say = (...workloads: readonly WorkloadBlock[]): string => {
    const { tone, text: said } = headline({ blocks: [], workloads, pods: [] } as unknown as StageModel, new Map());
    return `${tone}: ${said}`;
  };
  const ready = workload('Deployment', { replicas: 3, line: '3 / 3 ready', isDone: true });
  const starting = { replicas: 3, line: '2 / 3 ready', isDone: false };
  expect(say(ready)).toBe('calm: All Pods of Deployment shop are Ready. There is no StatefulSet.');
  expect(say(ready, workload('Deployment', starting))).toBe('busy: Deployment shop: 2 / 3 ready.');
  expect(say(workload('Deployment', starting, [pod('shop-x', 'failing')]))).toBe(
    'failing: shop-x is in Pending. Deployment shop: 2 / 3 ready.',
  );
  expect(say(ready, workload('Job', { line: 'Complete', isDone: true }))).toBe(
    'calm: 1 Deployment and 1 Job are as they should be. There is no StatefulSet.',
  );
});
