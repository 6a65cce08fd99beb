import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createCluster } from '../sim/cluster.ts';
import { backup, backupDefinition } from '../testing/custom-resources.ts';
import { runCommandLine, type CommandOutput } from '../testing/run-kubectl.ts';

const files = {
  'crd.yaml': stringify(backupDefinition),
  'a.yaml': stringify(backup('a')),
  'a2.yaml': stringify(backup('a', { copies: 3, method: 'dump' })),
};

function terminal() {
  const simulation = createCluster({ nodes: 1 });
  const run = (line: string, more: object = {}): Promise<CommandOutput> =>
    runCommandLine(simulation, line, { files, ...more });
  return { simulation, run };
}

async function installed() {
  const { simulation, run } = terminal();
  expect((await run('kubectl apply -f crd.yaml')).stdout).toBe(
    'customresourcedefinition.apiextensions.k8s.io/backups.db.example.com created\n',
  );
  return { simulation, run };
}

describe('kubectl and custom resources', () => {
  it('knows no type that is not installed', async () => {
    const { run } = terminal();
    expect((await run('kubectl get backups')).stderr).toBe(
      'error: the server doesn\'t have a resource type "backups"\n',
    );
    expect((await run('kubectl apply -f a.yaml')).stderr).toBe(
      'error: resource mapping not found for name: "a" namespace: "" from "a.yaml": no matches for kind "Backup" in version "db.example.com/v1"\nensure CRDs are installed first\n',
    );
  });

  it('waits for definitions, and lists them', async () => {
    const { run } = await installed();
    const wait = await run('kubectl wait --for=condition=Established crd/backups.db.example.com --timeout=5s');
    expect(wait.stdout).toBe('customresourcedefinition.apiextensions.k8s.io/backups.db.example.com condition met\n');
    expect((await run('kubectl get crd')).stdout).toBe(
      'NAME                     CREATED AT\nbackups.db.example.com   2026-01-01T00:00:00Z\n',
    );
    expect((await run('kubectl api-resources --api-group=db.example.com')).stdout).toBe(
      'NAME      SHORTNAMES   APIVERSION          NAMESPACED   KIND\nbackups   bk           db.example.com/v1   true         Backup\n',
    );
    expect((await run('kubectl api-versions')).stdout).toContain('db.example.com/v1\ndb.example.com/v1beta1\n');
  });

  it('applies, prints, scales, edits, patches and deletes custom objects', async () => {
    const { run } = await installed();
    expect((await run('kubectl apply -f a.yaml')).stdout).toBe('backup.db.example.com/a created\n');
    expect((await run('kubectl apply -f a.yaml')).stdout).toBe('backup.db.example.com/a unchanged\n');
    expect((await run('kubectl apply -f a2.yaml')).stdout).toBe('backup.db.example.com/a configured\n');
    expect((await run('kubectl get bk a -o jsonpath={.spec}')).stdout).toBe(
      '{"cluster":"pg","copies":3,"method":"dump"}',
    );
    expect((await run('kubectl get backups.v1beta1.db.example.com -o name')).stdout).toBe('backup.db.example.com/a\n');
    expect((await run('kubectl get all')).stdout).toMatch(
      /NAME +CLUSTER +READY +AGE\nbackup\.db\.example\.com\/a +pg +0s\n/,
    );
    expect((await run('kubectl scale backup/a --replicas=2')).stdout).toBe('backup.db.example.com/a scaled\n');
    const edit = (text: string): Promise<string> => Promise.resolve(text.replace('cluster: pg', 'cluster: my'));
    expect((await run('kubectl edit backup a', { edit })).stdout).toBe('backup.db.example.com/a edited\n');
    const strategic = await run(`kubectl patch backup a -p '{"spec":{"copies":1}}'`);
    expect(strategic.stderr).toBe(
      'Error from server (UnsupportedMediaType): the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml\n',
    );
    await run(`kubectl patch backup a --type=merge -p '{"spec":{"copies":4}}'`);
    expect((await run('kubectl describe backup a')).stdout).toMatch(
      /Kind: +Backup[\s\S]*Spec:\n +Cluster: +my\n +Copies: +4/,
    );
    expect((await run('kubectl delete backup a')).stdout).toBe(
      'backup.db.example.com "a" deleted from default namespace\n',
    );
  });

  it('explains the fields of the schema', async () => {
    const { run } = await installed();
    const { stdout } = await run('kubectl explain backup.spec');
    expect(stdout).toMatch(/^GROUP: {6}db\.example\.com\nKIND: {7}Backup\nVERSION: {4}v1\n\nFIELD: spec <Object>\n/);
    expect(stdout).toContain('  cluster\t<string> -required-\n    Name of the cluster.\n');
    expect(stdout).toContain('  targets\t<[]Object>\n');
    expect((await run('kubectl explain backup')).stdout).toContain('  metadata\t<ObjectMeta>\n');
  });

  it('takes the objects of a definition away with it', async () => {
    const { simulation, run } = await installed();
    await run('kubectl apply -f a.yaml');
    await run(`kubectl patch backup a --type=merge -p '{"metadata":{"finalizers":["example.com/hold"]}}'`);
    const crd = 'customresourcedefinitions.apiextensions.k8s.io';
    await run('kubectl delete crd backups.db.example.com --wait=false');
    simulation.runUntil(simulation.nowMs + 5_000);
    const held = simulation.reader.get(crd, undefined, 'backups.db.example.com');
    expect(held?.metadata.finalizers).toEqual(['customresourcecleanup.apiextensions.k8s.io']);
    expect(held?.status.conditions?.at(-1)).toMatchObject({
      type: 'Terminating',
      reason: 'InstanceDeletionInProgress',
    });
    expect((await run('kubectl create -f a.yaml')).stderr).toContain(
      'create not allowed while custom resource definition is terminating',
    );
    await run(`kubectl patch backup a --type=merge -p '{"metadata":{"finalizers":null}}'`);
    simulation.runUntil(simulation.nowMs + 5_000);
    expect(simulation.reader.list(crd)).toEqual([]);
    expect((await run('kubectl get backups')).stderr).toContain("the server doesn't have a resource type");
  });

  it('lets owners take custom objects with them, and namespaces too', async () => {
    const { simulation, run } = await installed();
    await run('kubectl create configmap owner');
    const owner = simulation.reader.get('configmaps', 'default', 'owner')!;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid }];
    const owned = stringify({ ...backup('owned'), metadata: { name: 'owned', ownerReferences } });
    await run('kubectl create -f -', { stdin: owned });
    await run('kubectl create namespace other');
    await run('kubectl create -n other -f a.yaml');
    await run('kubectl delete configmap owner');
    await run('kubectl delete namespace other');
    simulation.runUntil(simulation.nowMs + 10_000);
    expect(simulation.reader.listAny('backups.db.example.com')).toEqual([]);
    expect(simulation.reader.get('namespaces', undefined, 'other')).toBeUndefined();
  });

  it('goes back with time', async () => {
    const { simulation, run } = await installed();
    const { nowMs } = simulation;
    simulation.runUntil(nowMs + 10_000);
    await run('kubectl delete crd backups.db.example.com');
    expect((await run('kubectl get backups')).exitCode).toBe(1);
    simulation.fork(nowMs + 5_000);
    expect((await run('kubectl get backups')).stderr).toBe('No resources found in default namespace.\n');
  });
});
