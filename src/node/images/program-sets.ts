/** Which programs are in an image, by its kind and base: nobody finds `ps` in nginx or `bash` in busybox. */

import { imageKind } from './image-kind.ts';

export interface ProgramSet {
  /** `nginx`, `zookeeper` …; `other` when nothing is known. */
  readonly kind: string;
  readonly base: 'busybox' | 'alpine' | 'debian' | 'none';
  /** Which C library its programs use. */
  readonly libc: 'glibc' | 'musl';
  /** The programs are all that there are: others are not found. What else is in an image that others made, nobody knows. */
  readonly whole: boolean;
  /** `[path, program]` */
  readonly programs: readonly (readonly [path: string, program: string])[];
}

const words = (text: string): readonly string[] => text.split(' ');

const core = words(
  'cat ls cp mv rm mkdir rmdir ln touch chmod chown chgrp echo printf head tail wc sort uniq cut tr tee seq date env printenv hostname id whoami uname sleep true false basename dirname readlink realpath stat df du sync kill test expr timeout nproc yes mktemp base64 md5sum sha256sum',
);
const shells = words('sh');
const search = words('grep sed awk find xargs which');
const busyboxOnly = words(
  'ash nslookup wget ping ps top vi nc telnet ip ifconfig netstat pkill killall pgrep free uptime mount clear less more awk hexdump ping6 traceroute nproc',
);
const debianOnly = words('bash getent apt-get dpkg');
const processTools = words('ps pkill pgrep top free uptime killall');
const clientTools = words('curl wget nslookup dig host ping nc vi vim less ip');

/** Programs of an application beyond its base: names, or whole paths where an image has them elsewhere. */
const applications: Readonly<Record<string, readonly string[]>> = {
  nginx: words('nginx nginx-debug curl'),
  httpd: words('httpd'),
  redis: words('redis-server redis-cli redis-sentinel'),
  mysql: words('mysqld mysql mysqladmin mysqldump'),
  mariadb: words('mariadbd mariadb mariadb-admin mysql mysqladmin'),
  xtrabackup: [...words('xtrabackup xbstream ncat mysql mysqladmin'), ...processTools],
  postgres: words('postgres psql pg_isready pg_ctl pg_basebackup initdb'),
  mongo: words('mongod mongosh mongo numactl'),
  cockroach: words('cockroach /cockroach/cockroach curl'),
  consul: words('consul curl'),
  elasticsearch: words('elasticsearch curl sysctl /usr/share/elasticsearch/bin/elasticsearch'),
  minio: words('minio mc curl'),
  nats: words('nats-server'),
  prometheus: words('prometheus promtool /bin/prometheus /bin/promtool'),
  'prometheus-config-reloader': words('/bin/prometheus-config-reloader'),
  rabbitmq: words('rabbitmq-server rabbitmqctl rabbitmq-diagnostics rabbitmq-upgrade rabbitmq-plugins'),
  cassandra: [...words('cassandra nodetool cqlsh'), ...processTools],
  zookeeper: [...words('zkServer.sh zkCli.sh zookeeper-ready start-zookeeper java'), ...processTools],
  kafka: words(
    'java ' +
      ['server-start', 'storage', 'topics', 'broker-api-versions', 'metadata-quorum']
        .map((name) => `kafka-${name}.sh /opt/kafka/bin/kafka-${name}.sh`)
        .join(' '),
  ),
  etcd: words('etcd etcdctl /usr/local/bin/etcd /usr/local/bin/etcdctl'),
  python: words('python python3 pip'),
  node: words('node npm'),
};

const bases: Readonly<Record<string, ProgramSet['base']>> = {
  busybox: 'busybox',
  alpine: 'alpine',
  curl: 'alpine',
  consul: 'alpine',
  prometheus: 'busybox',
  'prometheus-config-reloader': 'busybox',
  pause: 'none',
  'hello-world': 'none',
  coredns: 'none',
};

/** The images that the lists above were made of, beside those of the Docker library: `bitnami/redis` is another one. */
const listed = new Set(
  words(
    'apache/kafka cockroachdb/cockroach coreos/etcd curlimages/curl elasticsearch/elasticsearch google-samples/cassandra ' +
      'google-samples/xtrabackup hashicorp/consul minio/minio nginxinc/nginx-unprivileged prom/prometheus ' +
      'prometheus/prometheus prometheus-operator/prometheus-config-reloader valkey/valkey',
  ),
);

/** Images made to look around in: everything is there. */
const toolboxes = ['dnsutils', 'jessie-dnsutils', 'dns-utils', 'netshoot', 'agnhost', 'toolbox', 'network-multitool'];

/** The programs of the image at `path` (its repository without the host). */
export function programNames(path: string, tag: string): ProgramSet {
  const kind = imageKind(path);
  const known =
    Object.hasOwn(applications, kind) || Object.hasOwn(bases, kind) || ['debian', 'ubuntu', 'bash'].includes(kind);
  const base = Object.hasOwn(bases, kind) ? bases[kind]! : /alpine/.test(tag) ? 'alpine' : 'debian';
  const libc = base === 'alpine' ? 'musl' : 'glibc';
  const whole = known && (!path.includes('/') || path.startsWith('library/') || listed.has(path));
  const toolbox = toolboxes.includes(kind) || !whole;
  if (base === 'none') return { kind, base, libc, whole, programs: [] };
  const programs = new Map<string, string>();
  const put = (folder: string, names: readonly string[]): void => {
    for (const name of names) {
      if (name.startsWith('/')) programs.set(name, name.slice(name.lastIndexOf('/') + 1));
      else programs.set(`${folder}/${name}`, name);
    }
  };
  put('/bin', [...core, ...shells]);
  put('/usr/bin', search);
  if (base === 'debian') put('/bin', debianOnly);
  else put('/bin', busyboxOnly);
  if (kind === 'curl') put('/usr/bin', ['curl']);
  if (kind === 'busybox') put('/bin', ['httpd']);
  if (toolbox) put('/usr/bin', [...processTools, ...clientTools]);
  put('/usr/bin', applications[kind] ?? []);
  if (Object.hasOwn(applications, kind)) put('/usr/local/bin', ['docker-entrypoint.sh', '/docker-entrypoint.sh']);
  if (kind === 'minio') put('/usr/bin', ['docker-entrypoint.sh']);
  return { kind: known ? kind : 'other', base, libc, whole, programs: [...programs] };
}
