import { describe, expect, it } from 'vitest';
import type { Pod, PodSpec } from '../../api/types.ts';
import { apiHarness, plainPod, type ApiHarness } from '../../testing/api-harness.ts';
import { podDefinition } from './pod.ts';

const podOf = (object: unknown): Pod => object as Pod;

/** A server with one Pod `p`. */
function withPod(spec: object = {}): ApiHarness {
  const api = apiHarness();
  expect(api.create('pods', plainPod('p', spec)).errors).toEqual([]);
  return api;
}

describe('a new Pod', () => {
  it('gets an account, its token, tolerations, a priority and a QoS class', () => {
    const { spec, status, metadata } = podOf(withPod().server.reader.get('pods', 'default', 'p'));
    expect(spec).toMatchObject({ serviceAccountName: 'default', serviceAccount: 'default', priority: 0 });
    expect(spec.preemptionPolicy).toBe('PreemptLowerPriority');
    const [volume] = spec.volumes ?? [];
    expect(volume?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(volume?.projected?.sources?.map((source) => Object.keys(source)[0])).toEqual([
      'serviceAccountToken',
      'configMap',
      'downwardAPI',
    ]);
    expect(spec.containers[0]?.volumeMounts).toEqual([
      { name: volume?.name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
    ]);
    expect(spec.tolerations?.map(({ key, tolerationSeconds }) => [key, tolerationSeconds])).toEqual([
      ['node.kubernetes.io/not-ready', 300],
      ['node.kubernetes.io/unreachable', 300],
    ]);
    expect(status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
    expect(metadata.generation).toBe(1);
  });

  it('brings no token where it does not want one', () => {
    const { spec } = podOf(withPod({ automountServiceAccountToken: false }).server.reader.get('pods', 'default', 'p'));
    expect(spec.volumes).toBeUndefined();
  });

  it('keeps a toleration of its own', () => {
    const tolerations = [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }];
    const { spec } = podOf(withPod({ tolerations }).server.reader.get('pods', 'default', 'p'));
    expect(spec.tolerations?.map(({ key }) => key)).toEqual([
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/unreachable',
    ]);
  });

  it.each<[string, object, string]>([
    [
      'account',
      { serviceAccountName: 'x' },
      'pods "p" is forbidden: error looking up service account default/x: serviceaccount "x" not found',
    ],
    ['priority class', { priorityClassName: 'x' }, 'pods "p" is forbidden: no PriorityClass with name x was found'],
    [
      'priority of its own',
      { priority: 5 },
      'pods "p" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    ],
  ])('is refused for an unknown %s', (_what, spec, message) => {
    const answer = apiHarness().create('pods', plainPod('p', spec));
    expect([answer.code, ...answer.errors]).toEqual([403, message]);
  });

  it.each<[string, object, string]>([
    ['no requests', {}, 'BestEffort'],
    ['some requests', { requests: { cpu: '1' } }, 'Burstable'],
    ['limits below which nothing is requested', { limits: { cpu: '1', memory: '1Gi' } }, 'Guaranteed'],
    ['limits of one resource only', { limits: { cpu: '1' } }, 'Burstable'],
    ['smaller requests', { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } }, 'Burstable'],
  ])('with %s is %s', (_what, resources, qosClass) => {
    const api = withPod({ containers: [{ name: 'c', image: 'x', resources }] });
    expect(podOf(api.server.reader.get('pods', 'default', 'p')).status.qosClass).toBe(qosClass);
  });

  it('waits at its gates', () => {
    const { status } = podOf(withPod({ schedulingGates: [{ name: 'a' }] }).server.reader.get('pods', 'default', 'p'));
    expect(status.conditions).toEqual([
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime: null,
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
      },
    ]);
  });

  it('has its label keys merged into selectors', () => {
    const term = { topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['rev'] };
    const api = apiHarness();
    api.create('pods', {
      metadata: { name: 'p', labels: { rev: '1' } },
      spec: {
        containers: [{ name: 'c', image: 'x' }],
        affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
      },
    });
    const { affinity } = podOf(api.server.reader.get('pods', 'default', 'p')).spec;
    expect(affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.labelSelector).toEqual({
      matchLabels: { a: 'b' },
      matchExpressions: [{ key: 'rev', operator: 'In', values: ['1'] }],
    });
  });

  it('whose name is no DNS label comes with a warning', () => {
    const { code, warnings } = apiHarness().create('pods', plainPod('a.b'));
    expect(code).toBe(201);
    expect(warnings).toEqual([
      "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    ]);
  });
});

describe('an update', () => {
  const onlySome =
    'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

  function change(api: ApiHarness, spec: (spec: PodSpec) => object): ReturnType<ApiHarness['update']> {
    return api.update('pods', 'p', (pod: Pod) => ({ ...pod, spec: spec(pod.spec) }));
  }

  it('may change the image', () => {
    const answer = change(withPod(), (spec) => ({ ...spec, containers: [{ ...spec.containers[0], image: 'b' }] }));
    expect(answer.errors).toEqual([]);
    expect(answer.object.metadata.generation).toBe(2);
  });

  it('shows what else it would change', () => {
    expect(change(withPod(), (spec) => ({ ...spec, nodeSelector: { a: 'b' } })).errors).toEqual([
      `${onlySome}\n` +
        '@@ -137,7 +137,9 @@\n' +
        '  "TerminationGracePeriodSeconds": 30,\n' +
        '  "ActiveDeadlineSeconds": null,\n' +
        '  "DNSPolicy": "ClusterFirst",\n' +
        '- "NodeSelector": null,\n' +
        '+ "NodeSelector": {\n' +
        '+  "a": "b"\n' +
        '+ },\n' +
        '  "ServiceAccountName": "default",\n' +
        '  "AutomountServiceAccountToken": null,\n' +
        '  "NodeName": "",\n',
    ]);
  });

  it.each<[string, (spec: PodSpec) => object, string]>([
    [
      'containers',
      (spec) => ({ ...spec, containers: [...spec.containers, { name: 'd', image: 'x' }] }),
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'existing tolerations',
      (spec) => ({ ...spec, tolerations: spec.tolerations?.filter(({ key }) => key !== 'mine') }),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [
      'gates, by adding some',
      (spec) => ({ ...spec, schedulingGates: [{ name: 'a' }] }),
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a'",
    ],
    [
      'the deadline to a later one',
      (spec) => ({ ...spec, activeDeadlineSeconds: 200 }),
      'spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value',
    ],
    [
      'the deadline to none',
      (spec) => ({ ...spec, activeDeadlineSeconds: undefined }),
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
  ])('may not change %s', (_what, spec, error) => {
    const tolerations = [{ key: 'mine', operator: 'Exists' }];
    expect(change(withPod({ activeDeadlineSeconds: 100, tolerations }), spec).errors).toEqual([error]);
  });

  it('may add tolerations and change their seconds', () => {
    const api = withPod();
    const answer = change(api, (spec) => ({
      ...spec,
      tolerations: [
        ...(spec.tolerations ?? []).map((toleration) => ({ ...toleration, tolerationSeconds: 5 })),
        { key: 'a', operator: 'Exists' },
      ],
    }));
    expect(answer.errors).toEqual([]);
  });

  it('may only narrow the placement of a gated Pod', () => {
    const api = withPod({ schedulingGates: [{ name: 'a' }], nodeSelector: { a: 'b' } });
    expect(change(api, (spec) => ({ ...spec, nodeSelector: { a: 'b', c: 'd' } })).errors).toEqual([]);
    expect(change(api, (spec) => ({ ...spec, nodeSelector: { a: 'x' } })).errors).toEqual([
      'spec.nodeSelector: Invalid value: {"a":"x"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ]);
  });

  it('brings no warnings', () => {
    const env = [{ name: 'A' }, { name: 'A' }];
    const api = withPod({ containers: [{ name: 'c', image: 'x', env }] });
    const answer = change(api, (spec) => ({ ...spec, containers: [{ ...spec.containers[0], image: 'y' }] }));
    expect([answer.code, answer.warnings]).toEqual([200, []]);
  });
});

describe('a status', () => {
  it('changes nothing else, and leaves the very spec in place', () => {
    const api = withPod();
    const before = podOf(api.server.reader.get('pods', 'default', 'p'));
    const status = { phase: 'Running', podIP: '10.244.0.5', podIPs: [{ ip: '10.244.0.5' }] };
    const answer = api.update(
      'pods',
      'p',
      (pod: Pod) => ({ ...pod, spec: { ...pod.spec, nodeName: 'n' }, status }),
      'status',
    );
    expect(answer.errors).toEqual([]);
    const after = podOf(api.server.reader.get('pods', 'default', 'p'));
    expect(after.spec).toBe(before.spec);
    expect(after.status).toEqual({ ...status, qosClass: 'BestEffort' });
    expect(after.metadata.generation).toBe(1);
  });

  it('has valid addresses and names', () => {
    const status = { podIPs: [{ ip: 'x' }], nominatedNodeName: 'A' };
    const [name, address] = withPod().patch('pods', 'p', { status }, 'status').errors;
    expect(name).toMatch(/^status\.nominatedNodeName: Invalid value: "A": a lowercase RFC 1123 subdomain/);
    expect(address).toMatch(/^status\.podIPs\[0\]: Invalid value: "x": must be a valid IP address/);
  });
});

describe('the grace period', () => {
  const pod = (spec: object, status: object = {}): Pod =>
    podOf({
      spec: { nodeName: 'n', terminationGracePeriodSeconds: 30, ...spec },
      status: { phase: 'Running', ...status },
    });
  it.each<[string, Pod, number | undefined, number]>([
    ['is that of the spec', pod({}), undefined, 30],
    ['is what the deletion asks for', pod({}), 5, 5],
    ['is one second where it is negative', pod({ terminationGracePeriodSeconds: -5 }), undefined, 1],
    ['is none without a node', pod({ nodeName: undefined }), undefined, 0],
    ['is none of a finished Pod', pod({}, { phase: 'Succeeded' }), 20, 0],
    ['is none of a failed Pod', pod({}, { phase: 'Failed' }), undefined, 0],
  ])('%s', (_what, object, requested, seconds) => {
    expect(podDefinition.gracePeriodSeconds?.(object, requested)).toBe(seconds);
  });
});
