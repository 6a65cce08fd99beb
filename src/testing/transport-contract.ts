/**
 * What every connection to an API server must do, whichever server it leads to: the page's own, the HTTP adapter, a
 * real cluster. Everything happens in a namespace of its own.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { ApiRequest, ApiResponse } from '../api/request.ts';
import { createRequest, deleteRequest, getRequest, patchRequest, updateRequest } from '../client/request.ts';
import type { Transport, WatchEvent } from '../client/transport.ts';

export interface ContractSubject {
  readonly transport: Transport;
  /** Lets a moment pass, in which events arrive and controllers work. */
  pass(): Promise<void>;
  close(): Promise<void>;
}

interface Watching {
  readonly events: WatchEvent[];
  readonly ended: () => boolean;
  readonly refusal: () => ApiResponse | undefined;
  close(): void;
}

const tableAccept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** Registers the suite. */
export function describeTransport(name: string, open: () => Promise<ContractSubject>): void {
  describe(`transport: ${name}`, () => {
    let subject: ContractSubject;
    let namespace = '';
    const send = (request: ApiRequest): Promise<ApiResponse> => subject.transport.request(request);
    const objectOf = (answer: ApiResponse): JsonObject => answer.body as JsonObject;
    const metadataOf = (answer: ApiResponse): JsonObject => objectOf(answer)['metadata'] as JsonObject;
    const path = (objectName?: string) => ({
      resource: 'configmaps',
      namespace,
      ...(objectName === undefined ? {} : { name: objectName }),
    });
    const configMap = (objectName: string, data: JsonObject = { a: '1' }): JsonObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: objectName, labels: { of: 'contract' } },
      data,
    });
    const create = async (objectName: string): Promise<ApiResponse> => {
      const answer = await send(createRequest(path(), configMap(objectName)));
      expect(answer.code).toBe(201);
      return answer;
    };
    /** Events of the test's own ConfigMaps. */
    const watch = (query: Record<string, string>): Watching => {
      const events: WatchEvent[] = [];
      let over: { readonly refusal: ApiResponse | undefined } | undefined;
      const request = getRequest(path(), { watch: 'true', labelSelector: 'of=contract', ...query });
      const handle = subject.transport.watch(request, {
        onEvent: (event) => void events.push(event),
        onEnd: (refusal) => void (over = { refusal }),
      });
      return { events, ended: () => over !== undefined, refusal: () => over?.refusal, close: () => handle.close() };
    };
    const until = async (holds: () => boolean): Promise<void> => {
      for (let round = 0; round < 400 && !holds(); round++) await subject.pass();
      expect(holds()).toBe(true);
    };
    const summary = ({ type, object }: WatchEvent): string =>
      `${type} ${String((((object as JsonObject)['metadata'] as JsonObject) ?? {})['name'])}`;

    beforeAll(async () => {
      subject = await open();
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { generateName: 'contract-' } };
      const answer = await send(createRequest({ resource: 'namespaces' }, body));
      expect(answer.code).toBe(201);
      namespace = String(metadataOf(answer)['name']);
    });

    afterAll(async () => {
      if (namespace !== '') await send(deleteRequest({ resource: 'namespaces', name: namespace }));
      await subject.close();
    });

    it('creates, reads, lists and deletes', async () => {
      const created = await create('crud');
      expect(metadataOf(created)).toMatchObject({ name: 'crud', namespace });
      expect(objectOf(await send(getRequest(path('crud'))))).toMatchObject({ kind: 'ConfigMap', data: { a: '1' } });
      const list = objectOf(await send(getRequest(path(), { labelSelector: 'of=contract' })));
      expect(list['kind']).toBe('ConfigMapList');
      expect(
        (list['items'] as readonly JsonObject[]).map(({ metadata }) => (metadata as JsonObject)['name']),
      ).toContain('crud');
      expect((await send(deleteRequest(path('crud')))).code).toBe(200);
      const gone = await send(getRequest(path('crud')));
      expect(gone).toMatchObject({
        code: 404,
        body: { kind: 'Status', reason: 'NotFound', message: 'configmaps "crud" not found' },
      });
    });

    it('refuses what exists already, with 409', async () => {
      await create('twice');
      const again = await send(createRequest(path(), configMap('twice')));
      expect(again).toMatchObject({
        code: 409,
        body: { reason: 'AlreadyExists', message: 'configmaps "twice" already exists' },
      });
    });

    it('refuses an update of an old version, with 409', async () => {
      const created = objectOf(await create('stale'));
      const first = await send(updateRequest(path('stale'), { ...created, data: { a: '2' } }));
      expect(first.code).toBe(200);
      const second = await send(updateRequest(path('stale'), { ...created, data: { a: '3' } }));
      expect(second).toMatchObject({ code: 409, body: { reason: 'Conflict' } });
    });

    it('refuses what is not valid, with 422 and its causes', async () => {
      const answer = await send(createRequest(path(), configMap('Not_Valid')));
      expect(answer).toMatchObject({
        code: 422,
        body: { reason: 'Invalid', details: { causes: [{ field: 'metadata.name' }] } },
      });
    });

    it('refuses unknown fields when asked to, and warns of them otherwise', async () => {
      const odd = { ...configMap('odd'), colour: 'red' };
      const strict = await send(createRequest(path(), odd, { fieldValidation: 'Strict' }));
      expect(strict).toMatchObject({ code: 400, body: { reason: 'BadRequest' } });
      const warned = await send(createRequest(path(), odd, { fieldValidation: 'Warn' }));
      expect(warned).toMatchObject({ code: 201 });
      expect(warned.warnings).toContain('unknown field "colour"');
    });

    it('answers paths and methods that nobody serves', async () => {
      expect((await send({ method: 'GET', path: '/apis/none.example.com/v1/things' })).code).toBe(404);
      expect((await send({ method: 'PATCH', path: `/api/v1/namespaces/${namespace}/configmaps`, body: {} })).code).toBe(
        405,
      );
    });

    it('patches in four ways', async () => {
      await create('patched');
      const data = async (request: ApiRequest): Promise<unknown> => {
        const answer = await send(request);
        expect(answer.code).toBe(200);
        return objectOf(answer)['data'];
      };
      expect(await data(patchRequest(path('patched'), 'merge', { data: { b: '2' } }))).toEqual({ a: '1', b: '2' });
      expect(await data(patchRequest(path('patched'), 'strategic', { data: { b: null } }))).toEqual({ a: '1' });
      const operation = [{ op: 'add', path: '/data/c', value: '3' }];
      expect(await data(patchRequest(path('patched'), 'json', operation))).toEqual({ a: '1', c: '3' });
      const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'patched' }, data: { d: '4' } };
      const apply = patchRequest(path('patched'), 'apply', applied, { fieldManager: 'contract' });
      expect(await data(apply)).toEqual({ a: '1', c: '3', d: '4' });
    });

    it('stores nothing of a dry run', async () => {
      expect((await send(createRequest(path(), configMap('dry'), { dryRun: 'All' }))).code).toBe(201);
      expect((await send(getRequest(path('dry')))).code).toBe(404);
    });

    it('prints tables', async () => {
      await create('printed');
      const request = { ...getRequest(path(), { fieldSelector: 'metadata.name=printed' }), accept: tableAccept };
      const table = objectOf(await send(request));
      expect(table['kind']).toBe('Table');
      const names = (table['columnDefinitions'] as readonly JsonObject[]).map((column) => column['name']);
      expect(names).toEqual(['Name', 'Data', 'Age']);
      expect((table['rows'] as readonly JsonObject[])[0]?.['cells']).toEqual(['printed', 1, expect.any(String)]);
    });

    it('lists in chunks', async () => {
      for (const objectName of ['chunk-1', 'chunk-2', 'chunk-3']) await create(objectName);
      const names: unknown[] = [];
      let token = '';
      do {
        const list = objectOf(await send(getRequest(path(), { limit: '2', ...(token ? { continue: token } : {}) })));
        const items = list['items'] as readonly JsonObject[];
        expect(items.length).toBeLessThanOrEqual(2);
        names.push(...items.map(({ metadata }) => (metadata as JsonObject)['name']));
        token = String((list['metadata'] as JsonObject)['continue'] ?? '');
      } while (token);
      expect(names).toEqual(expect.arrayContaining(['chunk-1', 'chunk-2', 'chunk-3']));
      expect(new Set(names).size).toBe(names.length);
    });

    it('watches from a version on: additions, changes, deletions', async () => {
      const list = await send(getRequest(path(), { labelSelector: 'of=contract' }));
      const watching = watch({ resourceVersion: String(metadataOf(list)['resourceVersion']) });
      await create('watched');
      await send(patchRequest(path('watched'), 'merge', { data: { a: '2' } }));
      await send(deleteRequest(path('watched')));
      await until(() => watching.events.length >= 3);
      watching.close();
      expect(watching.events.map(summary)).toEqual(['ADDED watched', 'MODIFIED watched', 'DELETED watched']);
    });

    it('sends initial events and the bookmark that ends them', async () => {
      await create('initial');
      const watching = watch({
        sendInitialEvents: 'true',
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: 'true',
      });
      // Other bookmarks may come before.
      const isEnd = ({ type, object }: WatchEvent): boolean =>
        type === 'BOOKMARK' && JSON.stringify(object).includes('"k8s.io/initial-events-end":"true"');
      await until(() => watching.events.some(isEnd));
      watching.close();
      const before = watching.events.slice(0, watching.events.findIndex(isEnd));
      expect(before.map(summary)).toContain('ADDED initial');
    });

    it('says that a version is too old, with 410', async (context) => {
      await create('recent');
      const watching = watch({ resourceVersion: '1' });
      await until(() => watching.events.length > 0 || watching.ended());
      watching.close();
      const [event] = watching.events;
      if (event?.type === 'ADDED') context.skip('the server is so young that it still knows its first version');
      const status = (event?.type === 'ERROR' ? event.object : watching.refusal()?.body) as JsonObject;
      expect(status).toMatchObject({ kind: 'Status', code: 410, reason: 'Expired' });
    });

    it('refuses a watch that makes no sense, with its answer', async () => {
      const watching = watch({ resourceVersion: 'yesterday' });
      await until(() => watching.ended());
      const refusal = watching.refusal();
      expect(refusal?.body).toMatchObject({ kind: 'Status', status: 'Failure', code: refusal?.code });
      // Which of both it is depends on the part of the server that reads the version.
      expect([400, 422]).toContain(refusal?.code);
    });

    it('delivers nothing after a watch was closed', async () => {
      const watching = watch({});
      await create('unseen-1');
      await until(() => watching.events.some((event) => summary(event) === 'ADDED unseen-1'));
      watching.close();
      await create('unseen-2');
      await subject.pass();
      expect(watching.events.map(summary)).not.toContain('ADDED unseen-2');
      expect(watching.ended()).toBe(false);
    });

    it('reads the log of a container as text', async (context) => {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'talker' },
        spec: { containers: [{ name: 'nginx', image: 'registry.k8s.io/nginx-slim:0.21' }] },
      };
      const podPath = { resource: 'pods', namespace, name: 'talker' };
      const created = await send(createRequest({ resource: 'pods', namespace }, pod));
      if (created.code === 403) context.skip('the cluster has no ServiceAccounts yet');
      expect(created.code).toBe(201);
      let answer: ApiResponse | undefined;
      for (let round = 0; round < 400 && answer?.code !== 200; round++) {
        await subject.pass();
        answer = await send(getRequest({ ...podPath, subresource: 'log' }));
      }
      if (answer?.code !== 200) context.skip('the cluster runs no containers');
      expect(typeof answer!.body).toBe('string');
      const missing = await send(getRequest({ ...podPath, subresource: 'log' }, { container: 'none' }));
      expect(missing).toMatchObject({ code: 400, body: { message: 'container none is not valid for pod talker' } });
    });
  });
}
