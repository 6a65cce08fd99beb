/** A proxy in front of an HTTP server whose connections can be refused, answered otherwise, cut or slowed down. */

import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: `pass` it on, `drop` its connection, or answer with a Status. */
export type ProxyAnswer =
  'pass' | 'drop' | { readonly code: number; readonly reason: string; readonly message: string };

export interface FaultyProxy {
  readonly url: string;
  /** Decides about every request; its path has the query. */
  rule: (method: string, path: string) => ProxyAnswer;
  /** Requests so far: `GET /k8s/api/v1/pods?…`. */
  readonly seen: string[];
  /** Streams that are open now. */
  watches(): number;
  /** Breaks all streams. */
  cut(): void;
  /** Ends all streams with an expired revision, as a compacted store does. */
  expire(): void;
  close(): Promise<void>;
}

export async function startFaultyProxy(targetPort: number, port = 0): Promise<FaultyProxy> {
  const streams = new Set<ServerResponse>();
  const seen: string[] = [];
  const server = createServer((message, response) => {
    const { method = 'GET', url = '/' } = message;
    seen.push(`${method} ${url}`);
    const answer = proxy.rule(method, url);
    if (answer === 'drop') return void message.socket.destroy();
    if (answer !== 'pass') return sendStatus(response, answer);
    pass(message, response);
  });
  function pass(message: IncomingMessage, response: ServerResponse): void {
    const { method, url = '/' } = message;
    const headers = { ...message.headers, host: `127.0.0.1:${targetPort}` };
    delete headers.origin;
    const inner = httpRequest({ host: '127.0.0.1', port: targetPort, path: url, method, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      response.flushHeaders();
      if (/[?&]watch=(?:true|1)/.test(url)) {
        streams.add(response);
        response.on('close', () => streams.delete(response));
      }
      answered.pipe(response);
      answered.on('error', () => response.destroy());
    });
    inner.on('error', () =>
      sendStatus(response, { code: 503, reason: 'ServiceUnavailable', message: 'no API server' }),
    );
    response.on('close', () => inner.destroy());
    message.pipe(inner);
  }
  const proxy: FaultyProxy = {
    url: '',
    rule: () => 'pass',
    seen,
    watches: () => streams.size,
    cut: () => {
      for (const stream of streams) stream.destroy();
    },
    expire: () => {
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        code: 410,
        reason: 'Expired',
      };
      for (const stream of streams) stream.end(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function sendStatus(response: ServerResponse, { code, reason, message }: Exclude<ProxyAnswer, string>): void {
  if (response.headersSent) return void response.destroy();
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  response.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify(status));
}
