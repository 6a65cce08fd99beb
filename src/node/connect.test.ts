import { describe, expect, it } from 'vitest';
import { createCluster } from '../sim/cluster.ts';

describe('log and exec through the API server', () => {
  it('run a command, and replay it', () => {
    const cluster = createCluster({ nodes: 1 });
    const container = { name: 'app', image: 'nginx:1.27', ports: [{ containerPort: 80 }] };
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [container] } };
    const path = '/api/v1/namespaces/default/pods';
    cluster.request({ method: 'POST', path, body });
    cluster.runUntil(cluster.nowMs + 20_000);
    const exec = (...command: string[]) =>
      cluster.request({ method: 'POST', path: `${path}/web/exec`, body: { command } });
    expect(exec('sh', '-c', 'echo hi > /usr/share/nginx/html/index.html').code).toBe(200);
    expect(exec('curl', '-s', 'localhost').body).toMatchObject({ stdout: 'hi\n', exitCode: 0 });
    const log = cluster.request({ method: 'GET', path: `${path}/web/log`, query: { tailLines: '1' } });
    expect(log.body).toContain('"GET / HTTP/1.1" 200 3');
    const atMs = cluster.nowMs;
    cluster.runUntil(atMs + 60_000);
    cluster.fork(atMs + 30_000);
    expect(exec('cat', '/usr/share/nginx/html/index.html').body).toMatchObject({ stdout: 'hi\n' });
    expect(cluster.request({ method: 'GET', path: `${path}/nope/log` }).code).toBe(404);
    const logged = (): unknown => cluster.request({ method: 'GET', path: `${path}/web/log` }).body;
    const before = logged();
    expect(cluster.request({ method: 'GET', path: `${path}/web/proxy/` })).toMatchObject({ code: 200, body: 'hi\n' });
    expect(logged()).toBe(before);
    const inputs = cluster.history.inputs.length;
    expect(cluster.request({ method: 'POST', path: `${path}/web:80/proxy/`, query: { a: 'b' } }).code).toBe(405);
    expect(cluster.history.inputs).toHaveLength(inputs + 1);
    expect(logged()).toContain('"POST /?a=b HTTP/1.1" 405');
    expect(exec('nosuch').body).toMatchObject({ kind: 'Status', code: 500 });
  });
});
