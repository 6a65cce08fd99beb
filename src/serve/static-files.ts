/** The built page beside the API, as `kubectl proxy --www` serves a folder (fileserver.go of Go's net/http, in short). */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

function plain(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  response.end(text);
}

/** Answers with a file of the folder. */
export async function serveFile(
  folder: string,
  { method, headers }: IncomingMessage,
  pathname: string,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return plain(response, 405, '405 method not allowed\n');
  let path: string;
  try {
    path = normalize(join(folder, decodeURIComponent(pathname)));
  } catch {
    return plain(response, 400, '400 Bad Request\n');
  }
  const root = normalize(`${folder}${sep}`);
  if (path.includes('\0') || !`${path}${sep}`.startsWith(root)) return plain(response, 404, '404 page not found\n');
  if (pathname.endsWith('/index.html')) {
    response.writeHead(301, { Location: './' });
    return void response.end();
  }
  const file = pathname.endsWith('/') ? join(path, 'index.html') : path;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) {
    response.writeHead(301, { Location: `${pathname.split('/').at(-1)}/` });
    return void response.end();
  }
  if (!found?.isFile()) return plain(response, 404, '404 page not found\n');
  const modified = new Date(Math.floor(found.mtimeMs / 1000) * 1000);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  if (since >= modified.getTime()) {
    response.writeHead(304, { 'Last-Modified': modified.toUTCString() });
    return void response.end();
  }
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'text/plain; charset=utf-8',
    'Content-Length': String(found.size),
    'Last-Modified': modified.toUTCString(),
  });
  if (method === 'HEAD') return void response.end();
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}
