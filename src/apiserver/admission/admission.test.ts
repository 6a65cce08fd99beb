import { describe, expect, it } from 'vitest';
import type { Pod, ResourceQuota } from '../../api/types.ts';
import { apiHarness, type ApiHarness } from '../../testing/api-harness.ts';

const pod = (name: string, resources: object = {}, spec: object = {}): object => ({
  metadata: { name },
  spec: { containers: [{ name: 'nginx', image: 'nginx', resources }], ...spec },
});

const limitRange = (...limits: object[]): object => ({ metadata: { name: 'limits' }, spec: { limits } });

function withLimits(...limits: object[]): ApiHarness {
  const api = apiHarness();
  expect(api.create('limitranges', limitRange(...limits)).code).toBe(201);
  return api;
}

/** A quota whose status says what the spec says, as its controller leaves it. */
function withQuota(hard: Readonly<Record<string, string>>, spec: object = {}): ApiHarness {
  const api = apiHarness();
  expect(api.create('resourcequotas', { metadata: { name: 'q' }, spec: { hard, ...spec } }).errors).toEqual([]);
  const used = Object.fromEntries(Object.keys(hard).map((name) => [name, '0']));
  api.update('resourcequotas', 'q', (quota: ResourceQuota) => ({ ...quota, status: { hard, used } }), 'status');
  return api;
}

const usedOf = (api: ApiHarness): unknown => api.server.reader.get('resourcequotas', 'default', 'q')!.status.used;

describe('LimitRanges', () => {
  it('default what a container item leaves out, and nothing of other types', () => {
    const api = apiHarness();
    const container = { type: 'Container', max: { cpu: '2' }, min: { memory: '64Mi' }, default: { memory: '1024Mi' } };
    const { object } = api.create('limitranges', limitRange(container, { type: 'Pod', max: { cpu: '4' } }));
    expect((object['spec'] as { limits: unknown }).limits).toEqual([
      {
        type: 'Container',
        max: { cpu: '2' },
        min: { memory: '64Mi' },
        default: { cpu: '2', memory: '1Gi' },
        defaultRequest: { cpu: '2', memory: '1Gi' },
      },
      { type: 'Pod', max: { cpu: '4' } },
    ]);
  });

  it.each<[string, object[], readonly string[]]>([
    [
      'an unknown type',
      [{ type: 'Node' }],
      ['spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified'],
    ],
    [
      'amounts that contradict each other',
      [
        {
          type: 'Container',
          min: { cpu: '3' },
          max: { cpu: '2' },
          default: { cpu: '1' },
          defaultRequest: { cpu: '1' },
        },
      ],
      [
        'spec.limits[0].min[cpu]: Invalid value: "3": min value 3 is greater than max value 2',
        'spec.limits[0].defaultRequest[cpu]: Invalid value: "1": min value 3 is greater than default request value 1',
        'spec.limits[0].default[cpu]: Invalid value: "3": min value 3 is greater than default value 1',
      ],
    ],
    [
      'defaults of whole Pods',
      [{ type: 'Pod', default: { cpu: '1' } }],
      ["spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"],
    ],
    [
      'claims without bounds',
      [{ type: 'PersistentVolumeClaim' }],
      [
        'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
      ],
    ],
    [
      'a type twice',
      [
        { type: 'Pod', max: { cpu: '1' } },
        { type: 'Pod', max: { cpu: '2' } },
      ],
      ['spec.limits[1].type: Duplicate value: "Pod"'],
    ],
    [
      'ratios that cannot be',
      [{ type: 'Container', min: { cpu: '1' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '4' } }],
      ['spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "4": ratio 4 is greater than max/min = 2.000000'],
    ],
  ])('may not have %s', (_title, limits, errors) => {
    const answer = apiHarness().create('limitranges', limitRange(...limits));
    expect([answer.code, answer.errors]).toEqual([422, errors]);
  });

  it('fill in what containers do not ask for, and say so', () => {
    const api = withLimits({
      type: 'Container',
      default: { cpu: '1', memory: '1Gi' },
      defaultRequest: { cpu: '500m' },
    });
    const { object } = api.create('pods', pod('web-0', { limits: { cpu: '800m' } }));
    const { spec, metadata, status } = object as unknown as Pod;
    expect(spec.containers[0]!.resources).toEqual({
      limits: { cpu: '800m', memory: '1Gi' },
      requests: { cpu: '800m', memory: '1Gi' },
    });
    expect(metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger':
        'LimitRanger plugin set: memory request for container nginx; memory limit for container nginx',
    });
    expect(status.qosClass).toBe('Guaranteed');
  });

  it.each<[string, object, object, string]>([
    [
      'below the least',
      { type: 'Container', min: { cpu: '200m' } },
      { requests: { cpu: '100m' } },
      'minimum cpu usage per Container is 200m, but request is 100m',
    ],
    [
      'above the most',
      { type: 'Container', max: { memory: '1Gi' } },
      { limits: { memory: '1536Mi' } },
      'maximum memory usage per Container is 1Gi, but limit is 1536Mi',
    ],
    ['unlimited', { type: 'Pod', max: { cpu: '1' } }, {}, 'maximum cpu usage per Pod is 1.  No limit is specified'],
    [
      'too far from its limit',
      { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
      { requests: { cpu: '100m' }, limits: { cpu: '300m' } },
      'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
    ],
  ])('refuse a Pod %s', (_title, item, resources, error) => {
    const answer = withLimits(item).create('pods', pod('web-0', resources));
    expect([answer.code, answer.errors]).toEqual([403, [`pods "web-0" is forbidden: ${error}`]]);
  });

  it('refuse claims of the wrong size', () => {
    const api = withLimits({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } });
    const claim = (storage: string): object => ({
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    });
    const prefix = 'persistentvolumeclaims "data" is forbidden: ';
    expect(api.create('persistentvolumeclaims', claim('500Mi')).errors).toEqual([
      `${prefix}minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi`,
    ]);
    expect(api.create('persistentvolumeclaims', claim('5Gi')).errors).toEqual([
      `${prefix}maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 5Gi`,
    ]);
    expect(api.create('persistentvolumeclaims', claim('2Gi')).code).toBe(201);
  });
});

describe('ResourceQuotas', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'resources that are none',
      { hard: { apples: '1' } },
      [
        'spec.hard[apples]: Invalid value: "apples": must be a standard resource type or fully qualified',
        'spec.hard[apples]: Invalid value: "apples": must be a standard resource for quota',
      ],
    ],
    [
      'scopes that clash',
      { scopes: ['BestEffort', 'NotBestEffort'] },
      ['spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes'],
    ],
    [
      'scopes that the resource does not have',
      { hard: { services: '1' }, scopes: ['Terminating'] },
      ['spec.scopes: Invalid value: ["Terminating"]: unsupported scope applied to resource'],
    ],
    [
      'selectors without values',
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] } },
      [
        "spec.scopeSelector.matchExpressions[0].values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
      ],
    ],
  ])('may not have %s', (_title, spec, errors) => {
    const answer = apiHarness().create('resourcequotas', { metadata: { name: 'q' }, spec });
    expect([answer.code, answer.errors]).toEqual([422, errors]);
  });

  it('are charged for what is created, and refuse what does not fit', () => {
    const api = withQuota({ pods: '2', 'requests.cpu': '1' });
    const asking = (cpu: string): object => ({ requests: { cpu } });
    expect(api.create('pods', pod('web-0', asking('600m'))).code).toBe(201);
    expect(usedOf(api)).toEqual({ pods: '1', 'requests.cpu': '600m' });
    expect(api.create('pods', pod('web-1', asking('500m'))).errors).toEqual([
      'pods "web-1" is forbidden: exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
    ]);
    expect(api.create('pods', pod('web-1')).errors).toEqual([
      'pods "web-1" is forbidden: failed quota: q: must specify requests.cpu for: nginx',
    ]);
    api.create('pods', pod('web-1', asking('400m')));
    expect(api.create('pods', pod('web-2', asking('100m'))).errors).toEqual([
      'pods "web-2" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=100m, used: pods=2,requests.cpu=1, limited: pods=2,requests.cpu=1',
    ]);
  });

  it('charge nothing for dry runs', () => {
    const api = withQuota({ pods: '1' });
    expect(api.create('pods', pod('web-0'), { dryRun: 'All' }).code).toBe(201);
    expect(usedOf(api)).toEqual({ pods: '0' });
  });

  it.each<[string, object, object, object]>([
    ['Terminating', { scopes: ['Terminating'] }, pod('a', {}, { activeDeadlineSeconds: 60 }), pod('b')],
    ['NotTerminating', { scopes: ['NotTerminating'] }, pod('a'), pod('b', {}, { activeDeadlineSeconds: 60 })],
    ['BestEffort', { scopes: ['BestEffort'] }, pod('a'), pod('b', { requests: { cpu: '1' } })],
    ['NotBestEffort', { scopes: ['NotBestEffort'] }, pod('a', { requests: { cpu: '1' } }), pod('b')],
    [
      'PriorityClass',
      {
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] }],
        },
      },
      pod('a', {}, { priorityClassName: 'system-node-critical' }),
      pod('b'),
    ],
  ])('mind the scope %s', (_scope, spec, inside, outside) => {
    const api = withQuota({ pods: '0' }, spec);
    expect(api.create('pods', inside).code).toBe(403);
    expect(api.create('pods', outside).code).toBe(201);
  });

  it('count claims per class, Services by type, and objects of any kind', () => {
    const ofClass = 'standard.storageclass.storage.k8s.io/requests.storage';
    const api = withQuota({ [ofClass]: '2Gi', 'services.nodeports': '1', 'count/configmaps': '1' });
    const claim = (name: string, storageClassName: string): object => ({
      metadata: { name },
      spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
    });
    expect(api.create('persistentvolumeclaims', claim('a', 'other')).code).toBe(201);
    expect(api.create('persistentvolumeclaims', claim('b', 'standard')).code).toBe(201);
    expect(api.create('persistentvolumeclaims', claim('c', 'standard')).errors[0]).toBe(
      `persistentvolumeclaims "c" is forbidden: exceeded quota: q, requested: ${ofClass}=2Gi, used: ${ofClass}=2Gi, limited: ${ofClass}=2Gi`,
    );
    const service = (name: string, type: string): object => ({
      metadata: { name },
      spec: { type, ports: [{ port: 80 }] },
    });
    expect(api.create('services', service('a', 'ClusterIP')).code).toBe(201);
    expect(api.create('services', service('b', 'NodePort')).code).toBe(201);
    const widened = api.patch('services', 'a', { spec: { type: 'NodePort' } });
    expect(widened.errors[0]).toContain(
      'exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=1',
    );
    expect(api.create('configmaps', { metadata: { name: 'a' } }).code).toBe(201);
    expect(api.create('configmaps', { metadata: { name: 'b' } }).code).toBe(403);
  });
});
