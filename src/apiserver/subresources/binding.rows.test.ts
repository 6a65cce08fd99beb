import { describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../api/request.ts';
import { apiHarness, plainPod, type ApiHarness } from '../../testing/api-harness.ts';

const collection = '/api/v1/namespaces/default/bindings';
const subresource = '/api/v1/namespaces/default/pods/x/binding';

/** A Pod `x` that has no node. */
function cluster(spec: object = {}): ApiHarness {
  const api = apiHarness();
  expect(api.create('pods', plainPod('x', spec)).errors).toEqual([]);
  return api;
}

const bind = (
  api: ApiHarness,
  path: string,
  more: object = {},
  query: Readonly<Record<string, string>> = {},
): ApiResponse =>
  api.server.handle(
    {
      method: 'POST',
      path,
      query,
      body: { metadata: { name: 'x' }, target: { kind: 'Node', name: 'node-1' }, ...more },
    },
    'my-scheduler',
  );
const nodeOf = (api: ApiHarness): string | undefined => api.server.reader.get('pods', 'default', 'x')?.spec.nodeName;

describe.each([collection, subresource])('POST %s', (path) => {
  it('gives the Pod its node', () => {
    const api = cluster();
    expect(bind(api, path)).toEqual({
      code: 201,
      body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    });
    const pod = api.server.reader.get('pods', 'default', 'x')!;
    expect(pod.spec.nodeName).toBe('node-1');
    expect(pod.status.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True' }]);
  });

  it('stores nothing in a dry run', () => {
    const api = cluster();
    expect(bind(api, path, {}, { dryRun: 'All' }).code).toBe(201);
    expect(nodeOf(api)).toBeUndefined();
  });

  const precondition =
    'Operation cannot be fulfilled on pods "x": StorageError: invalid object, Code: 4, Key: /registry/pods/default/x, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: ';
  it.each<[string, object, number, string]>([
    ['without a node', { target: {} }, 500, 'target.name: Required value'],
    [
      'to something else',
      { target: { kind: 'Rack' } },
      500,
      '[target.kind: Unsupported value: "Rack": supported values: "Node", "<empty>", target.name: Required value]',
    ],
    [
      'of another version',
      { metadata: { name: 'x', resourceVersion: '7' } },
      409,
      `${precondition}ResourceVersion in precondition: 7, ResourceVersion in object meta: `,
    ],
    [
      'in another namespace',
      { metadata: { name: 'x', namespace: 'elsewhere' } },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
  ])('is refused %s', (_what, more, code, message) => {
    const api = cluster();
    const answer = bind(api, path, more);
    expect(answer).toMatchObject({ code, body: { message: expect.stringContaining(message) as string } });
    expect(nodeOf(api)).toBeUndefined();
  });

  it('is refused for a Pod that has a node, goes or is gated', () => {
    const refusal = 'Operation cannot be fulfilled on pods/binding "x": pod x ';
    const placed = cluster({ nodeName: 'node-2' });
    const message = `${refusal}is already assigned to node "node-2"`;
    expect(bind(placed, path)).toMatchObject({ code: 409, body: { reason: 'Conflict', message } });
    placed.delete('pods', 'x');
    expect(bind(placed, path)).toMatchObject({
      code: 409,
      body: { message: `${refusal}is being deleted, cannot be assigned to a host` },
    });
    expect(bind(cluster({ schedulingGates: [{ name: 'a' }] }), path)).toMatchObject({
      code: 409,
      body: { message: `${refusal}has non-empty .spec.schedulingGates` },
    });
  });
});

it('is of the Pod that the Binding or the path names', () => {
  const api = cluster();
  expect(bind(api, collection, { metadata: { name: 'y' } })).toMatchObject({
    code: 404,
    body: { message: 'pods "y" not found' },
  });
  expect(bind(api, subresource, { metadata: { name: 'y' } })).toMatchObject({
    code: 400,
    body: { message: 'name in URL does not match name in Binding object' },
  });
});

it('heeds a uid only where the path names the Pod', () => {
  const other = { metadata: { name: 'x', uid: '11111111-1111-1111-1111-111111111111' } };
  const uid = cluster().server.reader.get('pods', 'default', 'x')!.metadata.uid;
  expect(bind(cluster(), subresource, other)).toMatchObject({
    code: 409,
    body: {
      message: `Operation cannot be fulfilled on pods "x": StorageError: invalid object, Code: 4, Key: /registry/pods/default/x, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${other.metadata.uid}, UID in object meta: ${uid}`,
    },
  });
  expect(bind(cluster(), collection, other).code).toBe(201);
});

it('cannot be read', () => {
  const { server } = apiHarness();
  expect(server.handle({ method: 'GET', path: collection }, 'user').code).toBe(405);
  expect(server.handle({ method: 'GET', path: '/api/v1/bindings' }, 'user').code).toBe(404);
  expect(server.handle({ method: 'GET', path: `${collection}/x` }, 'user').code).toBe(404);
});
