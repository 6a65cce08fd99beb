import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { apiHarness } from '../../testing/api-harness.ts';
import { backup, backupDefinition } from '../../testing/custom-resources.ts';

const base = '/apis/db.example.com/v1/namespaces/default/backups';
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

type Body = JsonObject & { readonly metadata: JsonObject; readonly spec: JsonObject };

function cluster() {
  const { server } = apiHarness();
  const ask = (method: ApiRequest['method'], path: string, body?: object | string, more: Partial<ApiRequest> = {}) => {
    const response = server.handle({ method, path, ...(body ? { body: body as JsonValue } : {}), ...more }, 'user');
    return { ...response, body: response.body as Body };
  };
  expect(ask('POST', definitions, backupDefinition).code).toBe(201);
  const patch = (path: string, type: string, body: JsonValue, query = {}) =>
    ask('PATCH', path, body as object, { contentType: `application/${type}`, query });
  return { server, ask, patch };
}

describe('custom objects', () => {
  it('are created with defaults, without unknown fields, and with the first generation', () => {
    const { ask } = cluster();
    const { code, body, warnings } = ask('POST', base, {
      ...backup('a', { targets: [{ name: 'x', foo: 1 }], extra: { any: { thing: 1 } }, since: null, nope: 1 }),
      status: { copies: 9 },
    });
    expect(code).toBe(201);
    expect(body['spec']).toEqual({
      cluster: 'pg',
      targets: [{ name: 'x', encrypt: true }],
      extra: { any: { thing: 1 } },
      since: null,
      copies: 1,
      method: 'snapshot',
    });
    expect(body['status']).toBeUndefined();
    expect(body['metadata']['generation']).toBe(1);
    expect(warnings).toEqual(['unknown field "spec.nope"', 'unknown field "spec.targets[0].foo"']);
  });

  it('are refused with unknown fields when the client wants that', () => {
    const { ask } = cluster();
    const body = { ...backup('a', { nope: 1 }), metadata: { name: 'a', foo: 1 } };
    expect(ask('POST', base, body, { query: { fieldValidation: 'Strict' } }).body['message']).toBe(
      'Backup in version "v1" cannot be handled as a Backup: strict decoding error: unknown field "metadata.foo", unknown field "spec.nope"',
    );
  });

  it.each<[string, object, string]>([
    [
      'type',
      { copies: 'two' },
      'spec.copies: Invalid value: "string": spec.copies in body must be of type integer: "string"',
    ],
    ['required', { cluster: undefined }, 'spec.cluster: Required value'],
    ['enum', { method: 'magic' }, 'spec.method: Unsupported value: "magic": supported values: "snapshot", "dump"'],
    ['maximum', { copies: 6 }, 'spec.copies: Invalid value: 6: spec.copies in body should be less than or equal to 5'],
    [
      'minimum',
      { copies: 0 },
      'spec.copies: Invalid value: 0: spec.copies in body should be greater than or equal to 1',
    ],
    [
      'pattern',
      { cluster: 'A' },
      `spec.cluster: Invalid value: "A": spec.cluster in body should match '^[a-z]([a-z0-9-]*)$'`,
    ],
    ['maxLength', { cluster: 'a'.repeat(21) }, 'spec.cluster: Too long: may not be more than 20 bytes'],
    [
      'format',
      { since: 'now' },
      'spec.since: Invalid value: "now": spec.since in body must be of type date-time: "now"',
    ],
    [
      'maxItems',
      { targets: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
      'spec.targets: Too many: 3: must have at most 2 items',
    ],
    ['list map keys', { targets: [{ name: 'a' }, { name: 'a' }] }, 'spec.targets[1]: Duplicate value: {"name":"a"}'],
    [
      'int or string',
      { port: true },
      'spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
    ],
    [
      'map values',
      { labels: { a: 1 } },
      'spec.labels.a: Invalid value: "integer": spec.labels.a in body must be of type string: "integer"',
    ],
  ])('are validated: %s', (_what, spec, text) => {
    const { ask } = cluster();
    const { code, body } = ask('POST', base, backup('a', spec));
    expect(code).toBe(422);
    expect(String(body['message'])).toContain(`Backup.db.example.com "a" is invalid: `);
    expect(String(body['message'])).toContain(text);
  });

  it('are seen in every served version, with a warning at deprecated ones', () => {
    const { ask } = cluster();
    ask('POST', base, backup('a'));
    const old = ask('GET', `${base.replace('v1', 'v1beta1')}/a`);
    expect(old.body).toMatchObject({ apiVersion: 'db.example.com/v1beta1', spec: { cluster: 'pg' } });
    expect(old.warnings).toEqual(['db.example.com/v1beta1 Backup is deprecated; use db.example.com/v1 Backup']);
    ask('POST', base.replace('v1', 'v1beta1'), {
      ...backup('b', { unknown: true }),
      apiVersion: 'db.example.com/v1beta1',
    });
    expect(ask('GET', `${base}/b`).body).toMatchObject({
      apiVersion: 'db.example.com/v1',
      spec: { cluster: 'pg', copies: 1 },
    });
    expect(ask('POST', base, { ...backup('c'), apiVersion: 'db.example.com/v2' }).body['message']).toBe(
      'the API version in the data (db.example.com/v2) does not match the expected API version (db.example.com/v1)',
    );
  });

  it('keep spec and status apart, and count generations of the spec', () => {
    const { ask, patch } = cluster();
    ask('POST', base, backup('a'));
    const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
    expect(patch(`${base}/a`, 'merge-patch+json', { spec: { copies: 2 }, status: ready }).body).toMatchObject({
      metadata: { generation: 2 },
      spec: { copies: 2 },
    });
    const { body } = patch(`${base}/a/status`, 'merge-patch+json', { spec: { copies: 3 }, status: ready });
    expect(body).toMatchObject({ metadata: { generation: 2 }, spec: { copies: 2 }, status: ready });
    const same = patch(`${base}/a`, 'merge-patch+json', { spec: { copies: 2 } }).body;
    expect(same['metadata']['resourceVersion']).toBe(body['metadata']['resourceVersion']);
    expect(patch(`${base}/a`, 'strategic-merge-patch+json', {}).body).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
    });
    const json = patch(`${base}/a`, 'json-patch+json', [{ op: 'replace', path: '/spec/copies', value: 'x' }]);
    expect(json.code).toBe(422);
  });

  it('scale by the paths of the definition', () => {
    const { ask, patch } = cluster();
    ask('POST', base, backup('a'));
    patch(`${base}/a/status`, 'merge-patch+json', { status: { copies: 1, selector: 'app=a' } });
    const { body } = patch(`${base}/a/scale`, 'merge-patch+json', { spec: { replicas: 4 } });
    expect(body).toMatchObject({ kind: 'Scale', spec: { replicas: 4 }, status: { replicas: 1, selector: 'app=a' } });
    expect(ask('GET', `${base}/a`).body['spec']).toMatchObject({ cluster: 'pg', copies: 4 });
  });

  it('are applied server-side by the keys of the schema', () => {
    const { ask, patch } = cluster();
    const apply = (manager: string, spec: object) =>
      patch(`${base}/a`, 'apply-patch+yaml', { apiVersion: 'db.example.com/v1', kind: 'Backup', spec } as JsonValue, {
        fieldManager: manager,
      });
    expect(apply('one', { cluster: 'pg', targets: [{ name: 'x' }] }).code).toBe(201);
    expect(apply('two', { targets: [{ name: 'y', encrypt: false }] }).code).toBe(200);
    expect(ask('GET', `${base}/a`).body['spec']['targets']).toHaveLength(2);
    expect(apply('two', { cluster: 'my' }).body['message']).toBe(
      'Apply failed with 1 conflict: conflict with "one": .spec.cluster',
    );
  });

  it('are printed by the columns of the definition', () => {
    const { ask, patch } = cluster();
    ask('POST', base, backup('a'));
    patch(`${base}/a/status`, 'merge-patch+json', { status: { conditions: [{ type: 'Ready', status: 'True' }] } });
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const table = ask('GET', base, undefined, { accept }).body as unknown as {
      columnDefinitions: readonly { name: string; priority: number }[];
      rows: readonly { cells: readonly JsonValue[] }[];
    };
    expect(table.columnDefinitions.map(({ name }) => name)).toEqual(['Name', 'Cluster', 'Ready', 'Copies', 'Age']);
    expect(table.rows[0]?.cells).toEqual(['a', 'pg', 'True', 1, '0s']);
  });

  it('take keys such as __proto__ as data, or drop them', () => {
    const { ask } = cluster();
    const text = JSON.stringify(backup('a')).replace(
      '"cluster":"pg"',
      '"cluster":"pg","__proto__":{"x":1},"labels":{"__proto__":"y","constructor":"z"},"extra":{"__proto__":{"polluted":1}}',
    );
    const { body } = ask('POST', base, text);
    expect(JSON.stringify(body['spec'])).toBe(
      '{"cluster":"pg","labels":{"__proto__":"y","constructor":"z"},"extra":{"__proto__":{"polluted":1}},"copies":1,"method":"snapshot"}',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('are watched and listed in their version', () => {
    const { server, ask } = cluster();
    ask('POST', base, backup('a'));
    const opened = server.openWatch({ method: 'GET', path: base.replace('v1', 'v1beta1'), query: { watch: '1' } }, []);
    expect('initial' in opened && opened.initial[0]).toMatchObject({
      type: 'ADDED',
      object: { apiVersion: 'db.example.com/v1beta1', metadata: { name: 'a' } },
    });
    expect(ask('GET', '/apis/db.example.com/v1/backups').body).toMatchObject({
      kind: 'BackupList',
      items: [{ metadata: { name: 'a' } }],
    });
  });
});
