import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import { apiHarness } from '../../testing/api-harness.ts';
import { statefulSet } from '../../testing/manifests.ts';

const contentType = 'application/apply-patch+yaml';
const prefix = 'failed to create typed patch object (default/x; apps/v1, Kind=StatefulSet): ';

function applied(body: JsonObject, path = '/apis/apps/v1/namespaces/default/statefulsets/x'): JsonObject {
  const query = { fieldManager: 'me', fieldValidation: 'Strict' };
  return apiHarness().server.handle({ method: 'PATCH', path, query, contentType, body }, 'me').body as JsonObject;
}

function set(spec: JsonObject, container: JsonObject = { name: 'c', image: 'nginx' }): JsonObject {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [container] } };
  const own = { serviceName: 'x', selector: { matchLabels: { app: 'x' } }, template, ...spec };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'x', namespace: 'default' }, spec: own };
}

describe('server-side apply of what the schema does not know', () => {
  it.each<[string, JsonObject, string]>([
    ['an unknown field', set({ replica: 1 }), '.spec.replica: field not declared in schema'],
    [
      'one of a container',
      set({}, { name: 'c', foo: 1 }),
      '.spec.template.spec.containers[name="c"].foo: field not declared in schema',
    ],
    ['two in two places', set({ foo: 1, ordinals: { bar: 1 } }), '.spec.foo: field not declared in schema'],
    ['text for a number', set({ replicas: '1' }), '.spec.replicas: expected numeric (int or float), got string'],
    [
      'a number for text',
      set({ serviceName: 5 }),
      '.spec.serviceName: expected string, got &value.valueUnstructured{Value:5}',
    ],
    [
      'text for yes or no',
      set({}, { name: 'c', tty: 'yes' }),
      '.spec.template.spec.containers[name="c"].tty: expected boolean, got &{yes}',
    ],
    [
      'a map for a list',
      set({ volumeClaimTemplates: { a: 'b' } }),
      '.spec.volumeClaimTemplates: expected list, got &{map[a:b]}',
    ],
    ['a list for a map', set({ ordinals: [1] }), '.spec.ordinals: expected map, got &{[1]}'],
    [
      'a list for a quantity',
      set({}, { name: 'c', resources: { limits: { cpu: [1] } } }),
      '.spec.template.spec.containers[name="c"].resources.limits.cpu: expected any scalar, got &{[1]}',
    ],
    [
      'an element without its key',
      set({}, { image: 'nginx' }),
      '.spec.template.spec.containers: element 0: associative list with keys has an element that omits key field "name" (and doesn\'t have default value)',
    ],
    [
      'two elements of one key',
      set({}, { name: 'c', ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }] }),
      '.spec.template.spec.containers[name="c"].ports: duplicate entries for key [containerPort=80,protocol="TCP"]',
    ],
    [
      'several',
      set({ replicas: '1', minReadySeconds: true }),
      'errors:\n  .spec.minReadySeconds: expected numeric (int or float), got bool\n  .spec.replicas: expected numeric (int or float), got string',
    ],
  ])('%s', (_what, body, message) => {
    expect(applied(body)).toMatchObject({ code: 500, message: prefix + message });
    expect(applied(body)).not.toHaveProperty('reason');
  });

  it('names the versions that do not agree', () => {
    const message = 'Incorrect version specified in apply patch. Specified patch version: v1, expected: apps/v1';
    expect(applied({ ...set({}), apiVersion: 'v1' })).toMatchObject({ code: 400, message });
  });

  it('takes what is empty or left out', () => {
    expect(applied(set({ replicas: null, volumeClaimTemplates: null }))).toMatchObject({ kind: 'StatefulSet' });
  });
});

describe('options of writes', () => {
  const path = '/api/v1/namespaces/default/configmaps/kube';
  const send = (query: Readonly<Record<string, string>>, body: JsonValue, contentTypeOfBody?: string): unknown => {
    const { server } = apiHarness();
    const collection = '/api/v1/namespaces/default/configmaps';
    server.handle({ method: 'POST', path: collection, body: { metadata: { name: 'kube' } } }, 'me');
    const type = contentTypeOfBody ?? 'application/merge-patch+json';
    return server.handle({ method: 'PATCH', path, query, body, contentType: type }, 'me').body;
  };
  it.each<[string, Readonly<Record<string, string>>, JsonValue, string]>([
    [
      'force without apply',
      { force: 'true' },
      {},
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    ],
    [
      'a long manager',
      { fieldManager: 'a'.repeat(129) },
      {},
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
    ],
    [
      'no name',
      {},
      { metadata: { name: null } },
      'the name of the object (kube based on URL) was undeterminable: name must be provided',
    ],
  ])('%s', (_what, query, body, message) => {
    expect(send(query, body)).toMatchObject({ message });
  });

  it('namespaces are not deleted all at once, and a timeout is a number', () => {
    const { server } = apiHarness();
    const status = (method: 'GET' | 'DELETE', query = {}): unknown =>
      server.handle({ method, path: '/api/v1/namespaces', query }, 'me').body;
    expect(status('DELETE')).toMatchObject({ code: 405 });
    const message = 'strconv.ParseInt: parsing "abc": invalid syntax';
    expect(status('GET', { timeoutSeconds: 'abc' })).toMatchObject({ code: 400, message });
  });

  it('the manifest that all of this changes is a good one', () => {
    expect(applied({ apiVersion: 'apps/v1', kind: 'StatefulSet', ...statefulSet('x') })).toMatchObject({
      kind: 'StatefulSet',
    });
  });
});
