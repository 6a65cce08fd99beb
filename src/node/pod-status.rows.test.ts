import { describe, expect, it } from 'vitest';
import { scenario, type Scenario } from '../testing/scenario.ts';

const pod = (container: object, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'x' },
  spec: { containers: [{ name: 'c', image: 'nginx:1.27', ...container }], ...spec },
});

function started(object: object, seconds = 60): Scenario {
  const cluster = scenario();
  cluster.create(object);
  cluster.run(seconds);
  return cluster;
}

const stateOf = (cluster: Scenario) => cluster.get('pods', 'x')!.status.containerStatuses![0]!;
const conditions = (cluster: Scenario) =>
  cluster.get('pods', 'x')!.status.conditions!.map(({ type, status, reason }) => [type, status, reason ?? '']);
const said = (cluster: Scenario, reason: string): readonly string[] => [
  ...new Set(cluster.events(reason).map((text) => text.replace(' Pod/x', ''))),
];

describe('why a container waits', () => {
  it.each<[string, object, string, string, string]>([
    [
      'a ConfigMap that is not there',
      { envFrom: [{ configMapRef: { name: 'nope' } }] },
      'CreateContainerConfigError',
      'configmap "nope" not found',
      'Warning Failed: Error: configmap "nope" not found',
    ],
    [
      'a Secret that is not there',
      { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'nope', key: 'k' } } }] },
      'CreateContainerConfigError',
      'secret "nope" not found',
      'Warning Failed: Error: secret "nope" not found',
    ],
    [
      'a key that is not there',
      { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'kube-root-ca.crt', key: 'k' } } }] },
      'CreateContainerConfigError',
      "couldn't find key k in ConfigMap default/kube-root-ca.crt",
      "Warning Failed: Error: couldn't find key k in ConfigMap default/kube-root-ca.crt",
    ],
    [
      'an image that may not be pulled',
      { imagePullPolicy: 'Never' },
      'ErrImageNeverPull',
      'Container image "nginx:1.27" is not present with pull policy of Never',
      'Warning Failed: Error: ErrImageNeverPull',
    ],
  ])('%s', (_what, container, reason, message, event) => {
    const cluster = started(pod(container));
    expect(stateOf(cluster).state?.waiting).toEqual({ reason, message });
    expect(said(cluster, 'Failed')).toContain(event);
    expect(cluster.get('pods', 'x')!.status.phase).toBe('Pending');
  });

  it('starts when what was missing comes', () => {
    const cluster = started(pod({ envFrom: [{ configMapRef: { name: 'late' } }] }));
    cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' }, data: { a: 'b' } });
    cluster.run(60);
    expect(stateOf(cluster).ready).toBe(true);
  });
});

describe('what a failed probe says', () => {
  it.each<[string, object, string, RegExp]>([
    [
      'HTTP without a server',
      { readinessProbe: { httpGet: { path: '/', port: 81 }, periodSeconds: 5 } },
      'Unhealthy',
      /^Warning Unhealthy: Readiness probe failed: Get "http:\/\/10\.244\.\d+\.\d+:81\/": dial tcp 10\.244\.\d+\.\d+:81: connect: connection refused$/,
    ],
    [
      'HTTP with a page that is not there',
      { readinessProbe: { httpGet: { path: '/nope', port: 80 }, periodSeconds: 5 } },
      'Unhealthy',
      /^Warning Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404$/,
    ],
    [
      'TCP',
      { livenessProbe: { tcpSocket: { port: 81 }, periodSeconds: 5, failureThreshold: 99 } },
      'Unhealthy',
      /^Warning Unhealthy: Liveness probe failed: dial tcp 10\.244\.\d+\.\d+:81: connect: connection refused$/,
    ],
    [
      'a command',
      { startupProbe: { exec: { command: ['cat', '/nope'] }, periodSeconds: 5, failureThreshold: 99 } },
      'Unhealthy',
      /^Warning Unhealthy: Startup probe failed: cat: .*No such file or directory/,
    ],
    [
      'liveness that gives up',
      { livenessProbe: { tcpSocket: { port: 81 }, periodSeconds: 5, failureThreshold: 1 } },
      'Killing',
      /^Normal Killing: Container c failed liveness probe, will be restarted$/,
    ],
    [
      'startup that gives up',
      { startupProbe: { tcpSocket: { port: 81 }, periodSeconds: 5, failureThreshold: 1 } },
      'Killing',
      /^Normal Killing: Container c failed startup probe, will be restarted$/,
    ],
  ])('%s', (_what, container, reason, event) => {
    const [first] = said(started(pod({ ports: [{ containerPort: 80 }], ...container })), reason);
    expect(first).toMatch(event);
  });
});

describe('conditions', () => {
  it('come in this order when all is well', () => {
    expect(conditions(started(pod({})))).toEqual([
      ['PodReadyToStartContainers', 'True', ''],
      ['Initialized', 'True', ''],
      ['Ready', 'True', ''],
      ['ContainersReady', 'True', ''],
      ['PodScheduled', 'True', ''],
    ]);
  });

  it('are one before the Pod has a node', () => {
    expect(conditions(started(pod({}, { nodeSelector: { disk: 'none' } })))).toEqual([
      ['PodScheduled', 'False', 'Unschedulable'],
    ]);
  });

  it('wait for a gate that only somebody else can open', () => {
    const cluster = started(pod({}, { readinessGates: [{ conditionType: 'example.com/open' }] }));
    expect(conditions(cluster)).toContainEqual(['Ready', 'False', 'ReadinessGatesNotReady']);
    expect(conditions(cluster)).toContainEqual(['ContainersReady', 'True', '']);
  });

  it.each<[string, string, string, number]>([
    ['true', 'Succeeded', 'PodCompleted', 0],
    ['false', 'Failed', 'PodFailed', 1],
  ])('of a Pod whose command %s ends it', (command, phase, reason, exitCode) => {
    const cluster = started(pod({ image: 'busybox:1.36', command: [command] }, { restartPolicy: 'Never' }));
    expect(cluster.get('pods', 'x')!.status.phase).toBe(phase);
    expect(conditions(cluster)).toContainEqual(['Ready', 'False', reason]);
    expect(conditions(cluster)).toContainEqual(['ContainersReady', 'False', reason]);
    expect(stateOf(cluster).state?.terminated).toMatchObject({
      exitCode,
      reason: exitCode === 0 ? 'Completed' : 'Error',
    });
  });
});
