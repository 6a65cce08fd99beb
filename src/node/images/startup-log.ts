/** What the servers of known images write when they start. */

import type { Container } from '../../api/types.ts';
import { formatTime } from '../../lib/time.ts';
import { commandLineOf, processOf } from './process.ts';
import { programNames } from './program-sets.ts';
import { parseImageReference } from './reference.ts';

export interface StartupLine {
  readonly afterMs: number;
  readonly text: string;
}

/** Lines by kind of image; `%t` is the time, `%i` with milliseconds, `%m` the server's number; the last line comes when the server answers. */
const lines: Readonly<Record<string, readonly string[]>> = {
  nginx: [
    '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
    '/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/',
    '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
    '%t [notice] 1#1: using the "epoll" event method',
    '%t [notice] 1#1: start worker processes',
  ],
  redis: [
    '1:C %t * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
    '1:M %t * Running mode=standalone, port=6379.',
    '1:M %t * Ready to accept connections tcp',
  ],
  mysql: [
    '%t [Note] [Entrypoint]: Entrypoint script for MySQL Server started.',
    '%t [Note] mysqld (mysqld 5.7.44-log) starting as process 1 ...',
    "%t [Note] mysqld: ready for connections. Version: '5.7.44-log'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306",
  ],
  postgres: [
    '%t UTC [1] LOG:  starting PostgreSQL 16.9 on x86_64-pc-linux-gnu, 64-bit',
    '%t UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432',
    '%t UTC [1] LOG:  database system is ready to accept connections',
  ],
  zookeeper: [
    '%i [myid:] - INFO  [main:QuorumPeerConfig@136] - Reading configuration from: /opt/zookeeper/conf/zoo.cfg',
    '%i [myid:%m] - INFO  [main:QuorumPeerMain@127] - Starting quorum peer',
    '%i [myid:%m] - INFO  [main:NIOServerCnxnFactory@89] - binding to port 0.0.0.0/0.0.0.0:2181',
  ],
  cassandra: [
    'INFO  %t Node configuration loaded',
    'INFO  %t Initializing system.schema_keyspaces',
    'INFO  %t Starting listening for CQL clients on /0.0.0.0:9042 (unencrypted)...',
  ],
  mongo: [
    '{"t":{"$date":"%t"},"s":"I","c":"CONTROL","msg":"MongoDB starting"}',
    '{"t":{"$date":"%t"},"s":"I","c":"NETWORK","msg":"Waiting for connections","attr":{"port":27017}}',
  ],
};

const logDate = (ms: number): string => formatTime(ms).replace('Z', '').replace('T', ' ');

/**
 * What a server writes when a probe asks it whether it is well. A probe that goes on succeeding is not run again and
 * again; its traces in the log are told from its period.
 */
export function probeLog(container: Container, hostname: string, atMs: number, count: number): string | undefined {
  const reference = parseImageReference(container.image ?? '');
  if (programNames(reference?.path ?? '', reference?.tag ?? '').kind !== 'zookeeper') return undefined;
  const time = (ms: number): string => `${logDate(ms)},${String(ms % 1000).padStart(3, '0')}`;
  const id = Number(/-(\d+)$/.exec(hostname)?.[1] ?? 0) + 1;
  const client = `/127.0.0.1:${32_768 + ((count * 26 + id * 4) % 28_000)}`;
  const level = `[myid:${id}] - INFO `;
  return `${time(atMs)} ${level} [NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181:NIOServerCnxn@827] - Processing ruok command from ${client}
${time(atMs + 1)} ${level} [Thread-${count}:NIOServerCnxn@1008] - Closed socket connection for client ${client} (no session established for client)
`;
}

/** The lines of a container that runs its image's own server, or a script that starts one. */
export function startupLog(container: Container, startedMs: number, hostname: string): readonly StartupLine[] {
  const reference = parseImageReference(container.image ?? '');
  const { kind } = programNames(reference?.path ?? '', reference?.tag ?? '');
  const own = Object.hasOwn(lines, kind) ? lines[kind]! : [];
  if (own.length === 0 || (commandLineOf(container) && kind !== 'zookeeper')) return [];
  const { answersAfterMs } = processOf(container);
  const number = String(Number(/-(\d+)$/.exec(hostname)?.[1] ?? 0) + 1);
  return own.map((text, index) => {
    const afterMs = Math.round((answersAfterMs.minMs * index) / Math.max(own.length - 1, 1));
    return {
      afterMs,
      text: text
        .replaceAll('%t', logDate(startedMs + afterMs))
        .replaceAll('%i', `${logDate(startedMs + afterMs)},${String((startedMs + afterMs) % 1000).padStart(3, '0')}`)
        .replaceAll('%m', number),
    };
  });
}
