import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { apiHarness } from '../../testing/api-harness.ts';

const v1 = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
const v2 = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';
const scaleTargetRef = { kind: 'StatefulSet', name: 'web', apiVersion: 'apps/v1' };
const cpu = (averageUtilization: number): JsonObject => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});
const pods: JsonObject = {
  type: 'Pods',
  pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '1k' } },
};

function cluster() {
  const { server } = apiHarness();
  const ask = (method: ApiRequest['method'], path: string, body?: JsonValue, more: Partial<ApiRequest> = {}) =>
    server.handle({ method, path, ...(body === undefined ? {} : { body }), ...more }, 'me');
  const create = (path: string, spec: JsonObject, metadata: JsonObject = {}): ApiResponse =>
    ask('POST', path, { metadata: { name: 'web', ...metadata }, spec: { scaleTargetRef, maxReplicas: 5, ...spec } });
  return { ask, create };
}
const bodyOf = ({ body }: ApiResponse): { readonly metadata: JsonObject; readonly spec: JsonObject } => body as never;
const annotationsOf = (answer: ApiResponse): JsonObject => (bodyOf(answer).metadata['annotations'] ?? {}) as JsonObject;

describe('autoscaling/v1', () => {
  it('makes the share of CPU a metric, and shows it as its field', () => {
    const { ask, create } = cluster();
    const made = create(v1, { targetCPUUtilizationPercentage: 70 });
    expect(made).toMatchObject({ code: 201, body: { apiVersion: 'autoscaling/v1' } });
    expect(bodyOf(made).spec).toEqual({
      scaleTargetRef,
      minReplicas: 1,
      maxReplicas: 5,
      targetCPUUtilizationPercentage: 70,
    });
    expect(ask('GET', `${v2}/web`).body).toMatchObject({ apiVersion: 'autoscaling/v2', spec: { metrics: [cpu(70)] } });
    expect(bodyOf(ask('GET', `${v2}/web`)).metadata).not.toHaveProperty('annotations');
    expect(ask('GET', `${v1}/web`).body).toEqual(made.body);
  });

  it('has a default, and is validated like the other version', () => {
    const { ask, create } = cluster();
    expect(create(v1, { maxReplicas: 0 })).toMatchObject({
      code: 422,
      body: {
        details: { group: 'autoscaling', causes: [{ field: 'spec.maxReplicas' }, { field: 'spec.maxReplicas' }] },
      },
    });
    create(v1, {});
    expect(bodyOf(ask('GET', `${v1}/web`)).spec['targetCPUUtilizationPercentage']).toBe(80);
  });

  it('carries what it cannot say in annotations, there and back', () => {
    const { ask, create } = cluster();
    const policies = [{ type: 'Pods', value: 2, periodSeconds: 60 }];
    const behavior = { scaleDown: { selectPolicy: 'Min', policies } };
    const made = create(v2, { metrics: [pods, cpu(50)], behavior }, { annotations: { mine: 'x' } });
    const seen = ask('GET', `${v1}/web`);
    expect(annotationsOf(seen)).toMatchObject({
      mine: 'x',
      'autoscaling.alpha.kubernetes.io/metrics':
        '[{"type":"Pods","pods":{"metricName":"requests","targetAverageValue":"1k"}}]',
    });
    expect(JSON.parse(annotationsOf(seen)['autoscaling.alpha.kubernetes.io/behavior'] as string)).toMatchObject({
      ScaleUp: { StabilizationWindowSeconds: 0, Tolerance: null },
      ScaleDown: { SelectPolicy: 'Min', Policies: [{ Type: 'Pods', Value: 2, PeriodSeconds: 60 }] },
    });
    const changed = { ...bodyOf(seen), spec: { ...bodyOf(seen).spec, maxReplicas: 9 } };
    expect(ask('PUT', `${v1}/web`, changed as unknown as JsonValue).code).toBe(200);
    const after = bodyOf(ask('GET', `${v2}/web`));
    expect(after.spec).toEqual({ ...bodyOf(made).spec, maxReplicas: 9 });
    expect(after.metadata['annotations']).toEqual({ mine: 'x' });
  });

  it('is patched, listed, printed and deleted', () => {
    const { ask, create } = cluster();
    create(v2, { metrics: [cpu(50)] });
    const merge = { contentType: 'application/merge-patch+json' };
    const patched = ask('PATCH', `${v1}/web`, { spec: { targetCPUUtilizationPercentage: 60 } }, merge);
    expect(bodyOf(patched).spec['targetCPUUtilizationPercentage']).toBe(60);
    expect(ask('GET', v1).body).toMatchObject({
      kind: 'HorizontalPodAutoscalerList',
      apiVersion: 'autoscaling/v1',
      items: [{ spec: { targetCPUUtilizationPercentage: 60 } }],
    });
    const table = ask('GET', v1, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    const [row] = (table.body as unknown as { rows: readonly { cells: JsonValue[] }[] }).rows;
    expect(row?.cells.slice(0, 6)).toEqual(['web', 'StatefulSet/web', 'cpu: <unknown>/60%', '1', 5, 0]);
    expect(ask('DELETE', `${v1}/web`)).toMatchObject({ code: 200, body: { status: 'Success' } });
    expect(ask('GET', `${v2}/web`).code).toBe(404);
  });

  it('takes no objects of the other version', () => {
    const body = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' } };
    expect(cluster().ask('POST', v1, body)).toMatchObject({
      code: 400,
      body: {
        message:
          'the API version in the data (autoscaling/v2) does not match the expected API version (autoscaling/v1)',
      },
    });
  });

  it('is listed by discovery behind the preferred version', () => {
    const { ask } = cluster();
    expect(ask('GET', '/apis/autoscaling').body).toMatchObject({ preferredVersion: { version: 'v2' } });
    const { resources } = ask('GET', '/apis/autoscaling/v1').body as unknown as { resources: { name: string }[] };
    expect(resources.map(({ name }) => name)).toEqual(['horizontalpodautoscalers', 'horizontalpodautoscalers/status']);
  });
});
