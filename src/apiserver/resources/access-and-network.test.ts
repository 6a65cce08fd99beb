import { describe, expect, it } from 'vitest';
import type { ResourceName } from '../../api/scheme.ts';
import { apiHarness, plainPod } from '../../testing/api-harness.ts';

type Row = readonly [resource: ResourceName, what: string, object: object, errors: readonly string[]];

const roles = 'roles.rbac.authorization.k8s.io';
const bindings = 'rolebindings.rbac.authorization.k8s.io';
const policies = 'networkpolicies.networking.k8s.io';
const ingresses = 'ingresses.networking.k8s.io';
const classes = 'priorityclasses.scheduling.k8s.io';
const autoscalers = 'horizontalpodautoscalers.autoscaling';
const path = (entry: object): object => ({ spec: { rules: [{ http: { paths: [entry] } }] } });
const backend = { service: { name: 'web', port: { number: 80 } } };
const peer = (entry: object): object => ({ spec: { podSelector: {}, ingress: [{ from: [entry] }] } });

describe('refuses', () => {
  it.each<Row>([
    [
      roles,
      'rules that say nothing',
      { rules: [{}] },
      [
        'rules[0].verbs: Required value: verbs must contain at least one value',
        'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
        'rules[0].resources: Required value: resource rules must supply at least one resource',
      ],
    ],
    [
      roles,
      'URLs in a namespace',
      { rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }] },
      ['rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs'],
    ],
    [
      bindings,
      'subjects of unknown kind and roles of nothing',
      { roleRef: { kind: 'Job', name: '' }, subjects: [{ kind: 'Pod', name: 'x' }] },
      [
        'roleRef.kind: Unsupported value: "Job": supported values: "Role", "ClusterRole"',
        'roleRef.name: Required value',
        'subjects[0].kind: Unsupported value: "Pod": supported values: "ServiceAccount", "User", "Group"',
      ],
    ],
    [policies, 'peers that are nobody', peer({}), ['spec.ingress[0].from[0]: Required value: must specify a peer']],
    [
      policies,
      'exceptions outside of their block',
      peer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '11.0.0.0/16'] } }),
      ['spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`'],
    ],
    [
      ingresses,
      'nothing to route',
      { spec: {} },
      ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
    ],
    [
      ingresses,
      'paths without type',
      path({ path: '/', backend }),
      ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified'],
    ],
    [
      ingresses,
      'relative paths and backends without port',
      path({ path: 'x', pathType: 'Prefix', backend: { service: { name: 'web' } } }),
      [
        'spec.rules[0].http.paths[0].path: Invalid value: "x": must be an absolute path',
        'spec.rules[0].http.paths[0].backend: Required value: port name or number is required',
      ],
    ],
    [
      classes,
      'values of the system',
      { value: 1_000_000_001 },
      ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
    ],
    [
      autoscalers,
      'ranges upside down',
      { spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'web' }, minReplicas: 3, maxReplicas: 2 } },
      ['spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`'],
    ],
  ])('%s: %s', (resource, _what, object, errors) => {
    expect(apiHarness().create(resource, { metadata: { name: 'x' }, ...object }).errors).toEqual(errors);
  });
});

describe('a binding', () => {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' };

  it('gets API groups and stays with its role', () => {
    const api = apiHarness();
    const subjects = [
      { kind: 'User', name: 'jane' },
      { kind: 'ServiceAccount', name: 'default', namespace: 'default' },
    ];
    const binding = { metadata: { name: 'x' }, roleRef: { kind: 'Role', name: 'reader' }, subjects };
    const { object } = api.create(bindings, binding);
    expect(object).toMatchObject({ roleRef, subjects: [{ apiGroup: 'rbac.authorization.k8s.io' }, subjects[1]] });
    expect(api.patch(bindings, 'x', { roleRef: { name: 'writer' } }).errors).toEqual([
      'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"writer"}: cannot change roleRef',
    ]);
  });
});

describe('a NetworkPolicy', () => {
  it('is one for egress only when it says something about egress', () => {
    const api = apiHarness();
    const spec = { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] };
    expect(api.create(policies, { metadata: { name: 'a' }, spec }).object).toMatchObject({
      metadata: { generation: 1 },
      spec: { policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80, protocol: 'TCP' }] }] },
    });
    const both = api.create(policies, { metadata: { name: 'b' }, spec: { podSelector: {}, egress: [{}] } });
    expect(both.object).toMatchObject({ spec: { policyTypes: ['Ingress', 'Egress'] } });
  });
});

describe('a new Ingress', () => {
  it('gets the default class', () => {
    const api = apiHarness();
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    api.create('ingressclasses.networking.k8s.io', {
      metadata: { name: 'nginx', annotations },
      spec: { controller: 'k8s.io/ingress-nginx' },
    });
    const ingress = { metadata: { name: 'x' }, spec: { defaultBackend: backend } };
    expect(api.create(ingresses, ingress).object).toMatchObject({ spec: { ingressClassName: 'nginx' } });
  });
});

describe('PriorityClasses', () => {
  it('give Pods their priority, and only one is the default', () => {
    const api = apiHarness();
    api.create(classes, { metadata: { name: 'low' }, value: -5, globalDefault: true, preemptionPolicy: 'Never' });
    api.create(classes, { metadata: { name: 'high' }, value: 1000 });
    expect(api.create('pods', plainPod('a')).object).toMatchObject({
      spec: { priorityClassName: 'low', priority: -5, preemptionPolicy: 'Never' },
    });
    expect(api.create('pods', plainPod('b', { priorityClassName: 'high' })).object).toMatchObject({
      spec: { priority: 1000, preemptionPolicy: 'PreemptLowerPriority' },
    });
    expect(api.create(classes, { metadata: { name: 'two' }, globalDefault: true }).errors).toEqual([
      'priorityclasses.scheduling.k8s.io "two" is forbidden: PriorityClass low is already marked as default. Only one default can exist',
    ]);
    expect(api.patch(classes, 'high', { value: 7 }).errors).toEqual([
      'value: Forbidden: may not be changed in an update.',
    ]);
  });
});
