/** Whatever waits or is refused says so in structured form, about the very object, in a sentence that names it. */

import { describe, expect, it } from 'vitest';
import type { Decision } from '../api/decision.ts';
import { scenario, type Scenario } from './scenario.ts';

interface Situation {
  readonly title: string;
  readonly arrange: (cluster: Scenario) => void;
  readonly about: string;
  readonly reason: string;
  readonly verdict: Decision['verdict'];
  /** What it waits for: `Kind/name`. */
  readonly blockedBy?: string;
  /** `Kind/name field` of the rule. */
  readonly rule?: string;
}

const pod = (name: string, container: object = {}, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: { containers: [{ name: 'main', image: 'nginx', ...container }], ...spec },
});

const claim = (name: string, storageClassName?: string): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    ...(storageClassName ? { storageClassName } : {}),
  },
});

const set = (replicas: number, template: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: {
    serviceName: 'web',
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx' }], ...template },
    },
  },
});

const budget: object = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web' },
  spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
};

const using = (claimName: string): object => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] });
const nodeOf = (cluster: Scenario, name: string): string => cluster.get('pods', name)!.spec.nodeName!;

const situations: readonly Situation[] = [
  {
    title: 'no node has room',
    arrange: (cluster) => cluster.create(pod('big', { resources: { requests: { cpu: '64' } } })),
    about: 'big',
    reason: 'NodeResourcesFit',
    verdict: 'refuses',
    blockedBy: 'Node/node-1',
    rule: 'Pod/big spec.containers.resources.requests',
  },
  {
    title: 'the image cannot be pulled',
    arrange: (cluster) => cluster.create(pod('a', { image: 'nginx:does-not-exist' })),
    about: 'a',
    reason: 'ImagePullBackOff',
    verdict: 'waits',
    rule: 'Pod/a spec.containers[main].image',
  },
  {
    title: 'the image has no proper name',
    arrange: (cluster) => cluster.create(pod('a', { image: 'nginx::x' })),
    about: 'a',
    reason: 'InvalidImageName',
    verdict: 'refuses',
    rule: 'Pod/a spec.containers[main].image',
  },
  {
    title: 'a container crashes',
    arrange: (cluster) => cluster.create(pod('a', { image: 'busybox', command: ['sh', '-c', 'exit 3'] })),
    about: 'a',
    reason: 'CrashLoopBackOff',
    verdict: 'waits',
  },
  {
    title: 'a ConfigMap is missing',
    arrange: (cluster) => cluster.create(pod('a', { envFrom: [{ configMapRef: { name: 'settings' } }] })),
    about: 'a',
    reason: 'CreateContainerConfigError',
    verdict: 'waits',
    blockedBy: 'ConfigMap/settings',
  },
  {
    title: 'a Secret to mount is missing',
    arrange: (cluster) => cluster.create(pod('a', {}, { volumes: [{ name: 's', secret: { secretName: 'key' } }] })),
    about: 'a',
    reason: 'FailedMount',
    verdict: 'waits',
    blockedBy: 'Secret/key',
  },
  ...(['readiness', 'liveness', 'startup'] as const).map((kind): Situation => {
    const title = `${kind[0]!.toUpperCase()}${kind.slice(1)}`;
    return {
      title: `the ${kind} probe fails`,
      arrange: (cluster) =>
        cluster.create(
          pod('a', { [`${kind}Probe`]: { tcpSocket: { port: 9 }, periodSeconds: 5, failureThreshold: 1000 } }),
        ),
      about: 'a',
      reason: `${title}ProbeFailing`,
      verdict: 'waits',
      rule: `Pod/a spec.containers[main].${kind}Probe`,
    };
  }),
  {
    title: 'a readiness gate is closed',
    arrange: (cluster) => cluster.create(pod('a', {}, { readinessGates: [{ conditionType: 'example.com/on' }] })),
    about: 'a',
    reason: 'ReadinessGatesNotReady',
    verdict: 'waits',
    rule: 'Pod/a spec.readinessGates',
  },
  {
    title: 'a class does not exist',
    arrange: (cluster) => cluster.create(claim('data', 'gold')),
    about: 'data',
    reason: 'StorageClassNotFound',
    verdict: 'waits',
    blockedBy: 'StorageClass/gold',
  },
  {
    title: 'the provisioner is down',
    arrange(cluster) {
      cluster.setFault({ type: 'provisioner-down' }, true);
      cluster.create(claim('data'));
    },
    about: 'data',
    reason: 'ProvisionerDown',
    verdict: 'waits',
  },
  {
    title: 'a claim is not there',
    arrange: (cluster) => cluster.create(pod('a', {}, using('data'))),
    about: 'a',
    reason: 'UnschedulableVolumeBinding',
    verdict: 'waits',
    blockedBy: 'PersistentVolumeClaim/data',
  },
  {
    title: 'a claim in use is deleted',
    arrange(cluster) {
      cluster.create(claim('data'), pod('a', {}, using('data')));
      cluster.run(20);
      cluster.delete('persistentvolumeclaims', 'data');
    },
    about: 'data',
    reason: 'ClaimInUse',
    verdict: 'waits',
    blockedBy: 'Pod/a',
    rule: 'PersistentVolumeClaim/data metadata.finalizers',
  },
  {
    title: 'a budget keeps a Pod on a cordoned node',
    arrange(cluster) {
      cluster.create(set(2), budget);
      cluster.run(30);
      cluster.patch('nodes', nodeOf(cluster, 'web-0'), { spec: { unschedulable: true } });
    },
    about: 'web-0',
    reason: 'EvictionRefused',
    verdict: 'refuses',
    blockedBy: 'PodDisruptionBudget/web',
    rule: 'PodDisruptionBudget/web spec.minAvailable',
  },
  {
    title: 'a taint is tolerated for a time',
    arrange(cluster) {
      const tolerations = [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 900 }];
      cluster.create(pod('a', {}, { tolerations }));
      cluster.run(10);
      cluster.patch('nodes', nodeOf(cluster, 'a'), { spec: { taints: [{ key: 'k', effect: 'NoExecute' }] } });
    },
    about: 'a',
    reason: 'EvictionDue',
    verdict: 'waits',
    rule: 'Pod/a spec.tolerations',
  },
  {
    title: 'a taint is tolerated for ever',
    arrange(cluster) {
      cluster.create(pod('a', {}, { tolerations: [{ key: 'k', operator: 'Exists' }] }));
      cluster.run(10);
      cluster.patch('nodes', nodeOf(cluster, 'a'), { spec: { taints: [{ key: 'k', effect: 'NoExecute' }] } });
    },
    about: 'a',
    reason: 'TaintTolerated',
    verdict: 'refuses',
    rule: 'Pod/a spec.tolerations',
  },
  {
    title: 'nobody confirms that a Pod on a dead node stopped',
    arrange(cluster) {
      cluster.create(set(1));
      cluster.run(20);
      cluster.setFault({ type: 'down', node: nodeOf(cluster, 'web-0') }, true);
      cluster.delete('pods', 'web-0');
    },
    about: 'web-0',
    reason: 'NodeDoesNotConfirm',
    verdict: 'waits',
  },
  {
    title: 'a container is given its grace period',
    arrange(cluster) {
      const lifecycle = { preStop: { exec: { command: ['sleep', '600'] } } };
      cluster.create(pod('a', { lifecycle }, { terminationGracePeriodSeconds: 900 }));
      cluster.run(10);
      cluster.delete('pods', 'a');
    },
    about: 'a',
    reason: 'GracePeriodRunning',
    verdict: 'waits',
  },
  {
    title: 'an owner is deleted before its dependents',
    arrange(cluster) {
      cluster.create(set(1, { terminationGracePeriodSeconds: 900, containers: [slowToStop] }));
      cluster.run(20);
      cluster.delete('statefulsets.apps', 'web', { propagationPolicy: 'Foreground' });
    },
    about: 'web',
    reason: 'WaitsForDependents',
    verdict: 'waits',
    blockedBy: 'Pod/web-0',
    rule: 'StatefulSet/web metadata.finalizers',
  },
  {
    title: 'a quota is used up',
    arrange(cluster) {
      const metadata = { name: 'q' };
      cluster.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '0' } } });
      cluster.run(1);
      cluster.create(set(1));
    },
    about: 'web-0',
    reason: 'QuotaExceeded',
    verdict: 'refuses',
    blockedBy: 'ResourceQuota/q',
    rule: 'ResourceQuota/q spec.hard',
  },
  {
    title: 'a LimitRange allows less',
    arrange(cluster) {
      const limits = [{ type: 'Container', max: { cpu: '1' } }];
      cluster.create({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l' }, spec: { limits } });
      const resources = { limits: { cpu: '2' } };
      cluster.create(set(1, { containers: [{ name: 'main', image: 'nginx', resources }] }));
    },
    about: 'web-0',
    reason: 'OutsideLimits',
    verdict: 'refuses',
  },
];

const slowToStop = {
  name: 'main',
  image: 'nginx',
  lifecycle: { preStop: { exec: { command: ['sleep', '600'] } } },
};

const shortRef = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `${kind}/${name}`;

describe('decisions', () => {
  it.each(situations)('tell when $title', ({ arrange, about, reason, verdict, blockedBy, rule }) => {
    const cluster = scenario();
    arrange(cluster);
    cluster.run(25);
    const decision = cluster.decisionsAbout(about).find((candidate) => candidate.reason === reason);
    expect(decision, JSON.stringify(cluster.decisionsAbout(about), undefined, 1)).toMatchObject({ verdict });
    if (blockedBy !== undefined) expect(decision!.blockedBy!.map(shortRef)).toContain(blockedBy);
    if (rule !== undefined) expect(`${shortRef(decision!.rule!.object)} ${decision!.rule!.field}`).toBe(rule);
    const nameless = cluster.simulation.decisions.filter(({ message, about: { name } }) => !message.includes(name));
    expect(nameless).toEqual([]);
  });
});

it('warns of a Pod that several budgets cover', () => {
  const cluster = scenario();
  cluster.create(set(1), budget, { ...budget, metadata: { name: 'also' } });
  cluster.run(10);
  expect(cluster.events('MultiplePodDisruptionBudgets')).toEqual([
    'Warning MultiplePodDisruptionBudgets Pod/web-0: Pod "default"/"web-0" matches multiple PodDisruptionBudgets.  Chose "also" arbitrarily.',
  ]);
});
