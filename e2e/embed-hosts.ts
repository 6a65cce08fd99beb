/** Small servers of pages that embed the playground, and of the built playground itself on other terms. */

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';

export interface Host {
  /** Of pages that `put` has put there. `localhost` is another site than `127.0.0.1`, where the playground is. */
  readonly origin: string;
  put(path: string, html: string, headers?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

const dist = resolve(import.meta.dirname, '..', process.env['PLAYGROUND_DIST'] ?? 'dist');
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.yaml': 'text/yaml',
};

async function listen(server: Server, name: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

export async function startHost(name: 'localhost' | '127.0.0.1' = 'localhost'): Promise<Host> {
  const pages = new Map<string, { readonly html: string; readonly headers: Readonly<Record<string, string>> }>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    if (page) response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
    else response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
  });
  const origin = await listen(server, name);
  return {
    origin,
    put: (path, html, headers = {}) => {
      pages.set(path, { html: `<!doctype html><html lang="en"><title>A page</title>${html}</html>`, headers });
      return origin + path;
    },
    close: () => close(server),
  };
}

/** The built playground as the plainest of servers gives it: no header but the type. */
export async function startPlainServer(
  /** What becomes of a file: another build, which may not have it. */
  change: (path: string, data: Buffer) => Buffer | string | undefined = (_, data) => data,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const asked = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const path = asked.endsWith('/') ? `${asked}index.html` : asked;
    readFile(join(dist, path)).then(
      (data) => {
        const changed = change(path, data);
        const status = changed === undefined ? 404 : 200;
        response.writeHead(status, { 'Content-Type': types[extname(path)] ?? 'text/plain' }).end(changed);
      },
      () => response.writeHead(404).end(),
    );
  });
  return { origin: await listen(server, '127.0.0.1'), close: () => close(server) };
}

/** A page for MkDocs as Python-Markdown makes it: what stands in a `<div>` is HTML, all else are paragraphs. */
export function fromMkDocs(markdown: string): string {
  return markdown
    .replaceAll(/<!--[^]*?-->/g, '')
    .replaceAll(/(<div>\n[^]*?<\/div>)|^(?!#)([^\n<]+)$/gm, (text, html) => {
      return html === undefined ? `<p>${text}</p>` : text;
    });
}

/** A page for Docusaurus as React puts it into the document: attributes in braces are texts. */
export function fromDocusaurus(mdx: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;' };
  return mdx
    .replace(/^---\n[^]*?\n---\n/, '')
    .replaceAll(/\{\/\*[^]*?\*\/\}/g, '')
    .replaceAll(/\{`([^`]*)`\}/g, (_, text: string) => `"${text.replaceAll(/[&"<]/g, (char) => escapes[char]!)}"`)
    .replaceAll(/(<statefulset-playground[^>]*?)\s*\/>/g, '$1></statefulset-playground>');
}
