import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import { runKubectl } from './run-kubectl.ts';

const resource = (plural: string, kind: string, version: string, more: JsonObject = {}): JsonObject => ({
  resource: plural,
  responseKind: { group: 'apps', version, kind },
  scope: 'Namespaced',
  singularResource: kind.toLowerCase(),
  verbs: ['get', 'list'],
  ...more,
});
const version = (name: string, resources: readonly JsonObject[], freshness = 'Current'): JsonObject => ({
  version: name,
  resources,
  freshness,
});
/** An older server, with groups that no other one has, and without some that every newer one has. */
const groups: Readonly<Record<string, readonly JsonObject[]>> = {
  '/api': [{ metadata: {}, versions: [version('v1', [resource('pods', 'Pod', 'v1', { shortNames: ['po'] })])] }],
  '/apis': [
    {
      metadata: { name: 'apps' },
      versions: [
        version('v1', [resource('statefulsets', 'StatefulSet', 'v1', { shortNames: ['sts'], categories: ['all'] })]),
        version('v1beta2', [
          resource('statefulsets', 'StatefulSet', 'v1beta2'),
          resource('scales', 'Scale', 'v1beta2', { scope: 'Cluster' }),
          resource('nothings', 'Nothing', 'v1beta2', { verbs: [] }),
        ]),
      ],
    },
    { metadata: { name: 'metrics.k8s.io' }, versions: [version('v1beta1', [], 'Stale')] },
  ],
};

async function run(line: string, answers = true) {
  const out = { stdout: '', stderr: '' };
  const exitCode = await runKubectl(line.split(' '), {
    transport: {
      capabilities: { clock: false, rewind: false, faults: false },
      clock: { nowMs: () => 0, sleep: () => Promise.resolve() },
      request: ({ path }) =>
        answers
          ? Promise.resolve({ code: 200, body: { kind: 'APIGroupDiscoveryList', items: groups[path] ?? [] } })
          : Promise.reject(new Error('no route')),
      watch: () => ({ close: () => undefined }),
    },
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stderr += text),
    files: { read: () => undefined, list: () => undefined },
    signal: new AbortController().signal,
    config: { namespace: 'default', context: 'c', cluster: 'c', user: '', server: 'http://127.0.0.1:1' },
  });
  return { ...out, exitCode };
}

describe('what a server serves', () => {
  it('is listed as the server says it, each resource in its preferred version, and what is stale is told', async () => {
    expect(await run('api-resources')).toEqual({
      stdout:
        'NAME           SHORTNAMES   APIVERSION     NAMESPACED   KIND\n' +
        'pods           po           v1             true         Pod\n' +
        'scales                      apps/v1beta2   false        Scale\n' +
        'statefulsets   sts          apps/v1        true         StatefulSet\n',
      stderr:
        'error: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: stale GroupVersion discovery: metrics.k8s.io/v1beta1\n',
      exitCode: 1,
    });
    expect((await run('api-resources --categories=all -o name')).stdout).toBe('statefulsets.apps\n');
  });

  it('has the versions that the server names', async () => {
    const { stdout } = await run('api-versions');
    expect(stdout).toBe('apps/v1\napps/v1beta2\nmetrics.k8s.io/v1beta1\nv1\n');
  });

  it('is not known when no server answers', async () => {
    const refused = 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n';
    expect(await run('api-versions', false)).toEqual({ stdout: '', stderr: refused, exitCode: 1 });
    expect(await run('api-resources', false)).toEqual({ stdout: '', stderr: refused, exitCode: 1 });
  });
});
