import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { HttpTransport } from '../client/http-transport.ts';
import { runKubectl } from './run-kubectl.ts';

const resource = (name: string, kind: string, verbs: readonly string[], more: object = {}) => ({
  name,
  singularName: kind.toLowerCase(),
  namespaced: true,
  kind,
  verbs,
  ...more,
});
const list = (groupVersion: string, ...resources: readonly object[]) => ({
  kind: 'APIResourceList',
  groupVersion,
  resources,
});
const group = (name: string, ...versions: readonly string[]) => ({
  name,
  versions: versions.map((version) => ({ groupVersion: `${name}/${version}`, version })),
  preferredVersion: { groupVersion: `${name}/${versions.at(-1)!}`, version: versions.at(-1)! },
});

/** A server that knows nothing of aggregated discovery; `metrics.k8s.io` does not answer. */
const answers: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/api/v1': list('v1', resource('pods', 'Pod', ['get', 'list'], { shortNames: ['po'] })),
  '/apis': {
    kind: 'APIGroupList',
    groups: [group('apps', 'v1'), group('example.com', 'v1alpha1', 'v1'), group('metrics.k8s.io', 'v1beta1')],
  },
  '/apis/apps/v1': list(
    'apps/v1',
    resource('statefulsets', 'StatefulSet', ['get', 'list'], { shortNames: ['sts'] }),
    resource('statefulsets/scale', 'Scale', ['get', 'patch', 'update']),
  ),
  '/apis/example.com/v1alpha1': list('example.com/v1alpha1', resource('rings', 'Ring', ['get', 'list'])),
  '/apis/example.com/v1': list(
    'example.com/v1',
    resource('rings', 'Ring', ['get', 'list'], { shortNames: ['rg'] }),
    resource('rings/status', 'Ring', ['get']),
  ),
  '/apis/example.com/v1/namespaces/default/rings': {
    kind: 'RingList',
    apiVersion: 'example.com/v1',
    metadata: {},
    items: [{ kind: 'Ring', apiVersion: 'example.com/v1', metadata: { name: 'one', namespace: 'default' } }],
  },
};

let server: Server | undefined;
afterEach(() => void server?.close());

/** `refuses`: what is asked for by `as=` is answered with 406, else as if it had not been. */
async function run(line: string, refuses: boolean) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    asked.push(path);
    const isRefused = refuses && request.headers.accept?.includes('apidiscovery') === true;
    const body = isRefused ? undefined : answers[path];
    response.writeHead(isRefused ? 406 : body ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body ?? { kind: 'Status', code: isRefused ? 406 : 503, message: 'no' }));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const out = { stdout: '', stderr: '' };
  const exitCode = await runKubectl(line.split(' '), {
    transport: new HttpTransport({ baseUrl: `http://127.0.0.1:${port}` }),
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stderr += text),
    files: { read: () => undefined, list: () => undefined },
    signal: new AbortController().signal,
    config: { namespace: 'default', context: 'c', cluster: 'c', user: '', server: 'http://127.0.0.1:1' },
  });
  return { ...out, exitCode, asked };
}

it.each([true, false])('finds what a server has that knows no aggregated discovery (refused: %s)', async (refuses) => {
  const { stdout } = await run('api-resources', refuses);
  expect(stdout.replaceAll(/ +/g, ' ')).toBe(
    'NAME SHORTNAMES APIVERSION NAMESPACED KIND\n' +
      'pods po v1 true Pod\n' +
      'statefulsets sts apps/v1 true StatefulSet\n' +
      'rings rg example.com/v1 true Ring\n',
  );
});

it('finds resources that no other cluster has by their names, and asks for no more than it needs', async () => {
  const { stdout, asked } = await run('get rg -o name', true);
  expect(stdout).toBe('ring.example.com/one\n');
  expect(asked).not.toContain('/apis/apps/v1');
  expect(asked).toContain('/apis/metrics.k8s.io/v1beta1');
});
