import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ApiResponse } from '../../api/request.ts';
import { apiHarness, plainPod, type ApiHarness } from '../../testing/api-harness.ts';
import { statefulSet } from '../../testing/manifests.ts';

const pods = '/api/v1/namespaces/default/pods';
const sets = '/apis/apps/v1/namespaces/default/statefulsets';

const messageOf = ({ body }: ApiResponse): unknown => (body as JsonObject)['message'];
const strict = 'StatefulSet in version "v1" cannot be handled as a StatefulSet: strict decoding error: ';

/** A body in which a text stands in the place of the word HERE. */
function setText(spec: string): string {
  return JSON.stringify({ apiVersion: 'apps/v1', kind: 'StatefulSet', ...statefulSet('x') }).replace(
    '"spec":{',
    `"spec":{${spec},`,
  );
}

describe('decoding', () => {
  it.each<[string, string, string, string]>([
    ['unknown field', '"foo":1', 'Strict', `${strict}unknown field "spec.foo"`],
    ['two of them', '"foo":1,"bar":{"a":1}', 'Strict', `${strict}unknown field "spec.foo", unknown field "spec.bar"`],
    ['letter case', '"Replicas":1', 'Strict', `${strict}unknown field "spec.Replicas"`],
    ['one twice', '"replicas":1,"replicas":2', 'Strict', `${strict}duplicate field "spec.replicas"`],
    [
      'unknown and twice',
      '"replicas":1,"replicas":2,"foo":1',
      'Strict',
      `${strict}duplicate field "spec.replicas", unknown field "spec.foo"`,
    ],
    [
      'unknown before twice',
      '"foo":1,"replicas":1,"replicas":2',
      'Strict',
      `${strict}unknown field "spec.foo", duplicate field "spec.replicas"`,
    ],
    ['unknown one twice', '"foo":1,"foo":{"a":1,"a":2}', 'Strict', `${strict}unknown field "spec.foo"`],
    [
      'what stands in both of two',
      '"ordinals":{"a":1},"ordinals":{"start":1,"b":2,"start":2}',
      'Strict',
      `${strict}unknown field "spec.ordinals.a", duplicate field "spec.ordinals", ` +
        'unknown field "spec.ordinals.b", duplicate field "spec.ordinals.start"',
    ],
    [
      'type, which comes before all else',
      '"foo":1,"replicas":"x"',
      'Ignore',
      'StatefulSet in version "v1" cannot be handled as a StatefulSet: json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
    ],
    [
      'number that is too large',
      '"replicas":2147483648',
      'Ignore',
      'StatefulSet in version "v1" cannot be handled as a StatefulSet: json: cannot unmarshal number 2147483648 into Go struct field StatefulSetSpec.spec.replicas of type int32',
    ],
  ])('refuses: %s', (_what, spec, fieldValidation, message) => {
    const answer = apiHarness().server.handle(
      { method: 'POST', path: sets, body: setText(spec), query: { fieldValidation } },
      'user',
    );
    expect(answer.code).toBe(400);
    expect(messageOf(answer)).toBe(message);
  });

  it.each([
    ['1.5', 'number 1.5'],
    ['true', 'bool'],
    ['[]', 'array'],
  ])('says of a number or text that is %s which number was meant', (value, found) => {
    const body = `{"metadata":{"name":"x"},"spec":{"minAvailable":${value}}}`;
    const path = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    expect(messageOf(apiHarness().server.handle({ method: 'POST', path, body }, 'user'))).toBe(
      `PodDisruptionBudget in version "v1" cannot be handled as a PodDisruptionBudget: json: cannot unmarshal ${found} into Go struct field PodDisruptionBudgetSpec.spec.minAvailable of type int32`,
    );
  });

  it.each([
    [
      { kind: 'Pod' },
      'no kind "Pod" is registered for version "apps/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [{ kind: 'Pod', apiVersion: 'v1' }, 'converting (v1.Pod) to (apps.StatefulSet): unknown conversion'],
    [
      { apiVersion: 'apps/v2' },
      'no kind "StatefulSet" is registered for version "apps/v2" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
  ])('refuses a merge patch that makes another kind of it: %j', (patch, reason) => {
    const api = apiHarness();
    api.create('statefulsets.apps', statefulSet('x'));
    const { code, errors } = api.patch('statefulsets.apps', 'x', patch);
    expect(code).toBe(422);
    expect(errors[0]).toMatch(/^patch: Invalid value: /);
    expect(errors[0]!.endsWith(reason)).toBe(true);
  });

  it.each<[string, readonly string[] | undefined]>([
    ['Warn', ['duplicate field "spec.replicas"', 'unknown field "spec.foo"']],
    ['', ['duplicate field "spec.replicas"', 'unknown field "spec.foo"']],
    ['Ignore', undefined],
  ])('with fieldValidation %j', (fieldValidation, warnings) => {
    const body = setText('"replicas":1,"replicas":2,"foo":1');
    const answer = apiHarness().server.handle({ method: 'POST', path: sets, body, query: { fieldValidation } }, 'user');
    expect(answer.code).toBe(201);
    expect(answer.warnings).toEqual(warnings);
  });

  it('gives the place of a field in lists', () => {
    const body = setText('"replicas":1').replace('"image":', '"foo":1,"image":');
    const answer = apiHarness().server.handle(
      { method: 'POST', path: sets, body, query: { fieldValidation: 'Strict' } },
      'user',
    );
    expect(messageOf(answer)).toBe(`${strict}unknown field "spec.template.spec.containers[0].foo"`);
  });

  it('refuses unknown fields of patches in words of their own', () => {
    const api = apiHarness();
    api.create('statefulsets.apps', statefulSet('x'));
    const patched = (contentType: string, body: JsonValue): unknown =>
      messageOf(
        api.server.handle(
          { method: 'PATCH', path: `${sets}/x`, contentType, body, query: { fieldValidation: 'Strict' } },
          'user',
        ),
      );
    expect(patched('application/strategic-merge-patch+json', { spec: { foo: 1 } })).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[foo:1]]": strict decoding error: unknown field "spec.foo"',
    );
  });
});

/** Pods: a with app=web and a node, b with app=db and tier. */
function withPods(): ApiHarness {
  const api = apiHarness();
  const labelled = (name: string, labels: object, spec: object): object => ({
    ...plainPod(name, spec),
    metadata: { name, labels },
  });
  api.create('pods', labelled('a', { app: 'web', n: '5' }, { nodeName: 'node-1', restartPolicy: 'Never' }));
  api.create('pods', labelled('b', { app: 'db', tier: 'x', n: '7' }, { schedulerName: 'mine', hostNetwork: true }));
  return api;
}

function list(api: ApiHarness, path: string, query: Readonly<Record<string, string>>): readonly unknown[] | unknown {
  const { code, body } = api.server.handle({ method: 'GET', path, query }, 'user');
  if (code !== 200) return (body as JsonObject)['message'];
  return ((body as JsonObject)['items'] as readonly JsonObject[]).map(
    ({ metadata }) => (metadata as JsonObject)['name'],
  );
}

describe('label selectors', () => {
  it.each<[string, readonly string[] | string]>([
    ['app=web', ['a']],
    ['app==web', ['a']],
    ['app!=web', ['b']],
    ['tier!=x', ['a']],
    ['app in (web,db)', ['a', 'b']],
    ['app in (web, x),n', ['a']],
    ['app notin (web)', ['b']],
    ['tier notin (x)', ['a']],
    ['tier', ['b']],
    ['!tier', ['a']],
    ['n>5', ['b']],
    ['n<7,app=web', ['a']],
    ['app=', []],
    ['', ['a', 'b']],
    ['app in', "unable to parse requirement: found '' expected: '('"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ])('%s', (labelSelector, expected) => {
    expect(list(withPods(), pods, { labelSelector })).toEqual(expected);
  });
});

describe('field selectors', () => {
  it.each<[string, string, readonly string[] | string]>([
    [pods, 'metadata.name=a', ['a']],
    [pods, 'metadata.name!=a', ['b']],
    [pods, 'metadata.namespace=default', ['a', 'b']],
    [pods, 'metadata.namespace==other', []],
    [pods, 'spec.nodeName=node-1', ['a']],
    [pods, 'spec.nodeName=', ['b']],
    [pods, 'spec.restartPolicy=Never', ['a']],
    [pods, 'spec.schedulerName=mine', ['b']],
    [pods, 'spec.serviceAccountName=default', ['a', 'b']],
    [pods, 'spec.hostNetwork=true', ['b']],
    [pods, 'status.phase=Pending,metadata.name=b', ['b']],
    [pods, 'status.podIP=', ['a', 'b']],
    [pods, 'status.nominatedNodeName=', ['a', 'b']],
    [pods, 'spec.foo=1', 'field label not supported: spec.foo'],
    [pods, 'status.phase', "invalid selector: 'status.phase'; can't understand 'status.phase'"],
    ['/api/v1/nodes', 'spec.unschedulable=false', ['n']],
    ['/api/v1/namespaces', 'status.phase=Active', ['default']],
    ['/api/v1/namespaces/default/secrets', 'type=Opaque', ['s']],
    [
      '/api/v1/namespaces/default/configmaps',
      'data=1',
      '"data" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
  ])('%s %s', (path, fieldSelector, expected) => {
    const api = withPods();
    api.create('nodes', { metadata: { name: 'n' } });
    api.create('secrets', { metadata: { name: 's' } });
    api.create('configmaps', { metadata: { name: 'c' } });
    expect(list(api, path, { fieldSelector })).toEqual(expected);
  });
});
