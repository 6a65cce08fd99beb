import { connect } from 'node:net';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../sim/cluster.ts';
import { ClusterClock } from './cluster-clock.ts';
import { startServer, type RunningServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'playground-www-'));
const simulation = createCluster({});
const clock = new ClusterClock(simulation, 'max');
let server: RunningServer;
let proxy: RunningServer;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'main.js'), 'export {}');
  const target = () => ({ simulation, clock });
  server = await startServer({ target });
  proxy = await startServer({ target, www: folder, apiPrefix: '/k8s/', allowOrigin: 'http://page.example' });
  clock.start();
});

afterAll(async () => {
  clock.stop();
  await Promise.all([server.close(), proxy.close()]);
  rmSync(folder, { recursive: true });
});

const at = (path: string, init?: RequestInit): Promise<Response> => fetch(`${server.apiUrl}${path}`, init);
const configMaps = '/api/v1/namespaces/default/configmaps';
const yamlMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: from-yaml # a comment\ndata:\n  a: "1"\n';

describe('what is sent and wanted', () => {
  it('takes YAML, also for server-side apply, and answers in YAML', async () => {
    const headers = { 'Content-Type': 'application/yaml', Accept: 'application/yaml' };
    const created = await at(configMaps, { method: 'POST', headers, body: yamlMap });
    expect(created.status).toBe(201);
    expect(created.headers.get('content-type')).toBe('application/yaml');
    expect(await created.text()).toContain('name: from-yaml\n');
    const applied = await at(`${configMaps}/from-yaml?fieldManager=me&force=true`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/apply-patch+yaml' },
      body: yamlMap.replace('"1"', '"2"'),
    });
    expect(await applied.json()).toMatchObject({ data: { a: '2' } });
  });

  it('names the line of YAML that cannot be read', async () => {
    const headers = { 'Content-Type': 'application/apply-patch+yaml' };
    const answer = await at(`${configMaps}/bad?fieldManager=me`, { method: 'PATCH', headers, body: 'a: [\n' });
    expect(answer.status).toBe(400);
    const { message } = (await answer.json()) as { message: string };
    expect(message).toMatch(/^error decoding YAML: error converting YAML to JSON: yaml: line \d+: /);
  });

  it('takes protobuf of kubectl, and refuses to answer in it', async () => {
    // k8s\0, Unknown{typeMeta{v1, ConfigMap}, raw: ConfigMap{metadata{name: pb}, data{k: v}}}
    const field = (number: number, bytes: Buffer): Buffer =>
      Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
    const text = (number: number, value: string): Buffer => field(number, Buffer.from(value));
    const typeMeta = Buffer.concat([text(1, 'v1'), text(2, 'ConfigMap')]);
    const raw = Buffer.concat([
      field(1, Buffer.concat([text(1, 'pb'), text(2, '')])),
      field(2, Buffer.concat([text(1, 'k'), text(2, 'v')])),
    ]);
    const body = Buffer.concat([Buffer.from('k8s\0'), field(1, typeMeta), field(2, raw)]);
    const type = 'application/vnd.kubernetes.protobuf';
    const headers = { 'Content-Type': type, Accept: `${type},application/json` };
    const created = await at(configMaps, { method: 'POST', headers, body });
    expect(await created.json()).toMatchObject({ metadata: { name: 'pb' }, data: { k: 'v' } });
    const alone = await at(configMaps, { headers: { Accept: type } });
    expect(alone.status).toBe(406);
    const openApi = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
    expect((await at('/openapi/v3/apis/apps/v1', { headers: { Accept: openApi } })).status).toBe(406);
    // kubectl takes nothing else, and asks only for kinds that OpenAPI v3 does not know.
    const answer = await at('/openapi/v2', { headers: { Accept: openApi } });
    expect(answer.headers.get('content-type')).toBe(openApi);
    expect(await answer.text()).toBe('\n\u00032.0\u0012\u0019\n\nKubernetes\u0012\u000bunversioned');
  });

  it('refuses other types, methods and sizes', async () => {
    const odd = await at(configMaps, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' });
    expect(await odd.json()).toMatchObject({ code: 415, reason: 'UnsupportedMediaType' });
    expect((await at(configMaps, { method: 'HEAD' })).status).toBe(405);
    expect((await at(configMaps, { method: 'OPTIONS' })).status).toBe(405);
    expect((await at('/healthz', { method: 'HEAD' })).status).toBe(200);
    const large = JSON.stringify({ metadata: { name: 'large' }, data: { a: 'x'.repeat(3 * 1024 * 1024) } });
    const answer = await at(configMaps, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: large,
    });
    expect(await answer.json()).toMatchObject({ code: 413, reason: 'RequestEntityTooLarge' });
  });

  it('writes warnings as headers, whatever is in them', async () => {
    const body = JSON.stringify({ metadata: { name: 'warned' }, 'fïeld "x"': 1 });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await at(`${configMaps}?dryRun=All`, { method: 'POST', headers, body });
    expect(Buffer.from(answer.headers.get('warning')!, 'latin1').toString()).toBe(
      String.raw`299 - "unknown field \"fïeld \\\"x\\\"\""`,
    );
  });
});

describe('watches', () => {
  it('end after timeoutSeconds', async () => {
    const answer = await at(`${configMaps}?watch=true&timeoutSeconds=1&fieldSelector=metadata.name=kube-root-ca.crt`);
    const events = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual(['ADDED']);
  });

  it('are also opened by the old paths', async () => {
    const answer = await at('/api/v1/watch/namespaces/default/configmaps/kube-root-ca.crt?timeoutSeconds=1');
    expect(await answer.text()).toContain('"name":"kube-root-ca.crt"');
  });
});

describe('OpenAPI', () => {
  it('has a document of each group version, found through the index', async () => {
    const { paths } = (await (await at('/openapi/v3')).json()) as {
      paths: Record<string, { serverRelativeURL: string }>;
    };
    const answer = await at(paths['apis/apps/v1']!.serverRelativeURL);
    const document = (await answer.json()) as {
      paths: Record<string, { patch?: { parameters: readonly { name: string }[] } }>;
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    };
    const patch = document.paths['/apis/apps/v1/namespaces/{namespace}/statefulsets/{name}']?.patch;
    expect(patch?.parameters.map(({ name }) => name)).toContain('fieldValidation');
    expect(document.components.schemas['io.k8s.api.core.v1.PodSpec']?.properties['volumes']).toMatchObject({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge,retainKeys',
    });
  });

  it('refers to nothing that is not there', async () => {
    for (const path of ['/openapi/v2', '/openapi/v3/api/v1', '/openapi/v3/apis/apps/v1', '/openapi/v3/apis/batch/v1']) {
      const text = await (await at(path)).text();
      const document = JSON.parse(text) as { definitions?: object; components?: { schemas: object } };
      const names = new Set(Object.keys(document.definitions ?? document.components!.schemas));
      const wanted = [...text.matchAll(/"\$ref":"#\/(?:definitions|components\/schemas)\/([^"]+)"/g)].map(
        ([, name]) => name!,
      );
      expect([...new Set(wanted)].filter((name) => !names.has(name))).toEqual([]);
    }
  });
});

describe('who may speak', () => {
  it('keeps pages of other origins and other names of the machine out', async () => {
    expect((await at('/version', { headers: { Origin: 'http://evil.example' } })).status).toBe(403);
    expect((await at('/version', { headers: { Origin: server.apiUrl } })).status).toBe(200);
    const answer = await raw(server.port, 'GET /version HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('lets the page of the allowed origin read answers', async () => {
    const headers = { Origin: 'http://page.example' };
    const answer = await fetch(`${proxy.apiUrl}/version`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://page.example');
    const preflight = await fetch(`${proxy.apiUrl}${configMaps}`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
  });
});

describe('the page beside the API', () => {
  const page = (path: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${proxy.port}${path}`, { redirect: 'manual' });

  it('is laid out as kubectl proxy does it', async () => {
    expect(await (await page('/')).text()).toBe('<title>page</title>');
    expect((await page('/index.html')).headers.get('location')).toBe('./');
    expect((await page('/main.js')).headers.get('content-type')).toContain('text/javascript');
    expect((await page('/nothing')).status).toBe(404);
    expect((await page('/k8s/version')).status).toBe(200);
  });

  it('serves nothing outside of its folder', async () => {
    const answer = await raw(
      proxy.port,
      'GET /../../etc/hostname HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect((await page('/..%2f..%2fetc%2fhostname')).status).toBe(404);
  });
});

describe('exec over a WebSocket', () => {
  it('runs a command and tells how it ended', async () => {
    const pod = { metadata: { name: 'box' }, spec: { containers: [{ name: 'box', image: 'nginx' }] } };
    const headers = { 'Content-Type': 'application/json' };
    await at('/api/v1/namespaces/default/pods', { method: 'POST', headers, body: JSON.stringify(pod) });
    const isReady = (): boolean => simulation.reader.get('pods', 'default', 'box')?.status.phase === 'Running';
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
    const query = new URLSearchParams([
      ['command', 'cat'],
      ['stdin', 'true'],
      ['stdout', 'true'],
      ['stderr', 'true'],
    ]);
    const messages = await talk(`/api/v1/namespaces/default/pods/box/exec?${query.toString()}`, [
      '\0hello',
      '\u00ff\0',
    ]);
    expect(messages[0]).toBe('\u0001hello');
    expect(JSON.parse(messages[1]!.slice(1))).toEqual({ metadata: {}, status: 'Success' });
  });
});

/** Sends bytes and reads until the connection is closed. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

/** A WebSocket client for small messages: sends some, and returns all that come until the end. */
function talk(path: string, messages: readonly string[]): Promise<readonly string[]> {
  const key = randomBytes(16).toString('base64');
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Protocol: v5.channel.k8s.io',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let received = Buffer.alloc(0);
    let upgraded = false;
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (upgraded || end < 0) return;
      upgraded = true;
      expect(received.subarray(0, end).toString()).toContain(`Sec-WebSocket-Accept: ${accept}`);
      received = received.subarray(end + 4);
      for (const message of messages) {
        const payload = Buffer.from(message, 'latin1');
        // A mask of zeros leaves the bytes as they are.
        socket.write(Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
      }
    });
    socket.on('close', () => {
      const texts: string[] = [];
      for (let at = 0; at + 1 < received.length; at += 2 + received[at + 1]!) {
        if ((received[at]! & 0x0f) === 2)
          texts.push(received.subarray(at + 2, at + 2 + received[at + 1]!).toString('latin1'));
      }
      resolve(texts);
    });
  });
}
