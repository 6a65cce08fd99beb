/** The HTTP server in front of a simulated cluster: the API, and the page beside it when wanted. Loopback only. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forbidden } from '../api/status.ts';
import { corsHeaders, refusalFor } from './access.ts';
import { handleApi, statusResponse, type Target } from './api-handler.ts';
import { handleUpgrade } from './exec-stream.ts';
import { send } from './send.ts';
import { serveFile } from './static-files.ts';

export interface ServerOptions {
  /** The cluster of the moment; asked for at every request. */
  readonly target: () => Target;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Where the API begins; default `/`. */
  readonly apiPrefix?: string;
  /** A folder of static files to be served beside the API. */
  readonly www?: string;
  /** An origin whose pages may read answers (`*` for all); default none. */
  readonly allowOrigin?: string;
}

export interface RunningServer {
  readonly port: number;
  /** Where the API begins, without the slash at its end. */
  readonly apiUrl: string;
  close(): Promise<void>;
}

/** The URL within the API; undefined for paths beside it. */
function apiUrlOf(message: IncomingMessage, prefix: string): URL | undefined {
  const target = message.url ?? '/';
  if (!target.startsWith(prefix)) return undefined;
  // Concatenated and not resolved: a path may begin with two slashes.
  return new URL(`http://cluster/${target.slice(prefix.length).replace(/^\/+/, '')}`);
}

/** Starts listening. */
export function startServer(options: ServerOptions): Promise<RunningServer> {
  const { target, allowOrigin, www } = options;
  const prefix = `/${(options.apiPrefix ?? '/').replaceAll(/^\/+|\/+$/g, '')}/`.replace('//', '/');
  const refuse = (response: ServerResponse, reason: string): void => {
    const status = { ...forbidden({ group: '', plural: '' }, '', reason), message: `forbidden: ${reason}` };
    send(response, statusResponse(status), { format: 'json', pretty: false, bodiless: false });
  };
  const server = createServer((message, response) => {
    const url = apiUrlOf(message, prefix);
    const refusal = refusalFor(message, allowOrigin);
    if (url && refusal !== undefined) return refuse(response, refusal);
    if (!url) {
      const { pathname } = new URL(message.url ?? '/', 'http://page');
      if (www === undefined) return void response.writeHead(404).end('404 page not found\n');
      return void serveFile(www, message, pathname, response);
    }
    for (const [name, value] of Object.entries(corsHeaders(message, allowOrigin))) response.setHeader(name, value);
    if (message.method === 'OPTIONS' && response.hasHeader('Access-Control-Allow-Origin')) {
      return void response.writeHead(204).end();
    }
    void handleApi(target(), url, message, response);
  });
  server.on('upgrade', (message, socket, head) => {
    const url = apiUrlOf(message, prefix);
    if (!url || refusalFor(message, allowOrigin) !== undefined)
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    void handleUpgrade(target(), url, message, socket, head);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        port,
        apiUrl: `http://127.0.0.1:${port}${prefix.replace(/\/$/, '')}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
