import { expect, it } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import type { ManagedFieldsEntry } from '../../api/types.ts';
import { apiHarness } from '../../testing/api-harness.ts';

const path = '/apis/apps/v1/namespaces/default/statefulsets/web';
const contentType = 'application/apply-patch+yaml';
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'nginx' }] } };
const config = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: { serviceName: 'web', selector: { matchLabels: { app: 'web' } }, template, ...spec },
});
const scaleTo = (spec: JsonObject): JsonObject => ({
  apiVersion: 'autoscaling/v1',
  kind: 'Scale',
  metadata: { name: 'web' },
  spec,
});

function cluster() {
  const { server } = apiHarness();
  const apply = (where: string, body: JsonObject, fieldManager: string, force = 'false'): ApiResponse =>
    server.handle({ method: 'PATCH', path: where, contentType, body, query: { fieldManager, force } }, 'me');
  const set = () => server.reader.get('statefulsets.apps', 'default', 'web')!;
  const owners = (): readonly string[] =>
    (set().metadata.managedFields ?? []).flatMap(({ manager, operation, apiVersion, subresource, fieldsV1 }) => {
      const spec = (fieldsV1 as JsonObject)['f:spec'] as JsonObject | undefined;
      return spec && 'f:replicas' in spec ? [[manager, operation, apiVersion, subresource ?? ''].join(' ').trim()] : [];
    });
  return { server, apply, set, owners, scale: `${path}/scale` };
}

it('takes the replicas over by force, and only them', () => {
  const { apply, set, owners, scale } = cluster();
  expect(apply(path, config({ replicas: 2 }), 'deployer').code).toBe(201);
  expect(apply(scale, scaleTo({ replicas: 5 }), 'scaler')).toMatchObject({
    code: 409,
    body: {
      message: 'Apply failed with 1 conflict: conflict with "deployer": .spec.replicas',
      details: { causes: [{ reason: 'FieldManagerConflict', field: '.spec.replicas' }] },
    },
  });
  expect(set().spec.replicas).toBe(2);
  const answer = apply(scale, scaleTo({ replicas: 5 }), 'scaler', 'true');
  expect(answer).toMatchObject({ code: 200, body: { kind: 'Scale', spec: { replicas: 5 } } });
  expect((answer.body as { metadata: object }).metadata).not.toHaveProperty('managedFields');
  expect(set().spec.replicas).toBe(5);
  expect(owners()).toEqual(['scaler Apply apps/v1 scale']);
  const deployer = set().metadata.managedFields?.find(({ manager }) => manager === 'deployer') as ManagedFieldsEntry;
  expect((deployer.fieldsV1 as JsonObject)['f:spec']).toHaveProperty('f:serviceName');
});

it('conflicts in turn with who applies the object, until that one leaves replicas out', () => {
  const { apply, set, owners, scale } = cluster();
  apply(path, config({ replicas: 2 }), 'deployer');
  apply(scale, scaleTo({ replicas: 5 }), 'scaler', 'true');
  expect(apply(path, config({ replicas: 2 }), 'deployer')).toMatchObject({
    code: 409,
    body: {
      message: 'Apply failed with 1 conflict: conflict with "scaler" with subresource "scale": .spec.replicas',
    },
  });
  expect(apply(path, config({}), 'deployer').code).toBe(200);
  expect(set().spec.replicas).toBe(5);
  expect(owners()).toEqual(['scaler Apply apps/v1 scale']);
});

it('shares what both want, and writes nothing when repeated', () => {
  const { server, apply, owners, scale } = cluster();
  apply(path, config({ replicas: 2 }), 'deployer');
  expect(apply(scale, scaleTo({ replicas: 2 }), 'scaler').code).toBe(200);
  expect(owners()).toEqual(['scaler Apply apps/v1 scale', 'deployer Apply apps/v1']);
  const { state } = server;
  expect(apply(scale, scaleTo({ replicas: 2 }), 'scaler').code).toBe(200);
  expect(server.state).toBe(state);
});

it('finds what was written without an apply owned by an Update', () => {
  const { server, apply, scale } = cluster();
  server.handle({ method: 'POST', path: path.slice(0, path.lastIndexOf('/')), body: config({ replicas: 1 }) }, 'me');
  expect(apply(scale, scaleTo({ replicas: 3 }), 'scaler')).toMatchObject({
    code: 409,
    body: {
      message: 'Apply failed with 1 conflict: conflict with "before-first-apply" using autoscaling/v1: .spec.replicas',
    },
  });
});

it.each<[string, JsonObject, string, number, string]>([
  [
    'no manager',
    scaleTo({ replicas: 3 }),
    '',
    422,
    'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
  ],
  [
    'fewer than none',
    scaleTo({ replicas: -1 }),
    'a',
    422,
    'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ],
  [
    'a field that a Scale has not',
    scaleTo({ size: 3 }),
    'a',
    500,
    'failed to create typed patch object (/web; autoscaling/v1, Kind=Scale): .spec.size: field not declared in schema',
  ],
])('refuses %s', (_what, body, manager, code, message) => {
  const { server, apply, scale } = cluster();
  server.handle({ method: 'POST', path: path.slice(0, path.lastIndexOf('/')), body: config({ replicas: 0 }) }, 'me');
  expect(apply(scale, body, manager, 'true')).toMatchObject({ code, body: { message } });
});

it('does not find the scale of what is not there', () => {
  const { apply, scale } = cluster();
  expect(apply(scale, scaleTo({ replicas: 1 }), 'a')).toMatchObject({
    code: 404,
    body: { message: 'statefulsets/scale.apps "web" not found', details: { kind: 'statefulsets/scale' } },
  });
});
