import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import type { Pod, PodDisruptionBudgetSpec, PodDisruptionBudgetStatus } from '../../api/types.ts';
import { apiHarness, plainPod, type ApiHarness } from '../../testing/api-harness.ts';

const path = '/api/v1/namespaces/default/pods/x/eviction';
const budgets = 'poddisruptionbudgets.policy';

interface Scene {
  readonly phase?: string;
  readonly ready?: boolean;
  readonly terminating?: boolean;
  readonly spec?: PodDisruptionBudgetSpec;
  readonly status?: PodDisruptionBudgetStatus;
}

/** A Pod `x` on a node and a budget `b` that selects it. */
function cluster({ phase = 'Running', ready = true, terminating = false, spec, status }: Scene): ApiHarness {
  const api = apiHarness();
  api.create('pods', { ...plainPod('x', { nodeName: 'node-1' }), metadata: { name: 'x', labels: { a: 'b' } } });
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  api.patch('pods', 'x', { status: { phase, conditions } }, 'status');
  if (terminating) api.delete('pods', 'x');
  if (!status) return api;
  const body = { metadata: { name: 'b' }, spec: { selector: { matchLabels: { a: 'b' } }, minAvailable: 1, ...spec } };
  expect(api.create(budgets, body).errors).toEqual([]);
  api.patch(budgets, 'b', { status: { observedGeneration: 1, ...status } }, 'status');
  return api;
}

const evict = (api: ApiHarness, more: object = {}): ApiResponse =>
  api.server.handle({ method: 'POST', path, body: { metadata: { name: 'x' }, ...more } }, 'user');
const podOf = (api: ApiHarness): Pod | undefined => api.server.reader.get('pods', 'default', 'x');
const none = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };

describe('an eviction is granted', () => {
  it.each<[string, Scene]>([
    ['without budget', {}],
    ['with a disruption to spare', { status: { ...none, disruptionsAllowed: 1 } }],
    ['of a Pending Pod', { phase: 'Pending', status: none }],
    ['of a Succeeded Pod', { phase: 'Succeeded', status: none }],
    ['of a Failed Pod', { phase: 'Failed', status: none }],
    ['of a Pod that goes', { terminating: true, status: none }],
    ['of an unready Pod while enough are healthy', { ready: false, status: none }],
    [
      'of any unready Pod, if the budget says so',
      { ready: false, spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' }, status: { ...none, currentHealthy: 0 } },
    ],
  ])('%s', (_what, scene) => {
    const api = cluster(scene);
    expect(evict(api)).toEqual({
      code: 201,
      body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    });
    const pod = podOf(api);
    if (scene.phase === 'Succeeded' || scene.phase === 'Failed') return expect(pod).toBeUndefined();
    expect(pod?.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(pod?.status.conditions?.at(-1)).toEqual({
      type: 'DisruptionTarget',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: '2026-01-01T00:00:00Z',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    });
  });

  it('at the cost of a disruption, for a ready Pod', () => {
    const budgetAfter = (scene: Scene): object => {
      const api = cluster(scene);
      evict(api);
      return api.server.reader.get(budgets, 'default', 'b')!.status;
    };
    const one = { ...none, disruptionsAllowed: 1 };
    expect(budgetAfter({ status: one })).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { x: '2026-01-01T00:00:00Z' },
    });
    expect(budgetAfter({ ready: false, status: one })).toMatchObject({ disruptionsAllowed: 1 });
    expect(budgetAfter({ phase: 'Pending', status: one })).not.toHaveProperty('disruptedPods');
  });
});

describe('an eviction is refused', () => {
  const violates = "Cannot evict pod as it would violate the pod's disruption budget.";
  const needs = (healthy: number): string =>
    `The disruption budget b needs 1 healthy pods and has ${healthy} currently`;
  it.each<[string, Scene, string, number | undefined]>([
    ['of a ready Pod without a disruption to spare', { status: none }, needs(1), undefined],
    [
      'of an unready Pod while too few are healthy',
      { ready: false, status: { ...none, currentHealthy: 0 } },
      needs(0),
      undefined,
    ],
    [
      'before the budget was reckoned',
      { status: { ...none, observedGeneration: 0, disruptionsAllowed: 1 } },
      'The disruption budget b is still being processed by the server.',
      10,
    ],
  ])('%s', (_what, scene, message, retryAfterSeconds) => {
    const api = cluster(scene);
    const { code, body } = evict(api);
    expect(code).toBe(429);
    expect(body).toMatchObject({
      reason: 'TooManyRequests',
      message: violates,
      details: { causes: [{ reason: 'DisruptionBudget', message }] },
    });
    expect(((body as JsonObject)['details'] as JsonObject)['retryAfterSeconds']).toBe(retryAfterSeconds);
    expect(podOf(api)?.metadata.deletionTimestamp).toBeUndefined();
  });

  it('with two budgets', () => {
    const api = cluster({ status: none });
    api.create(budgets, { metadata: { name: 'c' }, spec: { selector: {}, maxUnavailable: 1 } });
    expect(evict(api)).toMatchObject({
      code: 500,
      body: {
        message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      },
    });
  });

  it.each<[object, number, string]>([
    [{ metadata: { name: 'y' } }, 400, 'name in URL does not match name in Eviction object'],
    [{ metadata: {} }, 400, 'name in URL does not match name in Eviction object'],
  ])('%j', (body, code, message) => {
    expect(evict(cluster({}), body)).toMatchObject({ code, body: { message } });
  });

  it('of a Pod that there is not', () => {
    const api = apiHarness();
    expect(evict(api)).toMatchObject({ code: 404, body: { message: 'pods "x" not found' } });
  });
});

it('leaves all as it was in a dry run', () => {
  const api = cluster({ status: { ...none, disruptionsAllowed: 1 } });
  const before = podOf(api);
  expect(evict(api, { deleteOptions: { dryRun: ['All'] } }).code).toBe(201);
  expect(podOf(api)).toBe(before);
});
