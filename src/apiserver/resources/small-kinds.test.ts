import { describe, expect, it } from 'vitest';
import type { ResourceName } from '../../api/scheme.ts';
import { apiHarness } from '../../testing/api-harness.ts';

type Row = readonly [resource: ResourceName, what: string, object: object, errors: readonly string[]];

const configKey =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const percent =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
const budgets = 'poddisruptionbudgets.policy';

describe('refuses', () => {
  it.each<Row>([
    ['configmaps', 'keys', { data: { 'a b': '' } }, [`data[a b]: Invalid value: "a b": ${configKey}`]],
    [
      'configmaps',
      'a key in both kinds of data',
      { data: { a: '' }, binaryData: { a: '' } },
      ['data[a]: Invalid value: "a": duplicate of key present in binaryData'],
    ],
    [
      'configmaps',
      'too much',
      { data: { a: 'x'.repeat(1_048_577) } },
      ['[]: Too long: may not be more than 1048576 bytes'],
    ],
    [
      'secrets',
      'certificates without certificate',
      { type: 'kubernetes.io/tls' },
      ['data[tls.crt]: Required value', 'data[tls.key]: Required value'],
    ],
    [
      'secrets',
      'log-ins without name and password',
      { type: 'kubernetes.io/basic-auth' },
      ['data[username]: Required value', 'data[password]: Required value'],
    ],
    [
      'secrets',
      'registries that are no JSON',
      { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'x' } },
      [
        `data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'x' looking for beginning of value`,
      ],
    ],
    [
      'secrets',
      'tokens of nobody',
      { type: 'kubernetes.io/service-account-token' },
      ['metadata.annotations[kubernetes.io/service-account.name]: Required value'],
    ],
    [
      budgets,
      'both bounds',
      { spec: { minAvailable: 1, maxUnavailable: 1 } },
      [
        'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
      ],
    ],
    [
      budgets,
      'fewer than none',
      { spec: { minAvailable: -1 } },
      ['spec.minAvailable: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      budgets,
      'more than all',
      { spec: { maxUnavailable: '101%' } },
      ['spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    ],
    [
      budgets,
      'no percentage',
      { spec: { maxUnavailable: 'x' } },
      [`spec.maxUnavailable: Invalid value: "x": ${percent}`],
    ],
    [
      budgets,
      'unknown policies',
      { spec: { unhealthyPodEvictionPolicy: 'X' } },
      ['spec.unhealthyPodEvictionPolicy: Unsupported value: "X": supported values: "AlwaysAllow", "IfHealthyBudget"'],
    ],
    ['controllerrevisions.apps', 'no data', {}, ['data: Required value: data is mandatory']],
    [
      'controllerrevisions.apps',
      'a negative revision',
      { data: {}, revision: -1 },
      ['revision: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'events',
      'objects elsewhere',
      { involvedObject: { namespace: 'other' } },
      ['involvedObject.namespace: Invalid value: "other": does not match event.namespace'],
    ],
    [
      'leases.coordination.k8s.io',
      'no time',
      { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } },
      [
        'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
        'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0',
      ],
    ],
    [
      'namespaces',
      'finalizers without domain',
      { spec: { finalizers: ['x'] } },
      ['spec.finalizers: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified'],
    ],
    [
      'endpoints',
      'subsets without address',
      { subsets: [{}] },
      ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
    ],
    [
      'endpointslices.discovery.k8s.io',
      'unknown addresses',
      { addressType: 'X', endpoints: [{ addresses: [] }], ports: [{ name: 'a' }, { name: 'a' }] },
      [
        'addressType: Unsupported value: "X": supported values: "FQDN", "IPv4", "IPv6"',
        'endpoints[0].addresses: Required value: must contain at least 1 address',
        'ports[1].name: Duplicate value: "a"',
      ],
    ],
    [
      'nodes',
      'a taint twice',
      {
        spec: {
          taints: [
            { key: 'a', effect: 'NoSchedule' },
            { key: 'a', value: 'b', effect: 'NoSchedule' },
          ],
        },
      },
      [
        'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
      ],
    ],
  ])('%s: %s', (resource, _what, object, errors) => {
    const answer = apiHarness().create(resource, { metadata: { name: 'x' }, ...object });
    expect([answer.code, answer.errors]).toEqual([422, errors]);
  });
});

describe('what was made immutable stays', () => {
  const immutable = 'Forbidden: field is immutable when `immutable` is set';
  it.each<[ResourceName, object, readonly string[]]>([
    ['configmaps', { data: { a: 'x' } }, [`data: ${immutable}`]],
    [
      'configmaps',
      { immutable: false, binaryData: { b: '' } },
      [`immutable: ${immutable}`, `binaryData: ${immutable}`],
    ],
    ['configmaps', { metadata: { labels: { a: 'b' } } }, []],
    ['secrets', { stringData: { a: 'x' } }, [`data: ${immutable}`]],
    ['secrets', { type: 'x' }, ['type: Invalid value: "x": field is immutable']],
  ])('%s changed by %j', (resource, patch, errors) => {
    const api = apiHarness();
    const data = resource === 'secrets' ? { stringData: { a: 'b' } } : { data: { a: 'b' } };
    api.create(resource, { metadata: { name: 'x' }, ...data, immutable: true });
    expect(api.patch(resource, 'x', patch).errors).toEqual(errors);
  });
});

it('stores texts of a secret as base64', () => {
  const { object } = apiHarness().create('secrets', { metadata: { name: 'x' }, stringData: { a: 'ü' } });
  expect(object).toMatchObject({ type: 'Opaque', data: { a: 'w7w=' } });
  expect(object).not.toHaveProperty('stringData');
});

it('lets revisions be renumbered, but never rewritten', () => {
  const api = apiHarness();
  const revisions = 'controllerrevisions.apps';
  api.create(revisions, { metadata: { name: 'x' }, data: { a: 1 }, revision: 1 });
  expect(api.patch(revisions, 'x', { revision: 2 }).errors).toEqual([]);
  expect(api.patch(revisions, 'x', { data: { a: 2 } }).errors).toEqual([
    'data: Invalid value: {"a":2}: field is immutable',
  ]);
});

it('counts the generations of slices, not of their annotations', () => {
  const api = apiHarness();
  const slices = 'endpointslices.discovery.k8s.io';
  api.create(slices, { metadata: { name: 'x' }, addressType: 'IPv4', endpoints: [] });
  expect(api.patch(slices, 'x', { metadata: { annotations: { a: 'b' } } }).object.metadata.generation).toBe(1);
  const endpoints = [{ addresses: ['10.244.0.1'] }];
  expect(api.patch(slices, 'x', { endpoints }).object.metadata.generation).toBe(2);
  expect(api.patch(slices, 'x', { addressType: 'IPv6', endpoints: [] }).errors).toEqual([
    'addressType: Invalid value: "IPv6": field is immutable',
  ]);
});

it.each(['default', 'kube-system', 'kube-public'])('refuses to delete the namespace %s', (name) => {
  const api = apiHarness();
  api.create('namespaces', { metadata: { name } });
  const { code, errors } = api.delete('namespaces', name);
  expect([code, errors]).toEqual([403, [`namespaces "${name}" is forbidden: this namespace may not be deleted`]]);
});

it('labels a namespace with its name and keeps it until it is empty', () => {
  const { object } = apiHarness().create('namespaces', { metadata: { name: 'x' } });
  expect(object).toMatchObject({
    metadata: { labels: { 'kubernetes.io/metadata.name': 'x' } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
});
