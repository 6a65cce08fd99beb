/** What the web servers of fake containers answer. nginx and httpd serve the files that are in them. */

import { logTime } from './date-text.ts';
import type { OpenConnection, Peer } from './tool.ts';

export interface HttpReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: string;
  readonly body: string;
}

interface HttpRequest {
  readonly method: string;
  readonly agent: string;
  readonly from: string;
  readonly nowMs: number;
}

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 403: 'Forbidden', 404: 'Not Found' };
const roots: Readonly<Record<string, string>> = { nginx: '/usr/share/nginx/html', httpd: '/usr/local/apache2/htdocs' };
/** Servers that speak no HTTP close the connection. */
const otherProtocols = [
  'redis',
  'mysql',
  'mariadb',
  'xtrabackup',
  'postgres',
  'mongo',
  'zookeeper',
  'cassandra',
  'kafka',
];

/** The answer to a request on an open connection; undefined when the server speaks another protocol. */
export function respond(connection: OpenConnection, path: string, request: HttpRequest): HttpReply | undefined {
  const { peer } = connection;
  if (!peer || otherProtocols.includes(peer.set.kind)) return undefined;
  const root = roots[peer.set.kind];
  const { status, body } = root === undefined ? greeting(peer, connection.port) : fileAnswer(peer, root, path);
  const reason = reasons[status] ?? 'OK';
  const server = peer.set.kind === 'httpd' ? 'Apache' : 'nginx';
  const headers = `HTTP/1.1 ${status} ${reason}\nServer: ${server}\nContent-Type: text/html\nContent-Length: ${body.length}\nConnection: keep-alive\n`;
  if (peer.set.kind === 'nginx') {
    peer.log(
      `${request.from || '127.0.0.1'} - - [${logTime(request.nowMs)}] "${request.method} ${path} HTTP/1.1" ${status} ${body.length} "-" "${request.agent}" "-"\n`,
    );
  }
  return { status, reason, headers, body };
}

/** What an image that nobody knows says. */
function greeting({ pod, container }: Peer, port: number): { status: number; body: string } {
  return { status: 200, body: `${container.image ?? ''} in Pod ${pod.metadata.name} answers on port ${port}\n` };
}

function fileAnswer({ files }: Peer, root: string, path: string): { status: number; body: string } {
  const [bare = '/'] = path.split('?');
  const wanted = `${root}${bare}`.replace(/\/+$/, '') || root;
  const folder = files.isFolder(wanted);
  const read = files.read(folder ? `${wanted}/index.html` : wanted);
  if ('text' in read) return { status: 200, body: read.text };
  return folder ? errorPage(403) : errorPage(404);
}

function errorPage(status: number): { status: number; body: string } {
  const title = `${status} ${reasons[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.27.5</center>\r\n</body>\r\n</html>\r\n`;
  return { status, body };
}
