/** What the web servers of fake containers answer. nginx and httpd serve the files that are in them. */

import { httpServices, textAt, type HttpService } from '../images/http-paths.ts';
import { logTime } from './date-text.ts';
import type { OpenConnection, Peer } from './tool.ts';

export interface HttpReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: string;
  readonly contentType: string;
  readonly body: string;
}

interface HttpRequest {
  readonly method: string;
  readonly agent: string;
  readonly from: string;
  readonly nowMs: number;
}

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 403: 'Forbidden', 404: 'Not Found', 405: 'Not Allowed' };
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
  const service = Object.hasOwn(httpServices, peer.set.kind) ? httpServices[peer.set.kind] : undefined;
  if (service?.otherPorts.includes(connection.port)) return undefined;
  const isFiles = Object.hasOwn(roots, peer.set.kind) && !['GET', 'HEAD'].includes(request.method);
  const { status, body } = isFiles ? errorPage(405) : answer(peer, connection.port, path, service);
  const reason = reasons[status] ?? 'OK';
  const server = service ? '' : `Server: ${peer.set.kind === 'httpd' ? 'Apache' : 'nginx'}\n`;
  const type = service && status === 200 ? service.contentType : 'text/html';
  const headers = `HTTP/1.1 ${status} ${reason}\n${server}Content-Type: ${type}\nContent-Length: ${body.length}\nConnection: keep-alive\n`;
  if (peer.set.kind === 'nginx') {
    peer.log(
      `${request.from || '127.0.0.1'} - - [${logTime(request.nowMs)}] "${request.method} ${path} HTTP/1.1" ${status} ${body.length} "-" "${request.agent}" "-"\n`,
    );
  }
  return { status, reason, headers, contentType: type, body };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function answer(peer: Peer, port: number, path: string, service: HttpService | undefined): Answer {
  const root = roots[peer.set.kind];
  if (root !== undefined) return fileAnswer(peer, root, path);
  if (!service) return greeting(peer, port);
  const text = textAt(service, path.replace(/\?.*$/, ''));
  if (text === undefined) return { status: 404, body: '404 page not found\n' };
  return { status: 200, body: text.replaceAll('%ip', peer.pod.status.podIP ?? '') };
}

/** What an image that nobody knows says. */
function greeting({ pod, container }: Peer, port: number): Answer {
  return { status: 200, body: `${container.image ?? ''} in Pod ${pod.metadata.name} answers on port ${port}\n` };
}

function fileAnswer({ files }: Peer, root: string, path: string): Answer {
  const [bare = '/'] = path.split('?');
  const wanted = `${root}${bare}`.replace(/\/+$/, '') || root;
  const folder = files.isFolder(wanted);
  const read = files.read(folder ? `${wanted}/index.html` : wanted);
  if ('text' in read) return { status: 200, body: read.text };
  return folder ? errorPage(403) : errorPage(404);
}

function errorPage(status: number): Answer {
  const title = `${status} ${reasons[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.27.5</center>\r\n</body>\r\n</html>\r\n`;
  return { status, body };
}
