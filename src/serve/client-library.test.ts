/** The JavaScript client library against the served cluster: what programs do, as `real-kubectl.test.ts` does what people do. */

import { readFileSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import {
  ApisApi,
  AppsV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  Exec,
  KubeConfig,
  KubernetesObjectApi,
  loadAllYaml,
  Log,
  makeInformer,
  PatchStrategy,
  PolicyV1Api,
  VersionApi,
  type KubernetesObject,
  type V1ConfigMap,
  type V1Pod,
  type V1StatefulSet,
  type V1Status,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../sim/cluster.ts';
import { as, isReady, refusal, rolledOut, watchUntil, type Seen } from '../testing/client-library.ts';
import { ClusterClock } from './cluster-clock.ts';
import { kubeconfigText } from './kubeconfig.ts';
import { startServer, type RunningServer } from './server.ts';

const namespace = 'default';
const web = { name: 'web', namespace };
const podsPath = `/api/v1/namespaces/${namespace}/pods`;
const documents = loadAllYaml(readFileSync('public/examples/web.yaml', 'utf8')) as (KubernetesObject & {
  metadata: { name: string };
})[];
const config = new KubeConfig();
let simulation: ReturnType<typeof createCluster>;
let clock: ClusterClock;
let server: RunningServer;
let apps: AppsV1Api;
let core: CoreV1Api;
let objects: KubernetesObjectApi;

beforeAll(async () => {
  simulation = createCluster({ startMs: Date.now() });
  clock = new ClusterClock(simulation, 50);
  server = await startServer({ target: () => ({ simulation, clock }) });
  clock.start();
  config.loadFromString(kubeconfigText(server.apiUrl));
  apps = config.makeApiClient(AppsV1Api);
  core = config.makeApiClient(CoreV1Api);
  objects = KubernetesObjectApi.makeApiClient(config);
});

afterAll(async () => {
  clock.stop();
  await server.close();
});

describe('a client library discovers the API', () => {
  it('finds groups, resources and the version', async () => {
    const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
    expect(groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['apps', 'batch', 'policy']));
    const { resources } = await apps.getAPIResources();
    expect(resources.find(({ name }) => name === 'statefulsets')).toMatchObject({
      kind: 'StatefulSet',
      namespaced: true,
      shortNames: ['sts'],
      verbs: expect.arrayContaining(['create', 'patch', 'watch']) as string[],
    });
    expect(resources.map(({ name }) => name)).toContain('statefulsets/scale');
    expect((await config.makeApiClient(VersionApi).getCode()).gitVersion).toMatch(/^v1\.36\./);
  });

  it('asks what it may do', async () => {
    const spec = { resourceAttributes: { namespace, verb: 'delete', resource: 'pods' } };
    const review = await config.makeApiClient(AuthorizationV1Api).createSelfSubjectAccessReview({ body: { spec } });
    expect(review.status?.allowed).toBe(true);
  });
});

describe('a client library reads and writes', () => {
  const name = 'settings';
  const configMap = (data: Record<string, string>): V1ConfigMap => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data,
  });

  it('creates, reads, replaces, lists by page and selector, and deletes', async () => {
    const created = await core.createNamespacedConfigMap({ namespace, body: configMap({ a: '1' }) });
    expect(created.metadata?.creationTimestamp).toBeInstanceOf(Date);
    const read = await core.readNamespacedConfigMap({ name, namespace });
    const replaced = await core.replaceNamespacedConfigMap({ name, namespace, body: { ...read, data: { a: '2' } } });
    expect(replaced.metadata?.resourceVersion).not.toBe(read.metadata?.resourceVersion);
    const conflict = await refusal(core.replaceNamespacedConfigMap({ name, namespace, body: read }));
    expect(conflict).toMatchObject({ code: 409, reason: 'Conflict', details: { name, kind: 'configmaps' } });
    const page = await objects.list(
      'v1',
      'ConfigMap',
      namespace,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      1,
    );
    expect(page.items).toHaveLength(1);
    // oxlint-disable-next-line no-underscore-dangle -- the library's own name for it
    const next = page.metadata?._continue;
    expect(next).toBeTypeOf('string');
    const rest = await core.listNamespacedConfigMap({ namespace, limit: 9, _continue: next! });
    expect(rest.items.map(({ metadata }) => metadata?.name)).not.toContain(page.items[0]!.metadata?.name);
    const selected = await core.listNamespacedConfigMap({ namespace, fieldSelector: `metadata.name=${name}` });
    expect(selected.items.map(({ data }) => data)).toEqual([{ a: '2' }]);
    expect(await core.deleteNamespacedConfigMap({ name, namespace })).toMatchObject({ status: 'Success' });
    expect(await refusal(core.readNamespacedConfigMap({ name, namespace }))).toMatchObject({
      code: 404,
      reason: 'NotFound',
      message: 'configmaps "settings" not found',
      details: { name, kind: 'configmaps' },
    });
  });

  it('patches in three ways and applies with owners of fields', async () => {
    await core.createNamespacedConfigMap({ namespace, body: configMap({ a: '1', b: '2' }) });
    const patch = (body: unknown, strategy: PatchStrategy): Promise<V1ConfigMap> =>
      core.patchNamespacedConfigMap({ name, namespace, body }, as(strategy));
    expect((await patch({ data: { b: null } }, PatchStrategy.MergePatch)).data).toEqual({ a: '1' });
    expect((await patch({ data: { c: '3' } }, PatchStrategy.StrategicMergePatch)).data).toEqual({ a: '1', c: '3' });
    const operations = [{ op: 'replace', path: '/data/a', value: '4' }];
    expect((await patch(operations, PatchStrategy.JsonPatch)).data).toEqual({ a: '4', c: '3' });
    const apply = (data: Record<string, string>, fieldManager: string, force: boolean): Promise<V1ConfigMap> =>
      core.patchNamespacedConfigMap(
        { name, namespace, body: configMap(data), fieldManager, force },
        as(PatchStrategy.ServerSideApply),
      );
    const applied = await apply({ d: '5' }, 'mine', false);
    expect(applied.data).toEqual({ a: '4', c: '3', d: '5' });
    expect(applied.metadata?.managedFields).toContainEqual(
      expect.objectContaining({ manager: 'mine', operation: 'Apply' }),
    );
    const taken = await refusal(apply({ d: '6' }, 'other', false));
    expect(taken).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(taken.details?.causes).toContainEqual({
      reason: 'FieldManagerConflict',
      message: 'conflict with "mine"',
      field: '.data.d',
    });
    expect((await apply({ d: '6' }, 'other', true)).data?.['d']).toBe('6');
    expect((await refusal(patch([{ op: 'test', path: '/data/a', value: 'x' }], PatchStrategy.JsonPatch))).code).toBe(
      422,
    );
    await core.deleteNamespacedConfigMap({ name, namespace });
  });

  it('stores nothing of a dry run, and hears of unknown and invalid fields', async () => {
    const dry = await core.createNamespacedConfigMap({ namespace, body: configMap({}), dryRun: 'All' });
    expect(dry.metadata?.uid).toBeDefined();
    expect((await refusal(core.readNamespacedConfigMap({ name, namespace }))).code).toBe(404);
    const set = documents.find(({ kind }) => kind === 'StatefulSet')! as V1StatefulSet;
    const odd = { ...set, metadata: { ...set.metadata, namespace }, spec: { ...set.spec, replica: 2 } };
    const create = (query: string): Promise<Response> =>
      fetch(`${server.apiUrl}/apis/apps/v1/namespaces/${namespace}/statefulsets?dryRun=All${query}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(odd),
      });
    // The library leaves out what its types do not know; an older one would send it like this.
    const strict = (await (await create('&fieldValidation=Strict')).json()) as V1Status;
    expect(strict).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(strict.message).toContain('unknown field "spec.replica"');
    expect((await create('&fieldValidation=Warn')).headers.get('warning')).toContain('unknown field');
    const invalid: V1StatefulSet = { ...set, metadata: { name: 'Web' }, spec: { ...set.spec!, replicas: -1 } };
    const status = await refusal(
      apps.createNamespacedStatefulSet({ namespace, body: invalid, fieldValidation: 'Strict' }),
    );
    expect(status).toMatchObject({ code: 422, reason: 'Invalid', details: { group: 'apps', kind: 'StatefulSet' } });
    expect(status.details?.causes?.map(({ field }) => field)).toEqual(['metadata.name', 'spec.replicas']);
  });
});

describe('a client library and a StatefulSet', () => {
  it('applies it, and sees its Pods come up in order', async () => {
    const list = await core.listNamespacedPod({ namespace });
    const watching = watchUntil<V1Pod>(
      config,
      podsPath,
      { resourceVersion: list.metadata!.resourceVersion!, labelSelector: 'app=nginx' },
      (seen) => seen.some(({ object }) => object.metadata!.name === 'web-1' && isReady(object)),
    );
    for (const document of documents) {
      const spec = { ...document, metadata: { ...document.metadata, namespace } };
      await objects.patch(spec, undefined, undefined, 'client-library', true, PatchStrategy.ServerSideApply);
    }
    const seen = await watching;
    const first = (test: (one: Seen<V1Pod>) => boolean): number => seen.findIndex(test);
    const firstReady = first(({ object }) => object.metadata!.name === 'web-0' && isReady(object));
    const secondAdded = first(({ type, object }) => type === 'ADDED' && object.metadata!.name === 'web-1');
    expect(firstReady).toBeGreaterThan(0);
    expect(secondAdded).toBeGreaterThan(firstReady);
    await rolledOut(config, web, 2);
  });

  it('scales by the subresource, and reads the status', async () => {
    const scale = await apps.readNamespacedStatefulSetScale(web);
    expect(scale).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 2 },
      status: { replicas: 2, selector: 'app=nginx' },
    });
    await apps.replaceNamespacedStatefulSetScale({ ...web, body: { ...scale, spec: { replicas: 3 } } });
    await rolledOut(config, web, 3);
    expect((await apps.readNamespacedStatefulSetStatus(web)).status).toMatchObject({ readyReplicas: 3, replicas: 3 });
    const patched = await apps.patchNamespacedStatefulSetScale(
      { ...web, body: { spec: { replicas: 2 } } },
      as(PatchStrategy.MergePatch),
    );
    expect(patched.spec?.replicas).toBe(2);
    await rolledOut(config, web, 2);
    const kept = await core.listNamespacedPersistentVolumeClaim({ namespace, labelSelector: 'app=nginx' });
    expect(kept.items.map(({ metadata }) => metadata?.name)).toEqual(['www-web-0', 'www-web-1', 'www-web-2']);
  });

  it('watches a rolling update from the highest ordinal down', async () => {
    const list = await core.listNamespacedPod({ namespace });
    const uids = new Map(list.items.map(({ metadata }) => [metadata!.name!, metadata!.uid!]));
    const watching = watchUntil<V1Pod>(
      config,
      podsPath,
      { resourceVersion: list.metadata!.resourceVersion!, labelSelector: 'app=nginx' },
      (seen) =>
        seen.some(
          ({ object: { metadata }, object }) =>
            metadata!.name === 'web-0' && metadata!.uid !== uids.get('web-0') && isReady(object),
        ),
    );
    const image = [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'nginx:1.27' }];
    await apps.patchNamespacedStatefulSet({ ...web, body: image }, as(PatchStrategy.JsonPatch));
    const seen = await watching;
    const moments = seen.flatMap(({ type, object }) => {
      const { name, uid } = object.metadata!;
      if (type === 'DELETED') return [`${name} is gone`];
      return uid !== uids.get(name!) && isReady(object) ? [`another ${name} is ready`] : [];
    });
    expect([...new Set(moments)]).toEqual([
      'web-1 is gone',
      'another web-1 is ready',
      'web-0 is gone',
      'another web-0 is ready',
    ]);
    const { items } = await apps.listNamespacedControllerRevision({ namespace });
    expect(items.map(({ revision }) => revision).toSorted()).toEqual([1, 2]);
    await rolledOut(config, web, 2);
  });

  it('reads logs, at once and as they grow', async () => {
    const log = await core.readNamespacedPodLog({ name: 'web-0', namespace, tailLines: 1 });
    expect(log.trimEnd().split('\n')).toHaveLength(1);
    const out = new PassThrough();
    const following = await new Log(config).log(namespace, 'web-0', 'nginx', out, { follow: true });
    const [chunk] = (await out.take(1).toArray()) as readonly Buffer[];
    following.abort();
    expect(chunk!.toString()).toMatch(/\S/);
    const none = core.readNamespacedPodLog({ name: 'web-0', namespace, container: 'none' });
    expect((await refusal(none)).message).toBe('container none is not valid for pod web-0');
  });

  it('runs commands in a container, with stdin, stdout, stderr and the exit code', async () => {
    const run = async (
      command: readonly string[],
      stdin?: string,
    ): Promise<{ out: string; err: string; status: V1Status }> => {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      let [out, err] = ['', ''];
      stdout.on('data', (data: Buffer) => (out += data.toString()));
      stderr.on('data', (data: Buffer) => (err += data.toString()));
      const input = stdin === undefined ? null : Readable.from([stdin]);
      const status = await new Promise<V1Status>((resolve, reject) => {
        new Exec(config)
          .exec(namespace, 'web-0', 'nginx', [...command], stdout, stderr, input, false, resolve)
          .catch(reject);
      });
      return { out, err, status };
    };
    expect(await run(['hostname'])).toMatchObject({ out: 'web-0\n', err: '', status: { status: 'Success' } });
    const failed = await run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(failed).toMatchObject({ out: 'out\n', err: 'err\n', status: { reason: 'NonZeroExitCode' } });
    expect(failed.status.details?.causes).toContainEqual({ reason: 'ExitCode', message: '3' });
    expect((await run(['head', '-n', '1'], 'first\nsecond\n')).out).toBe('first\n');
  });

  it('evicts within a disruption budget, and is told to come again later', async () => {
    const budget = {
      metadata: { name: 'web' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'nginx' } } },
    };
    const policy = config.makeApiClient(PolicyV1Api);
    await policy.createNamespacedPodDisruptionBudget({ namespace, body: budget });
    const isCounted = (): boolean =>
      simulation.reader.get('poddisruptionbudgets.policy', namespace, 'web')?.status?.currentHealthy === 2;
    await expect.poll(isCounted, { timeout: 20_000 }).toBe(true);
    const body = { metadata: { name: 'web-1', namespace } };
    const status = await refusal(core.createNamespacedPodEviction({ name: 'web-1', namespace, body }));
    expect(status).toMatchObject({ code: 429, reason: 'TooManyRequests' });
    await policy.deleteNamespacedPodDisruptionBudget(web);
  });

  it.each([
    { propagationPolicy: 'Orphan', left: ['web-0', 'web-1'] },
    { propagationPolicy: 'Background', left: [] },
    { propagationPolicy: 'Foreground', left: [] },
  ])('deletes it with $propagationPolicy', async ({ propagationPolicy, left }) => {
    const set = documents.find(({ kind }) => kind === 'StatefulSet')!;
    const spec = { ...set, metadata: { ...set.metadata, namespace } };
    await objects.patch(spec, undefined, undefined, 'client-library', true, PatchStrategy.ServerSideApply);
    await rolledOut(config, web, 2);
    await apps.deleteNamespacedStatefulSet({ ...web, propagationPolicy });
    const names = (): readonly string[] => simulation.reader.list('pods').map(({ metadata }) => metadata.name);
    const isGone = (): boolean => simulation.reader.get('statefulsets.apps', namespace, 'web') === undefined;
    await expect.poll(() => isGone() && names(), { timeout: 30_000 }).toEqual(left);
  });
});

describe('an informer', () => {
  it('knows what there is, hears of changes, and lists again when its version has expired', async () => {
    const lists: string[] = [];
    const listed = async () => {
      const list = await core.listNamespacedConfigMap({ namespace, labelSelector: 'of=informer' });
      lists.push(list.metadata!.resourceVersion!);
      return list;
    };
    const create = (name: string): Promise<V1ConfigMap> =>
      core.createNamespacedConfigMap({ namespace, body: { metadata: { name, labels: { of: 'informer' } } } });
    await create('known');
    const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, listed, 'of=informer');
    const events: string[] = [];
    const errors: unknown[] = [];
    for (const verb of ['add', 'update', 'delete'] as const) {
      informer.on(verb, ({ metadata }) => events.push(`${verb} ${metadata?.name}`));
    }
    informer.on('error', (error: unknown) => {
      // Stopping it is told as an error, too.
      if (!(error instanceof Error && error.name === 'AbortError')) errors.push(error);
    });
    await informer.start();
    try {
      await create('new');
      await core.patchNamespacedConfigMap(
        { name: 'known', namespace, body: { data: { a: '1' } } },
        as(PatchStrategy.MergePatch),
      );
      await core.deleteNamespacedConfigMap({ name: 'new', namespace });
      await expect.poll(() => events).toEqual(['add known', 'add new', 'update known', 'delete new']);
      expect(informer.get('known', namespace)?.data).toEqual({ a: '1' });
      await informer.stop();
      // What happens now is forgotten before the informer asks for it.
      await core.deleteNamespacedConfigMap({ name: 'known', namespace });
      await create('late');
      simulation.beginHistory();
      await informer.start();
      await expect.poll(() => events.slice(4)).toEqual(['delete known', 'add late']);
      expect(lists).toHaveLength(2);
      expect(errors).toEqual([]);
    } finally {
      await informer.stop();
    }
  });

  it('is told that a version is too old in the stream, as a Status', async () => {
    const seen = await watchUntil<KubernetesObject>(
      config,
      `/api/v1/namespaces/${namespace}/configmaps`,
      { resourceVersion: '1' },
      (events) => events.length > 0,
    );
    expect(seen[0]).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } });
  });

  it('gets bookmarks with the initial events', async () => {
    const seen = await watchUntil<KubernetesObject>(
      config,
      `/api/v1/namespaces/${namespace}/configmaps`,
      { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: true },
      (events) => events.at(-1)?.type === 'BOOKMARK',
    );
    expect(seen.at(-1)?.object.metadata?.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
    expect(seen.slice(0, -1).every(({ type }) => type === 'ADDED')).toBe(true);
  });
});
