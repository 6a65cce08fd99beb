import { describe, expect, it } from 'vitest';
import { parseFault } from '../../api/faults.ts';
import { headlessService, statefulSet } from '../../testing/manifests.ts';
import { scenario, type Scenario } from '../../testing/scenario.ts';
import { explainCluster, explainObject } from './explain.ts';
import type { WhyAnswer, WhySource } from './why-model.ts';

function sourceOf({ simulation }: Scenario): WhySource {
  const { nowMs, reader, decisions, faults } = simulation;
  const inForce = faults.keys.flatMap((key, index) => parseFault(key, faults.values[index]) ?? []);
  return { atMs: nowMs, reader, decisions, faults: inForce };
}

function why(cluster: Scenario, kind: string, name: string): readonly WhyAnswer[] {
  const ref = kind === 'Node' || kind === 'StorageClass' ? { kind, name } : { kind, namespace: 'default', name };
  return explainObject(ref, sourceOf(cluster)).about;
}

const byRule = (answers: readonly WhyAnswer[], rule: string): WhyAnswer => {
  const found = answers.find((answer) => answer.rule === rule);
  if (!found) throw new Error(`no answer names ${rule}: ${answers.map((answer) => answer.rule).join(', ')}`);
  return found;
};

const linesOf = ({ steps }: WhyAnswer): readonly string[] =>
  steps.flatMap((step) => (step.type === 'command' ? [step.line] : []));

function running(options: Parameters<typeof statefulSet>[1] = {}): Scenario {
  const cluster = scenario();
  cluster.create(headlessService('web'), statefulSet('web', { replicas: 3, ...options }));
  cluster.run(40);
  expect(cluster.get('statefulsets.apps', 'web')!.status.readyReplicas).toBe(options.replicas ?? 3);
  return cluster;
}

const image = (name: string) => ({ spec: { template: { spec: { containers: [{ name: 'nginx', image: name }] } } } });

describe('why', () => {
  it('names OrderedReady while a predecessor is not Ready', () => {
    const cluster = scenario();
    cluster.create(headlessService('web'), statefulSet('web', { replicas: 3 }));
    cluster.run(2);
    const answer = byRule(why(cluster, 'Pod', 'web-1'), 'OrderedReady');
    expect(answer.what).toMatch(/^web-1 is not created: web-0 is /);
    expect(answer.blockedBy).toEqual([{ kind: 'Pod', namespace: 'default', name: 'web-0' }]);
    expect(answer.doc?.url).toBe(
      'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#orderedready-pod-management',
    );
    expect(explainCluster(sourceOf(cluster)).open.map(({ rule }) => rule)).toContain('OrderedReady');
  });

  it('tells the forced rollback trap, and the way out', () => {
    const cluster = running();
    cluster.patch('statefulsets.apps', 'web', image('nginx:does-not-exist'));
    cluster.run(40);
    const stuck = byRule(why(cluster, 'StatefulSet', 'web'), 'Rolling update waits');
    expect(stuck.what).toContain('web-2');
    expect(linesOf(stuck)).toEqual([
      'kubectl rollout undo statefulset web -n default',
      'kubectl delete pod web-2 -n default --wait=false',
    ]);
    cluster.patch('statefulsets.apps', 'web', image('nginx:1.27'));
    cluster.run(40);
    const trap = byRule(why(cluster, 'Pod', 'web-2'), 'Forced rollback (known issue)');
    expect(linesOf(trap)).toContain('kubectl delete pod web-2 -n default --wait=false');
    expect(trap.doc?.url).toContain('#forced-rollback');
  });

  it('counts the tolerated time of a lost node, then says at most one', () => {
    const cluster = running();
    const node = cluster.get('pods', 'web-1')!.spec.nodeName!;
    cluster.setFault({ type: 'down', node }, true);
    cluster.run(70);
    const tolerated = byRule(why(cluster, 'Pod', 'web-1'), 'tolerationSeconds');
    expect(tolerated.untilMs! - cluster.simulation.nowMs).toBeGreaterThan(200_000);
    expect(tolerated.steps[0]).toMatchObject({ type: 'end-fault' });
    cluster.run(330);
    const stays = byRule(why(cluster, 'Pod', 'web-1'), 'At most one Pod per identity');
    expect(stays.what).toContain(node);
    expect(why(cluster, 'Pod', 'web-1').flatMap(linesOf)).toContain(
      'kubectl delete pod web-1 -n default --grace-period=0 --force --wait=false',
    );
    expect(byRule(why(cluster, 'Node', node), 'Node heartbeats').verdict).toBe('fails');
  });

  it('names the budget that refuses an eviction', () => {
    const cluster = running();
    const selector = { matchLabels: { app: 'web' } };
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } };
    cluster.create({ ...budget, spec: { minAvailable: 3, selector } });
    const node = cluster.get('pods', 'web-1')!.spec.nodeName!;
    cluster.patch('nodes', node, { spec: { unschedulable: true } });
    cluster.run(5);
    const answer = byRule(why(cluster, 'Pod', 'web-1'), 'PodDisruptionBudget');
    expect(answer.verdict).toBe('refuses');
    expect(answer.what).toContain('demands 3 healthy Pods, and 3 are healthy');
    expect(answer.doc?.url).toContain('pod-disruption-budgets');
  });

  it('tells why a claim is not bound, and why its Pod is not scheduled', () => {
    const cluster = scenario();
    const classless = statefulSet('web', { claims: ['www'] }) as {
      spec: { volumeClaimTemplates: { spec: Record<string, unknown> }[] };
    };
    classless.spec.volumeClaimTemplates[0]!.spec['storageClassName'] = 'fast';
    cluster.create(headlessService('web'), classless);
    cluster.run(10);
    expect(byRule(why(cluster, 'PersistentVolumeClaim', 'www-web-0'), 'StorageClass').verdict).toBe('fails');
    expect(byRule(why(cluster, 'Pod', 'web-0'), 'Volume binding').what).toContain('web-0 is not scheduled');
  });

  it('names the missing Service, and publishNotReadyAddresses', () => {
    const cluster = scenario();
    cluster.create(statefulSet('web', { replicas: 1 }));
    cluster.run(20);
    const missing = byRule(why(cluster, 'StatefulSet', 'web'), 'serviceName');
    expect(linesOf(missing)).toEqual([
      'kubectl create service clusterip web --clusterip=None -n default',
      'kubectl set selector service web app=web -n default',
    ]);
    cluster.create(headlessService('web'));
    cluster.setFault({ type: 'crash', namespace: 'default', pod: 'web-0' }, true);
    cluster.run(20);
    const hidden = byRule(why(cluster, 'Pod', 'web-0'), 'publishNotReadyAddresses');
    expect(hidden.what).toContain('web-0.web has no DNS record');
    expect(byRule(why(cluster, 'Pod', 'web-0'), 'CrashLoopBackOff').steps[0]).toMatchObject({ type: 'end-fault' });
  });

  it('says what the retention policy keeps after scaling down', () => {
    const cluster = running({ claims: ['www'] });
    cluster.patch('statefulsets.apps', 'web', { spec: { replicas: 2 } });
    cluster.run(30);
    const kept = byRule(why(cluster, 'PersistentVolumeClaim', 'www-web-2'), 'persistentVolumeClaimRetentionPolicy');
    expect(kept.what).toContain('kept with its data');
    expect(linesOf(kept)).toContain('kubectl scale statefulset web --replicas=3 -n default');
  });

  it('lets the partition down to the held ordinal', () => {
    const cluster = running({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } });
    cluster.patch('statefulsets.apps', 'web', image('nginx:1.28'));
    cluster.run(30);
    const held = byRule(why(cluster, 'Pod', 'web-1'), 'Partition');
    expect(held.verdict).toBe('holds');
    expect(linesOf(held)[0]).toContain('"partition":1');
  });

  it('has an answer for every object of a settled cluster', () => {
    const cluster = running({ claims: ['www'] });
    const source = sourceOf(cluster);
    const refs = ['pods', 'statefulsets.apps', 'services', 'persistentvolumeclaims', 'persistentvolumes', 'nodes'];
    for (const resource of refs) {
      for (const { kind, metadata } of source.reader.listAny(resource)) {
        const ref = { kind, ...(metadata.namespace ? { namespace: metadata.namespace } : {}), name: metadata.name };
        expect(explainObject(ref, source).about.length, `${kind} ${metadata.name}`).toBeGreaterThan(0);
      }
    }
    expect(explainCluster(source).open).toEqual([]);
  });
});
