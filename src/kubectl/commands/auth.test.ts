import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { ApiRequest } from '../../api/request.ts';
import { runKubectl } from '../run-kubectl.ts';

/** Runs a command against a server that answers reviews with these. */
async function run(line: string, statuses: Readonly<Record<string, JsonObject>>) {
  const asked: ApiRequest[] = [];
  const out = { stdout: '', stderr: '' };
  const exitCode = await runKubectl(line.split(' '), {
    transport: {
      capabilities: { clock: false, rewind: false, faults: false },
      clock: { nowMs: () => 0, sleep: () => Promise.resolve() },
      request: (request) => {
        if (request.method === 'POST') asked.push(request);
        const kind = String((request.body as JsonObject | undefined)?.['kind']);
        return Promise.resolve({ code: 201, body: { kind, status: statuses[kind] ?? {} } });
      },
      watch: () => ({ close: () => undefined }),
    },
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stderr += text),
    files: { read: () => undefined, list: () => undefined },
    signal: new AbortController().signal,
    config: { namespace: 'team', context: 'c', cluster: 'c', user: '', server: 'http://127.0.0.1' },
  });
  return { ...out, exitCode, asked: asked.map(({ path, body }) => ({ path, spec: (body as JsonObject)['spec'] })) };
}

describe('kubectl auth', () => {
  it('asks the server, and says no when it does', async () => {
    const status = { allowed: false, reason: 'RBAC: nobody said so' };
    expect(await run('auth can-i delete statefulsets/web', { SelfSubjectAccessReview: status })).toEqual({
      stdout: 'no - RBAC: nobody said so\n',
      stderr: '',
      exitCode: 1,
      asked: [
        {
          path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          spec: {
            resourceAttributes: {
              namespace: 'team',
              verb: 'delete',
              group: 'apps',
              resource: 'statefulsets',
              name: 'web',
            },
          },
        },
      ],
    });
    const { stdout, exitCode } = await run('auth can-i get /healthz -q', { SelfSubjectAccessReview: status });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  });

  it('lists rules put together by resource, and says when there may be more', async () => {
    const status = {
      resourceRules: [
        { verbs: ['get'], apiGroups: ['', 'apps'], resources: ['pods/log'] },
        { verbs: ['list'], apiGroups: [''], resources: ['pods/log'] },
        { verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: ['one'] },
      ],
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/livez', '/healthz'] }],
      incomplete: true,
      evaluationError: 'webhook authorizer does not support user rule resolution',
    };
    const { stdout, stderr } = await run('auth can-i --list', { SelfSubjectRulesReview: status });
    expect(stderr).toBe(
      'warning: the list may be incomplete: webhook authorizer does not support user rule resolution\n',
    );
    expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'Resources | Non-Resource URLs | Resource Names | Verbs',
      'pods/log | [] | [] | [get list]',
      ' | [/healthz] | [] | [get]',
      ' | [/livez] | [] | [get]',
      'secrets | [] | [one] | [get]',
      'pods.apps/log | [] | [] | [get]',
      '',
    ]);
  });

  it('tells who one is in the words of the server', async () => {
    const userInfo = { username: 'jane', groups: ['dev', 'system:authenticated'], extra: { scopes: ['a', 'b'] } };
    const { stdout } = await run('auth whoami', { SelfSubjectReview: { userInfo } });
    expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'ATTRIBUTE | VALUE',
      'Username | jane',
      'Groups | [dev system:authenticated]',
      'Extra: scopes | [a b]',
      '',
    ]);
    expect((await run('auth whoami -o json', { SelfSubjectReview: { userInfo: { username: 'jane' } } })).stdout).toBe(`{
    "kind": "SelfSubjectReview",
    "apiVersion": "authentication.k8s.io/v1",
    "metadata": {},
    "status": {
        "userInfo": {
            "username": "jane"
        }
    }
}
`);
  });
});
