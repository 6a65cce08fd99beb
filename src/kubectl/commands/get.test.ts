import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { notFound } from '../../api/status.ts';
import type { Transport, WatchEvent, WatchHandlers } from '../../client/transport.ts';
import { runKubectl } from '../run-kubectl.ts';

const columns = ['Name', 'Ready', 'Age'].map((name, index) => ({
  name,
  type: 'string',
  format: index === 0 ? 'name' : '',
  priority: 0,
}));
const wide = [...columns, { name: 'Images', type: 'string', format: '', priority: 1 }];

function table(rows: readonly (readonly JsonValue[])[], columnDefinitions: readonly JsonValue[] = wide): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '7' },
    columnDefinitions,
    rows: rows.map((cells) => ({
      cells,
      object: { metadata: { name: cells[0]!, namespace: 'default', labels: { app: 'nginx', rank: cells[1]! } } },
    })),
  };
}

const web = ['web', '3/3', '5m12s', 'nginx'];
const db = ['db', '1/1', '9s', 'postgres'];
const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'web-0', managedFields: [] },
  status: { phase: 'Running' },
};

interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly requests: readonly ApiRequest[];
}

/** Runs `kubectl get …` against a server that knows a few paths. */
async function get(line: string, events: readonly WatchEvent[] = []): Promise<Run> {
  const requests: ApiRequest[] = [];
  const answer = (request: ApiRequest): JsonValue | undefined => {
    const asTable = request.accept?.includes('as=Table') ?? false;
    if (request.path.endsWith('/statefulsets')) return table([db, web]);
    if (request.path.endsWith('/statefulsets/web')) return table([web]);
    if (request.path.endsWith('/services')) return asTable ? table([]) : { kind: 'ServiceList', items: [] };
    if (request.path.endsWith('/pods')) {
      return asTable ? table([['web-0', '1/1', '3s', 'x']]) : { kind: 'PodList', items: [pod] };
    }
    if (request.path.endsWith('/pods/web-0')) return pod;
    return undefined;
  };
  const transport: Transport = {
    capabilities: { clock: true, rewind: false, faults: false },
    clock: { nowMs: () => 0, sleep: () => new Promise(() => undefined) },
    async request(request) {
      requests.push(request);
      const body = answer(request);
      if (body !== undefined) return { code: 200, body };
      const name = request.path.split('/').at(-1)!;
      return { code: 404, body: notFound({ group: '', plural: 'pods' }, name) as unknown as JsonValue };
    },
    watch(request: ApiRequest, handlers: WatchHandlers) {
      requests.push(request);
      for (const event of events) handlers.onEvent(event);
      handlers.onEnd();
      return { close: () => undefined };
    },
  };
  let [stdout, stderr] = ['', ''];
  const exitCode = await runKubectl(['get', ...line.split(' ')], {
    transport,
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    files: { read: () => undefined, list: () => undefined },
    signal: new AbortController().signal,
    config: { namespace: 'default', context: 'c', cluster: 'c', user: 'u', server: 'https://127.0.0.1:6443' },
  });
  return { stdout, stderr, exitCode, requests: requests.filter(({ path }) => path !== '/apis') };
}

describe('kubectl get', () => {
  it('prints the table of the server', async () => {
    const { stdout, requests } = await get('sts');
    expect(stdout).toBe('NAME   READY   AGE\ndb     1/1     9s\nweb    3/3     5m12s\n');
    expect(requests[0]!.accept).toMatch(/^application\/json;as=Table;v=v1;g=meta\.k8s\.io,/);
  });

  it.each([
    ['sts web -o wide', 'NAME   READY   AGE     IMAGES\nweb    3/3     5m12s   nginx\n'],
    ['sts web --no-headers', 'web   3/3   5m12s\n'],
    ['sts web -A', ''],
    ['sts web --show-labels', 'NAME   READY   AGE     LABELS\nweb    3/3     5m12s   app=nginx,rank=3/3\n'],
    ['sts web -L x/rank,app', 'NAME   READY   AGE     RANK   APP\nweb    3/3     5m12s          nginx\n'],
    ['sts web --show-kind', 'NAME                   READY   AGE\nstatefulset.apps/web   3/3     5m12s\n'],
    ['sts --sort-by=.metadata.labels.rank --no-headers', 'db    1/1   9s\nweb   3/3   5m12s\n'],
    ['sts --sort-by=.metadata.nope', ''],
    [
      'svc,sts,pods',
      'NAME                   READY   AGE\nstatefulset.apps/db    1/1     9s\nstatefulset.apps/web   3/3     5m12s\n\nNAME        READY   AGE\npod/web-0   1/1     3s\n',
    ],
    ['pod web-0 -o name', 'pod/web-0\n'],
    ['pod web-0 -o jsonpath={.status.phase}', 'Running'],
    ['pods -o custom-columns=POD:.metadata.name,NODE:.spec.nodeName', 'POD     NODE\nweb-0   <none>\n'],
    ['pod web-0 -o yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-0\nstatus:\n  phase: Running\n'],
    ['svc -o yaml', 'apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: ""\n'],
  ])('%s', async (line, stdout) => {
    expect((await get(line)).stdout).toBe(stdout);
  });

  it.each([
    ['svc', 'No resources found in default namespace.\n', 0],
    ['svc -A', 'No resources found\n', 0],
    ['pod nope', 'Error from server (NotFound): pods "nope" not found\n', 1],
    ['pod nope --ignore-not-found', '', 0],
    ['pod web-0 --show-labels -o yaml', 'error: --show-labels option cannot be used with yaml printer\n', 1],
    ['pods -o jsonpath={.a', 'error: error parsing jsonpath {.a, unclosed action\n', 1],
    [
      'pods --output-watch-events',
      'error: --output-watch-events option can only be used with --watch or --watch-only\n',
      1,
    ],
    ['sts,pods -w', 'error: you may only specify a single resource type\n', 1],
  ])('%s complains', async (line, stderr, exitCode) => {
    expect(await get(line)).toMatchObject({ stderr, exitCode });
  });

  it('prints one row per event and remembers widths', async () => {
    const rows = [
      ['web-1', '0/1', '0s', 'x'],
      ['web-with-a-long-name', '0/1', '0s', 'x'],
      ['web-1', '1/1', '1s', 'x'],
    ];
    const events = rows.map((cells) => ({ type: 'MODIFIED', object: table([cells], []) }) as const);
    const { stdout, requests } = await get('sts -w', events);
    expect(stdout).toBe(
      'NAME   READY   AGE\ndb     1/1     9s\nweb    3/3     5m12s\n' +
        'web-1   0/1     0s\nweb-with-a-long-name   0/1     0s\nweb-1                  1/1     1s\n',
    );
    expect(requests[1]!.query).toEqual({ resourceVersion: '7', watch: 'true' });
  });

  it('skips the first event of a single object and names events when asked to', async () => {
    const event = (type: 'ADDED' | 'DELETED', ready: string): WatchEvent => ({
      type,
      object: table([['web', ready, '1s', 'x']], []),
    });
    const { stdout, requests } = await get('sts web -w --output-watch-events', [
      event('ADDED', '3/3'),
      event('DELETED', '0/3'),
    ]);
    expect(stdout).toBe('EVENT   NAME   READY   AGE\nADDED   web    3/3     5m12s\nDELETED   web    0/3     1s\n');
    expect(requests[1]!.query).toEqual({ fieldSelector: 'metadata.name=web', resourceVersion: '0', watch: 'true' });
  });
});
