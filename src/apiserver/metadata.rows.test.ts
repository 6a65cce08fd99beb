import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../api/json.ts';
import type { ResourceName } from '../api/scheme.ts';
import { pathOf, updateRequest } from '../client/request.ts';
import { apiHarness, plainPod, type ApiHarness } from '../testing/api-harness.ts';
import { headlessService, statefulSet } from '../testing/manifests.ts';

const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const key =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const value =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const claim = {
  metadata: { name: 'x' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const volume = {
  metadata: { name: 'x' },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
};
const budget = { metadata: { name: 'x' }, spec: { minAvailable: 1 } };

/** A valid object of each kind of the table. */
const samples: Readonly<Record<string, object>> = {
  'statefulsets.apps': statefulSet('x'),
  services: headlessService('x'),
  pods: plainPod('x'),
  persistentvolumeclaims: claim,
  persistentvolumes: volume,
  'storageclasses.storage.k8s.io': { metadata: { name: 'x' }, provisioner: 'example.com/p' },
  'poddisruptionbudgets.policy': budget,
  configmaps: { metadata: { name: 'x' } },
  secrets: { metadata: { name: 'x' } },
  namespaces: { metadata: { name: 'x' } },
  nodes: { metadata: { name: 'x' } },
  'controllerrevisions.apps': { metadata: { name: 'x' }, revision: 1, data: {} },
  'replicasets.apps': {
    metadata: { name: 'x' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: plainPod('x').spec },
    },
  },
  'deployments.apps': {
    metadata: { name: 'x' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: plainPod('x').spec },
    },
  },
  endpoints: { metadata: { name: 'x' } },
  'endpointslices.discovery.k8s.io': { metadata: { name: 'x' }, addressType: 'IPv4', endpoints: [] },
  'networkpolicies.networking.k8s.io': { metadata: { name: 'x' }, spec: { podSelector: {} } },
  'ingresses.networking.k8s.io': {
    metadata: { name: 'x' },
    spec: { defaultBackend: { service: { name: 's', port: { number: 80 } } } },
  },
};

const withMeta = (resource: string, metadata: object): object => {
  const sample = samples[resource] as { readonly metadata: object };
  return { ...sample, metadata: { ...sample.metadata, ...metadata } };
};

describe('generation', () => {
  it.each<[ResourceName, number | undefined, object | undefined]>([
    ['statefulsets.apps', 1, { spec: { replicas: 3 } }],
    ['replicasets.apps', 1, { spec: { replicas: 3 } }],
    ['deployments.apps', 1, { spec: { replicas: 3 } }],
    ['poddisruptionbudgets.policy', 1, { spec: { minAvailable: 2 } }],
    ['networkpolicies.networking.k8s.io', 1, { spec: { podSelector: { matchLabels: { a: 'b' } } } }],
    ['ingresses.networking.k8s.io', 1, { spec: { ingressClassName: 'c' } }],
    ['pods', 1, { spec: { activeDeadlineSeconds: 5 } }],
    ['endpointslices.discovery.k8s.io', 1, { metadata: { labels: { a: 'b' } } }],
    ['services', undefined, { spec: { selector: { a: 'b' } } }],
    ['persistentvolumeclaims', undefined, { metadata: { labels: { a: 'b' } } }],
    ['persistentvolumes', undefined, { spec: { persistentVolumeReclaimPolicy: 'Delete' } }],
    ['storageclasses.storage.k8s.io', undefined, { allowVolumeExpansion: true }],
    ['nodes', undefined, { spec: { unschedulable: true } }],
    ['namespaces', undefined, { metadata: { labels: { a: 'b' } } }],
    ['configmaps', undefined, { data: { a: 'b' } }],
    ['secrets', undefined, { stringData: { a: 'b' } }],
    ['controllerrevisions.apps', undefined, { revision: 2 }],
    ['endpoints', undefined, { metadata: { labels: { a: 'b' } } }],
  ])('%s starts with %s', (resource, first, change) => {
    const api = apiHarness();
    const created = api.create(resource, samples[resource]!);
    expect(created.errors).toEqual([]);
    expect(created.object.metadata.generation).toBe(first);
    const patched = api.patch(resource, 'x', change!);
    expect(patched.errors).toEqual([]);
    expect(patched.object.metadata.generation).toBe(first === undefined ? undefined : first + 1);
    expect(patched.object.metadata.resourceVersion).not.toBe(created.object.metadata.resourceVersion);
    const again = api.patch(resource, 'x', change!);
    expect(again.object.metadata.resourceVersion).toBe(patched.object.metadata.resourceVersion);
  });

  it('grows with annotations of Deployments only', () => {
    const api = apiHarness();
    const annotated = (resource: ResourceName): number | undefined => {
      api.create(resource, samples[resource]!);
      return api.patch(resource, 'x', { metadata: { annotations: { a: 'b' } } }).object.metadata.generation;
    };
    expect(annotated('deployments.apps')).toBe(2);
    expect(annotated('statefulsets.apps')).toBe(1);
  });

  it('grows when the object is first marked for deletion', () => {
    const api = apiHarness();
    api.create('statefulsets.apps', withMeta('statefulsets.apps', { finalizers: ['a.b/c'] }));
    const { object } = api.delete('statefulsets.apps', 'x');
    expect(object.metadata).toMatchObject({ generation: 2, deletionGracePeriodSeconds: 0, finalizers: ['a.b/c'] });
    expect(api.delete('statefulsets.apps', 'x').object.metadata.generation).toBe(2);
    expect(api.patch('statefulsets.apps', 'x', { metadata: { finalizers: ['a.b/c', 'x.y/z'] } }).errors[0]).toBe(
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"x.y/z"}',
    );
  });
});

describe('names', () => {
  it.each<[ResourceName, string, readonly string[]]>([
    ['statefulsets.apps', 'Web', [label]],
    ['statefulsets.apps', 'a.b', ['must not contain dots']],
    ['statefulsets.apps', '-a', [label]],
    ['statefulsets.apps', 'a'.repeat(64), ['must be no more than 63 characters']],
    ['statefulsets.apps', `${'a'.repeat(63)}_`, ['must be no more than 63 characters', label]],
    ['services', '1web', []],
    ['services', 'a.b', ['must not contain dots']],
    ['services', 'a'.repeat(64), ['must be no more than 63 characters']],
    ['namespaces', 'My', [label]],
    ['pods', 'a.b', []],
    ['pods', 'A', [subdomain]],
    ['pods', 'a'.repeat(254), ['must be no more than 253 characters']],
    ['persistentvolumeclaims', 'a_b', [subdomain]],
    ['persistentvolumes', 'a..b', [subdomain]],
    ['configmaps', 'a-', [subdomain]],
    ['storageclasses.storage.k8s.io', 'Fast', [subdomain]],
    ['poddisruptionbudgets.policy', 'A', [subdomain]],
    ['controllerrevisions.apps', 'A', [subdomain]],
  ])('%s %s', (resource, name, messages) => {
    const answer = apiHarness().create(resource, withMeta(resource, { name }));
    expect(answer.errors).toEqual(messages.map((text) => `metadata.name: Invalid value: "${name}": ${text}`));
  });

  it.each<[object, readonly string[]]>([
    [{ name: '' }, ['metadata.name: Required value: name or generateName is required']],
    [{ labels: { 'a b': 'c' } }, [`metadata.labels: Invalid value: "a b": ${key}`]],
    [{ labels: { '/a': 'c' } }, ['metadata.labels: Invalid value: "/a": prefix part must be non-empty']],
    [
      { labels: { 'a/': 'c' } },
      [
        'metadata.labels: Invalid value: "a/": name part must be non-empty',
        `metadata.labels: Invalid value: "a/": ${key}`,
      ],
    ],
    [{ labels: { 'A_b/c': 'd' } }, [`metadata.labels: Invalid value: "A_b/c": prefix part ${subdomain}`]],
    [
      { labels: { 'a/b/c': 'd' } },
      [
        `metadata.labels: Invalid value: "a/b/c": a valid label key ${key.slice('name part '.length)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ],
    ],
    [
      { labels: { ['k'.repeat(64)]: 'd' } },
      [`metadata.labels: Invalid value: "${'k'.repeat(64)}": name part must be no more than 63 bytes`],
    ],
    [{ labels: { a: 'b c' } }, [`metadata.labels: Invalid value: "b c": ${value}`]],
    [
      { labels: { a: 'v'.repeat(64) } },
      [`metadata.labels: Invalid value: "${'v'.repeat(64)}": must be no more than 63 bytes`],
    ],
    [{ annotations: { 'a b': 'any thing' } }, [`metadata.annotations: Invalid value: "a b": ${key}`]],
    [
      { annotations: { a: 'x'.repeat(262_144) } },
      ['metadata.annotations: Too long: may not be more than 262144 bytes'],
    ],
    [
      { finalizers: ['x'] },
      [
        'metadata.finalizers[0]: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
      ],
    ],
  ])('metadata %#', (metadata, errors) => {
    expect(apiHarness().create('configmaps', withMeta('configmaps', metadata)).errors).toEqual(errors);
  });

  it('are generated from a prefix', () => {
    const api = apiHarness();
    const generated = (prefix: string): string =>
      api.create('configmaps', { metadata: { generateName: prefix } }).object.metadata.name;
    expect(generated('web-')).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(generated('p'.repeat(62))).toMatch(/^p{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(api.create('configmaps', { metadata: { generateName: 'Web-' } }).errors[0]).toContain(
      'metadata.generateName',
    );
  });
});

describe('owners', () => {
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u' };
  it.each<[string, readonly object[], readonly string[]]>([
    [
      'two controllers',
      [
        { ...owner, controller: true },
        { ...owner, name: 'b', controller: true },
      ],
      [
        'Only one reference can have Controller set to true. Found "true" in references for ConfigMap/a and ConfigMap/b',
      ],
    ],
    ['no uid', [{ ...owner, uid: '' }], ['metadata.ownerReferences.uid: Invalid value: "": must not be empty']],
    ['no version', [{ ...owner, apiVersion: '' }], ['version must not be empty']],
    ['an Event', [{ ...owner, kind: 'Event' }], ['/v1, Kind=Event is disallowed from being an owner']],
  ])('%s', (_what, ownerReferences, texts) => {
    const { errors } = apiHarness().create('configmaps', withMeta('configmaps', { ownerReferences }));
    expect(errors).toHaveLength(texts.length);
    for (const [index, text] of texts.entries()) expect(errors[index]).toContain(text);
  });
});

const put = (api: ApiHarness, resource: ResourceName, body: object): JsonObject =>
  api.server.handle(updateRequest({ resource, namespace: 'default', name: 'x' }, body), 'user').body as JsonObject;

describe('what only the server sets', () => {
  it('stays whatever a request says', () => {
    const api = apiHarness();
    const sent = {
      uid: 'mine',
      creationTimestamp: '2000-01-01T00:00:00Z',
      deletionTimestamp: '2000-01-01T00:00:00Z',
      deletionGracePeriodSeconds: 5,
      generation: 9,
    };
    const { metadata } = api.create('statefulsets.apps', withMeta('statefulsets.apps', sent)).object;
    expect(metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(metadata).toMatchObject({ creationTimestamp: '2026-01-01T00:00:00Z', generation: 1 });
    expect(metadata).not.toHaveProperty('deletionTimestamp');
    const after = put(api, 'statefulsets.apps', { ...statefulSet('x'), status: { replicas: 7 } });
    expect(after).toMatchObject({ metadata: { generation: 1, uid: metadata.uid }, status: { replicas: 0 } });
  });

  it('is compared when a request names it', () => {
    const api = apiHarness();
    api.create('configmaps', samples['configmaps']!);
    expect(put(api, 'configmaps', withMeta('configmaps', { resourceVersion: '1' }))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "x": the object has been modified; please apply your changes to the latest version and try again',
      details: { name: 'x', kind: 'configmaps' },
    });
    expect(api.create('configmaps', withMeta('configmaps', { name: 'y', resourceVersion: '1' }))).toMatchObject({
      code: 500,
      errors: ['resourceVersion should not be set on objects to be created'],
    });
  });
});

describe('a deletion', () => {
  const status = (resource: ResourceName, code: number, reason: string, message: string): object => ({
    code,
    object: { kind: 'Status', status: 'Failure', reason, message, details: { name: 'x', kind: resource } },
  });

  it('answers with the object, or with a Status', () => {
    const api = apiHarness();
    api.create('configmaps', samples['configmaps']!);
    const { uid } = api.server.reader.get('configmaps', 'default', 'x')!.metadata;
    expect(api.delete('configmaps', 'x').object).toMatchObject({
      status: 'Success',
      details: { name: 'x', kind: 'configmaps', uid },
    });
    expect(api.delete('configmaps', 'x')).toMatchObject(
      status('configmaps', 404, 'NotFound', 'configmaps "x" not found'),
    );
    api.create('pods', plainPod('x'));
    expect(api.delete('pods', 'x')).toMatchObject({ code: 200, object: { kind: 'Pod' } });
  });

  it.each<[string, object, number | undefined, number | undefined]>([
    ['of its own grace', {}, undefined, 30],
    ['of a given grace', {}, 5, 5],
    ['of the grace of its spec', { terminationGracePeriodSeconds: 7 }, undefined, 7],
    ['of a negative grace, which is one second', {}, -3, 1],
    ['at once', {}, 0, undefined],
    ['of a Pod without node, at once', { nodeName: '' }, 20, undefined],
  ])('of a Pod: %s', (_what, spec, gracePeriodSeconds, left) => {
    const api = apiHarness();
    api.create('pods', plainPod('x', { nodeName: 'node-1', ...spec }));
    api.delete('pods', 'x', gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds });
    expect(api.server.reader.get('pods', 'default', 'x')?.metadata.deletionGracePeriodSeconds).toBe(left);
  });

  it.each(['Failed', 'Succeeded'])('of a %s Pod is at once', (phase) => {
    const api = apiHarness();
    api.create('pods', plainPod('x', { nodeName: 'node-1' }));
    api.patch('pods', 'x', { status: { phase } }, 'status');
    api.delete('pods', 'x');
    expect(api.server.reader.get('pods', 'default', 'x')).toBeUndefined();
  });

  it('of another incarnation is refused', () => {
    const api = apiHarness();
    api.create('pods', plainPod('x'));
    const { uid } = api.server.reader.get('pods', 'default', 'x')!.metadata;
    const text = `the UID in the precondition (other) does not match the UID in record (${uid}). The object might have been deleted and then recreated`;
    expect(api.delete('pods', 'x', { preconditions: { uid: 'other' } }).errors).toEqual([
      `Operation cannot be fulfilled on Pod "x": ${text}`,
    ]);
  });

  it('blocks its name until it is over', () => {
    const api = apiHarness();
    api.create('pods', plainPod('x', { nodeName: 'node-1' }));
    expect(api.create('pods', plainPod('x'))).toMatchObject(
      status('pods', 409, 'AlreadyExists', 'pods "x" already exists'),
    );
    api.delete('pods', 'x');
    expect(api.create('pods', plainPod('x')).errors).toEqual(['object is being deleted: pods "x" already exists']);
    const named = { ...plainPod('x'), metadata: { name: 'x', generateName: 'x-' } };
    expect(api.create('pods', named)).toMatchObject({
      code: 409,
      errors: [
        'object is being deleted: pods "x" already exists, the server was not able to generate a unique name for the object',
      ],
    });
  });

  it.each<[object, readonly string[]]>([
    [{ propagationPolicy: 'Foreground' }, ['foregroundDeletion']],
    [{ propagationPolicy: 'Orphan' }, ['orphan']],
    [{ orphanDependents: true }, ['orphan']],
  ])('%j waits for the garbage collector', (options, finalizers) => {
    const api = apiHarness();
    api.create('statefulsets.apps', statefulSet('x'));
    expect(api.delete('statefulsets.apps', 'x', options).object.metadata).toMatchObject({ finalizers, generation: 2 });
  });
});

describe('namespaces', () => {
  it('must exist, and live', () => {
    const api = apiHarness();
    const post = (namespace: string): JsonValue =>
      api.server.handle({ method: 'POST', path: pathOf({ resource: 'pods', namespace }), body: plainPod('x') }, 'user')
        .body;
    expect(post('foo')).toMatchObject({ code: 404, message: 'namespaces "foo" not found' });
    api.create('namespaces', { metadata: { name: 'foo' } });
    api.server.handle({ method: 'DELETE', path: '/api/v1/namespaces/foo' }, 'user');
    expect(post('foo')).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: 'pods "x" is forbidden: unable to create new content in namespace foo because it is being terminated',
    });
  });

  it.each(['default', 'kube-system', 'kube-public'])('%s cannot be deleted', (name) => {
    const api = apiHarness();
    api.create('namespaces', { metadata: { name } });
    const { code, body } = api.server.handle({ method: 'DELETE', path: `/api/v1/namespaces/${name}` }, 'user');
    expect(code).toBe(403);
    expect(body).toMatchObject({ message: `namespaces "${name}" is forbidden: this namespace may not be deleted` });
  });

  it('are labelled with their names', () => {
    expect(apiHarness().create('namespaces', { metadata: { name: 'foo' } }).object).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'foo' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });
});
