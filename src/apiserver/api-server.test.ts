import { describe, expect, it } from 'vitest';
import type { StoreChange } from '../api/change.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { createRandom } from '../lib/random.ts';
import { ApiServer, readerOf } from './api-server.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const sets = '/apis/apps/v1/namespaces/default/statefulsets';

function cluster() {
  const changes: StoreChange[] = [];
  const clock = { ms: 1_767_322_245_000, nowMs: () => clock.ms };
  const server = new ApiServer({ clock, random: createRandom(1), onChange: (change) => changes.push(change) });
  const send = (
    method: ApiRequest['method'],
    path: string,
    body?: JsonValue,
    more?: Partial<ApiRequest>,
  ): ApiResponse =>
    server.handle({ method, path, ...(body === undefined ? {} : { body }), ...more }, 'kubernetes-admin');
  send('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  send('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
  return { server, send, changes, clock };
}

const merge = { contentType: 'application/merge-patch+json' };
const messageOf = ({ body }: ApiResponse): JsonValue | undefined => (body as JsonObject)['message'];
const metadataOf = ({ body }: ApiResponse): JsonObject => (body as JsonObject)['metadata'] as JsonObject;
const set = (spec: JsonObject = {}): JsonObject => ({
  metadata: { name: 'web' },
  spec: {
    serviceName: 'web',
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1' }] } },
    ...spec,
  },
});
const pod = (more: JsonObject = {}): JsonObject => ({
  metadata: { name: 'web-0', ...more },
  spec: { containers: [{ name: 'c', image: 'nginx:1' }] },
});

describe('writes', () => {
  it('stores nothing, and keeps the very object, when nothing changes', () => {
    const { server, send, changes } = cluster();
    send('POST', sets, set());
    const before = server.reader.get('statefulsets.apps', 'default', 'web');
    const written = changes.length;
    const { name: _, ...withoutName } = (set()['metadata'] as JsonObject) ?? {};
    const same = JSON.parse(JSON.stringify(before)) as JsonObject;
    expect(send('PUT', `${sets}/web`, same).code).toBe(200);
    expect(send('PATCH', `${sets}/web`, { metadata: withoutName, spec: { serviceName: 'web' } }).code).toBe(200);
    expect(changes.length).toBe(written);
    expect(server.reader.get('statefulsets.apps', 'default', 'web')).toBe(before);
  });

  it('shares the parts of an object that a write does not touch', () => {
    const { server, send } = cluster();
    send('POST', sets, set());
    const before = server.reader.get('statefulsets.apps', 'default', 'web')!;
    send(
      'PUT',
      `${sets}/web`,
      JSON.parse(JSON.stringify({ ...before, spec: { ...before.spec, replicas: 5 } })) as JsonObject,
    );
    const after = server.reader.get('statefulsets.apps', 'default', 'web')!;
    expect(after.spec.replicas).toBe(5);
    expect(after.spec.template).toBe(before.spec.template);
    expect(after.metadata.generation).toBe(2);
  });

  it('restores a checkpoint and reads any', () => {
    const { server, send } = cluster();
    const empty = server.state;
    send('POST', configMaps, { metadata: { name: 'a' }, data: { x: '1' } });
    const full = server.state;
    server.restore(empty);
    expect(send('GET', `${configMaps}/a`).code).toBe(404);
    expect(readerOf(full).get('configmaps', 'default', 'a')?.data).toEqual({ x: '1' });
  });

  it('leaves no trace with dryRun', () => {
    const { server, send, changes } = cluster();
    const { state } = server;
    const response = send('POST', configMaps, { metadata: { generateName: 'a-' } }, { query: { dryRun: 'All' } });
    expect(response.code).toBe(201);
    expect(metadataOf(response)['name']).toMatch(/^a-[a-z0-9]{5}$/);
    expect(metadataOf(response)).not.toHaveProperty('resourceVersion');
    expect(server.state).toBe(state);
    expect(changes.length).toBe(2);
  });
});

describe('decoding', () => {
  it('refuses wrong types with the words of Go, the first in the body', () => {
    const { send } = cluster();
    const wrong = set({ replicas: 'two', ordinals: 1 });
    expect(messageOf(send('POST', sets, wrong))).toBe(
      'StatefulSet in version "v1" cannot be handled as a StatefulSet: json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
    );
  });

  it('treats unknown fields as fieldValidation says', () => {
    const { send } = cluster();
    const body = { metadata: { name: 'a', x: 1 }, dat: {} };
    const strict = send('POST', configMaps, body, { query: { fieldValidation: 'Strict' } });
    expect(messageOf(strict)).toContain('strict decoding error: unknown field "metadata.x", unknown field "dat"');
    expect(send('POST', configMaps, body).warnings).toEqual(['unknown field "metadata.x"', 'unknown field "dat"']);
    expect(send('GET', `${configMaps}/a`).body).not.toHaveProperty('dat');
  });

  it('reads text, with duplicate fields and Go errors', () => {
    const { send } = cluster();
    const strict = { query: { fieldValidation: 'Strict' } };
    const twice = '{"metadata":{"name":"a"},"data":{"k":"1","k":"2"}}';
    expect(messageOf(send('POST', configMaps, twice, strict))).toContain('duplicate field "data.k"');
    expect(messageOf(send('POST', configMaps, '{"a":'))).toContain(
      'json parse error: unexpected end of JSON input ({"a":)',
    );
    expect(messageOf(send('POST', configMaps, '{a}'))).toContain(
      "invalid character 'a' looking for beginning of object key string",
    );
  });

  it('is harmless with keys of Object.prototype', () => {
    const { server, send } = cluster();
    const body = JSON.parse('{"metadata":{"name":"a"},"data":{"__proto__":"x","constructor":"y"}}') as JsonObject;
    expect(send('POST', configMaps, body).code).toBe(201);
    send('PATCH', `${configMaps}/a`, JSON.parse('{"data":{"__proto__":"z"}}') as JsonObject, merge);
    const data = server.reader.get('configmaps', 'default', 'a')!.data!;
    expect(Object.entries(data)).toEqual([
      ['__proto__', 'z'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('bounds size and depth', () => {
    const { send } = cluster();
    const big = { metadata: { name: 'a' }, data: { x: 'x'.repeat(4_000_000) } };
    expect(send('POST', configMaps, big).code).toBe(413);
    expect(send('POST', configMaps, JSON.stringify(big)).code).toBe(413);
    const deep = `{"metadata":{"name":"a"},"data":${'['.repeat(100_000)}`;
    expect(send('POST', configMaps, deep).code).toBe(400);
    let nested: JsonObject = {};
    for (let depth = 0; depth < 100_000; depth++) nested = { a: nested };
    expect(send('POST', configMaps, { metadata: { name: 'a' }, data: nested }).code).toBe(400);
    send('POST', configMaps, { metadata: { name: 'a' } });
    expect(send('PATCH', `${configMaps}/a`, nested).code).toBe(400);
    const revisions = '/apis/apps/v1/namespaces/default/controllerrevisions';
    expect(send('POST', revisions, { metadata: { name: 'a' }, data: nested }).code).toBe(400);
  });
});

describe('deletion', () => {
  it('takes grace periods only down', () => {
    const { server, send, clock } = cluster();
    const path = '/api/v1/namespaces/default/pods';
    send('POST', '/api/v1/nodes', { metadata: { name: 'n' } });
    send('POST', path, pod());
    send('POST', `${path}/web-0/binding`, { metadata: { name: 'web-0' }, target: { kind: 'Node', name: 'n' } });
    expect(metadataOf(send('DELETE', `${path}/web-0`))['deletionGracePeriodSeconds']).toBe(30);
    const { state } = server;
    send('DELETE', `${path}/web-0`, { gracePeriodSeconds: 60 });
    expect(server.state).toBe(state);
    clock.ms += 5000;
    send('DELETE', `${path}/web-0`, { gracePeriodSeconds: 10 });
    expect(server.reader.get('pods', 'default', 'web-0')?.metadata.deletionTimestamp).toBe('2026-01-02T02:50:55Z');
    send('DELETE', `${path}/web-0`, { gracePeriodSeconds: 0 });
    expect(server.reader.get('pods', 'default', 'web-0')).toBeUndefined();
  });

  it('waits for finalizers and ends with the last of them', () => {
    const { send, changes } = cluster();
    send('POST', configMaps, { metadata: { name: 'a', finalizers: ['x.y/z'] } });
    expect(metadataOf(send('DELETE', `${configMaps}/a`, { propagationPolicy: 'Foreground' }))['finalizers']).toEqual([
      'x.y/z',
      'foregroundDeletion',
    ]);
    expect(send('PATCH', `${configMaps}/a`, { metadata: { finalizers: null } }, merge).code).toBe(200);
    expect(changes.at(-1)).toMatchObject({ type: 'DELETED', key: 'default/a' });
    expect(send('GET', `${configMaps}/a`).code).toBe(404);
  });

  it('ends a namespace with its finalizers', () => {
    const { send } = cluster();
    const body = send('POST', '/api/v1/namespaces', { metadata: { name: 'n' } }).body as JsonObject;
    expect((send('DELETE', '/api/v1/namespaces/n').body as JsonObject)['status']).toEqual({ phase: 'Terminating' });
    const refused = send('POST', '/api/v1/namespaces/n/configmaps', { metadata: { name: 'a' } });
    expect(messageOf(refused)).toBe(
      'configmaps "a" is forbidden: unable to create new content in namespace n because it is being terminated',
    );
    const { resourceVersion: _, ...metadata } = body['metadata'] as JsonObject;
    send('PUT', '/api/v1/namespaces/n/finalize', { ...body, metadata, spec: {} });
    expect(send('GET', '/api/v1/namespaces/n').code).toBe(404);
  });
});

describe('eviction', () => {
  it('takes from the budget and refuses without', () => {
    const { server, send } = cluster();
    const path = '/api/v1/namespaces/default/pods';
    const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    send('POST', budgets, {
      metadata: { name: 'b' },
      spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
    });
    const running = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    for (const name of ['x', 'y']) {
      send('POST', path, pod({ name, labels: { a: 'b' } }));
      send('PATCH', `${path}/${name}/status`, { status: running });
    }
    const evict = (name: string): ApiResponse => send('POST', `${path}/${name}/eviction`, { metadata: { name } });
    expect((evict('x').body as JsonObject)['details']).toMatchObject({ retryAfterSeconds: 10 });
    const status = {
      observedGeneration: 1,
      disruptionsAllowed: 1,
      currentHealthy: 2,
      desiredHealthy: 1,
      expectedPods: 2,
    };
    send('PATCH', `${budgets}/b/status`, { status });
    expect(evict('x').code).toBe(201);
    expect(server.reader.get('poddisruptionbudgets.policy', 'default', 'b')?.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { x: '2026-01-02T02:50:45Z' },
    });
    expect(evict('y')).toMatchObject({ code: 429 });
    expect(server.reader.get('pods', 'default', 'y')).toBeDefined();
  });
});

describe('lists', () => {
  it('come in chunks that continue where they ended', () => {
    const { send } = cluster();
    for (const name of ['a', 'b', 'c']) send('POST', configMaps, { metadata: { name } });
    const first = send('GET', configMaps, undefined, { query: { limit: '2' } });
    expect(metadataOf(first)['remainingItemCount']).toBe(1);
    const token = String(metadataOf(first)['continue']);
    const rest = send('GET', configMaps, undefined, { query: { limit: '2', continue: token } });
    expect(
      (rest.body as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name),
    ).toEqual(['c']);
    expect(metadataOf(rest)).not.toHaveProperty('continue');
  });
});

describe('any request', () => {
  it('is answered', () => {
    const { send } = cluster();
    const bodies: JsonValue[] = [null, 1, 'x', [], [null], {}, { metadata: null }, { metadata: [] }, { spec: 1 }, '{}'];
    const paths = [
      '/',
      '',
      '//',
      '/api/v1/pods/%',
      sets,
      `${sets}/web`,
      `${sets}/web/scale`,
      `${sets}/web/status`,
      `${configMaps}/a/b/c`,
    ];
    const types = Object.values({ ...merge, json: 'application/json-patch+json', strategic: undefined });
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      for (const path of paths) {
        for (const body of bodies) {
          for (const contentType of types) {
            const response = send(method, path, body, contentType ? { contentType } : {});
            expect(response.body, `${method} ${path} ${JSON.stringify(body)}`).not.toMatchObject({
              reason: 'InternalError',
            });
          }
        }
        send('POST', sets, set());
      }
    }
  });
});
