/** The files of images: programs as small marker files, and the configuration that the tutorials look at. */

import type { FileEntry, FileLayer } from '../file-system.ts';
import { parseImageReference } from './reference.ts';
import { programNames, type ProgramSet } from './program-sets.ts';

/** What the text of a program's file begins with; its name follows. */
export const programMark = '\u007fELF ';

const folder: FileEntry = { type: 'folder', mode: 0o755, modifiedMs: 0 };
const temporary: FileEntry = { type: 'folder', mode: 0o1777, modifiedMs: 0 };
const file = (text: string, mode = 0o644): FileEntry => ({ type: 'file', text, mode, modifiedMs: 0 });
const link = (text: string): FileEntry => ({ type: 'link', text, mode: 0o777, modifiedMs: 0 });
const program = (name: string): FileEntry => file(`${programMark}${name}`, 0o755);

const nginxWelcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const log4j = [
  'zookeeper.root.logger=CONSOLE',
  'zookeeper.console.threshold=INFO',
  'log4j.rootLogger=${zookeeper.root.logger}',
  'log4j.appender.CONSOLE=org.apache.log4j.ConsoleAppender',
  'log4j.appender.CONSOLE.Threshold=${zookeeper.console.threshold}',
  'log4j.appender.CONSOLE.layout=org.apache.log4j.PatternLayout',
  'log4j.appender.CONSOLE.layout.ConversionPattern=%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n',
  '',
].join('\n');

/** Files beside programs, by the kind of image. */
const extras: Readonly<Record<string, FileLayer>> = {
  nginx: {
    '/usr/share/nginx/html/index.html': file(nginxWelcome),
    '/etc/nginx/conf.d/default.conf': file(
      'server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n',
    ),
    '/var/log/nginx': folder,
    '/var/cache/nginx': folder,
  },
  httpd: { '/usr/local/apache2/htdocs/index.html': file('<html><body><h1>It works!</h1></body></html>\n') },
  redis: { '/data': folder },
  mysql: { '/var/lib/mysql': folder, '/etc/mysql/conf.d': folder, '/docker-entrypoint-initdb.d': folder },
  xtrabackup: { '/var/lib/mysql': folder, '/backup': folder },
  postgres: { '/var/lib/postgresql/data': folder, '/docker-entrypoint-initdb.d': folder },
  mongo: { '/data/db': folder },
  cassandra: { '/cassandra_data': folder, '/var/lib/cassandra': folder, '/ready-probe.sh': program('cassandra-ready') },
  zookeeper: {
    '/var/lib/zookeeper': folder,
    '/opt/zookeeper/conf': folder,
    '/opt/zookeeper/bin/zkCli.sh': program('zkCli.sh'),
    '/opt/zookeeper/bin/zookeeper-ready': program('zookeeper-ready'),
    '/usr/bin/zkCli.sh': link('/opt/zookeeper/bin/zkCli.sh'),
    '/usr/bin/zookeeper-ready': link('/opt/zookeeper/bin/zookeeper-ready'),
    '/usr/etc/zookeeper/log4j.properties': file(log4j),
  },
};

/** Lines of /etc/passwd, by the kind of image. */
const ownUsers: Readonly<Record<string, string>> = {
  zookeeper: 'zookeeper:x:1000:1000::/home/zookeeper:/bin/sh\n',
  nginx: 'nginx:x:101:101:nginx user:/nonexistent:/bin/false\n',
  redis: 'redis:x:999:999::/home/redis:/bin/sh\n',
  mysql: 'mysql:x:999:999::/home/mysql:/bin/sh\n',
  postgres: 'postgres:x:999:999::/var/lib/postgresql:/bin/bash\n',
};

const cache = new Map<string, FileLayer>();

/** The files of an image; the same image always gives the same object. */
export function imageFiles(image: string): FileLayer {
  const known = cache.get(image);
  if (known) return known;
  const layer = buildLayer(image);
  cache.set(image, layer);
  return layer;
}

function buildLayer(image: string): FileLayer {
  const reference = parseImageReference(image);
  const set = programNames(reference?.path ?? image, reference?.tag ?? 'latest');
  return {
    '/tmp': temporary,
    '/var/tmp': temporary,
    '/root': folder,
    '/home': folder,
    '/mnt': folder,
    '/opt': folder,
    '/dev/null': file(''),
    '/proc': folder,
    '/sys': folder,
    '/etc/os-release': file(osRelease(set)),
    '/etc/passwd': file(
      `root:x:0:0:root:/root:/bin/sh\n${ownUsers[set.kind] ?? ''}nobody:x:65534:65534:nobody:/:/bin/false\n`,
    ),
    ...Object.fromEntries(set.programs.map(([path, name]) => [path, program(name)])),
    ...(Object.hasOwn(extras, set.kind) ? extras[set.kind] : {}),
  };
}

function osRelease({ base }: ProgramSet): string {
  if (base === 'debian')
    return 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';
  if (base === 'alpine') return 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.0\nPRETTY_NAME="Alpine Linux v3.22"\n';
  return 'NAME=BusyBox\nID=busybox\n';
}
