import { describe, expect, it } from 'vitest';
import { headlessService, statefulSet } from '../testing/manifests.ts';
import { scenario, type Scenario } from '../testing/scenario.ts';

function running(replicas = 3): { cluster: Scenario; node: string } {
  const cluster = scenario();
  cluster.create(headlessService('web'), statefulSet('web', { replicas }));
  cluster.run(30);
  expect(cluster.get('statefulsets.apps', 'web')!.status.readyReplicas).toBe(replicas);
  return { cluster, node: cluster.get('pods', 'web-1')!.spec.nodeName! };
}

const taintsOf = (cluster: Scenario, node: string): string[] =>
  (cluster.get('nodes', node)!.spec.taints ?? []).map(({ key, effect }) => `${key.split('/')[1]}:${effect}`);
const readyOf = (cluster: Scenario, node: string): string | undefined =>
  cluster.get('nodes', node)!.status.conditions?.find(({ type }) => type === 'Ready')?.status;
const podReady = (cluster: Scenario, name: string): string | undefined =>
  cluster.get('pods', name)!.status.conditions?.find(({ type }) => type === 'Ready')?.status;

describe('a node that goes down', () => {
  it('is Unknown after the grace period, tainted, and its Pods count as not ready', () => {
    const { cluster, node } = running();
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(40);
    expect([readyOf(cluster, node), podReady(cluster, 'web-1')]).toEqual(['True', 'True']);
    expect(cluster.decisionsAbout(node).map(({ reason }) => reason)).toContain('GracePeriod');
    cluster.run(25);
    expect([readyOf(cluster, node), podReady(cluster, 'web-1')]).toEqual(['Unknown', 'False']);
    expect(taintsOf(cluster, node)).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
    expect(cluster.events('NodeNotReady')).toEqual([
      `Normal NodeNotReady Node/${node}: Node ${node} status is now: NodeNotReady`,
      'Warning NodeNotReady Pod/web-1: Node is not ready',
    ]);
  });

  it('has its Pods evicted after 300 s, but nobody confirms', () => {
    const { cluster, node } = running();
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(340);
    expect(cluster.get('pods', 'web-1')!.metadata.deletionTimestamp).toBeUndefined();
    expect(cluster.decisionsAbout('web-1').find(({ reason }) => reason === 'EvictionDue')?.untilMs).toBeDefined();
    cluster.run(60);
    const pod = cluster.get('pods', 'web-1')!;
    expect(pod.metadata.deletionTimestamp).toBeDefined();
    expect(pod.status.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'DeletionByTaintManager',
    });
    cluster.run(1200);
    expect(cluster.get('pods', 'web-1')!.metadata.uid).toBe(pod.metadata.uid);
    cluster.setFault({ type: 'down', node }, false);
    cluster.run(60);
    expect(cluster.get('pods', 'web-1')!.metadata.uid).not.toBe(pod.metadata.uid);
    expect(taintsOf(cluster, node)).toEqual([]);
  });

  it('cancels the eviction when it comes back in time', () => {
    const { cluster, node } = running();
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(120);
    cluster.setFault({ type: 'down', node }, false);
    cluster.run(60);
    expect([readyOf(cluster, node), podReady(cluster, 'web-1'), taintsOf(cluster, node)]).toEqual(['True', 'True', []]);
    expect(cluster.events('TaintManagerEviction')).toEqual([
      'Normal TaintManagerEviction Pod/web-1: Cancelling deletion of Pod default/web-1',
    ]);
  });

  it('lets its Pods go at once when it is taken out of service', () => {
    const { cluster, node } = running();
    const { uid } = cluster.get('pods', 'web-1')!.metadata;
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(70);
    const taints = cluster.get('nodes', node)!.spec.taints ?? [];
    const outOfService = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' };
    cluster.patch('nodes', node, { spec: { taints: [...taints.map((taint) => ({ ...taint })), outOfService] } });
    cluster.run(45);
    const pod = cluster.get('pods', 'web-1')!;
    expect(pod.metadata.uid).not.toBe(uid);
    expect(pod.spec.nodeName).not.toBe(node);
  });
});

describe('a Node that is deleted', () => {
  it('takes its Pods with it after the quarantine', () => {
    const { cluster, node } = running();
    const { uid } = cluster.get('pods', 'web-1')!.metadata;
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(70);
    cluster.delete('nodes', node);
    cluster.run(30);
    expect(cluster.get('pods', 'web-1')!.metadata.uid).toBe(uid);
    expect(cluster.decisionsAbout('web-1').map(({ reason }) => reason)).toContain('NodeQuarantined');
    cluster.run(60);
    expect(cluster.get('pods', 'web-1')!.metadata.uid).not.toBe(uid);
    expect(cluster.events('RemovingNode')).toEqual([
      `Normal RemovingNode Node/${node}: Node ${node} event: Removing Node ${node} from Controller`,
    ]);
  });
});

describe('a cordon', () => {
  it('taints the node and keeps new Pods off it', () => {
    const cluster = scenario({ nodes: 1 });
    cluster.patch('nodes', 'node-1', { spec: { unschedulable: true } });
    cluster.run(1);
    expect(taintsOf(cluster, 'node-1')).toEqual(['unschedulable:NoSchedule']);
    cluster.create(headlessService('web'), statefulSet('web', { replicas: 1 }));
    cluster.run(1);
    expect(cluster.events('FailedScheduling')).toEqual([
      'Warning FailedScheduling Pod/web-0: 0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    ]);
    expect(cluster.decisionsAbout('web-0').map(({ reason, rule }) => [reason, rule?.field])).toContainEqual([
      'NodeUnschedulable',
      'spec.unschedulable',
    ]);
    cluster.patch('nodes', 'node-1', { spec: { unschedulable: false } });
    cluster.run(10);
    expect(cluster.get('pods', 'web-0')!.status.phase).toBe('Running');
    expect(taintsOf(cluster, 'node-1')).toEqual([]);
  });
});

describe('namespaces and budgets', () => {
  it('a namespace goes when it is empty', () => {
    const cluster = scenario();
    const { simulation } = cluster;
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    cluster.run(1);
    const { reader } = simulation;
    expect(reader.get('serviceaccounts', 'team', 'default')).toBeDefined();
    expect(reader.get('configmaps', 'team', 'kube-root-ca.crt')).toBeDefined();
    const held = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers: ['example.org/hold'] } };
    const path = '/api/v1/namespaces/team/configmaps';
    expect(simulation.request({ method: 'POST', path, body: held }).code).toBe(201);
    cluster.delete('namespaces', 'team');
    cluster.run(5);
    expect(cluster.get('namespaces', 'team')!.status?.phase).toBe('Terminating');
    expect(cluster.decisionsAbout('team')[0]?.message).toBe(
      'Namespace team is not removed: it still has ConfigMap held.',
    );
    const freed = { method: 'PATCH', path: `${path}/held`, contentType: 'application/merge-patch+json' } as const;
    expect(simulation.request({ ...freed, body: { metadata: { finalizers: null } } }).code).toBe(200);
    cluster.run(5);
    expect(cluster.get('namespaces', 'team')).toBeUndefined();
  });

  it('a budget follows its Pods', () => {
    const { cluster } = running();
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } };
    cluster.create({ ...budget, spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } } });
    cluster.run(1);
    const statusOf = () => cluster.get('poddisruptionbudgets.policy', 'web')!.status;
    expect(statusOf()).toMatchObject({ expectedPods: 3, desiredHealthy: 2, currentHealthy: 3, disruptionsAllowed: 1 });
    expect(statusOf().conditions?.[0]).toMatchObject({
      type: 'DisruptionAllowed',
      status: 'True',
      reason: 'SufficientPods',
    });
    cluster.delete('pods', 'web-2');
    cluster.run(0.1);
    expect(statusOf()).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 0 });
    expect(cluster.decisionsAbout('web').find(({ reason }) => reason === 'InsufficientPods')?.verdict).toBe('refuses');
  });
});
