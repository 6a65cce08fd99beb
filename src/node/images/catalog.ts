/**
 * What is in the images that people use with StatefulSets: how big they are, what runs without a command, what it
 * listens on and how it takes a SIGTERM. Any other image is a well-behaved server on the ports that are declared.
 */

import type { DurationRange } from '../../api/timings.ts';
import { hexOf, parseImageReference } from './reference.ts';

export interface ImageBehaviour {
  /** As reported after a pull. */
  readonly sizeBytes: number;
  /** Entrypoint and command of the image, as `ps` shows them. */
  readonly command: readonly string[];
  /** True when a container's `args` are a whole command line: the image has no entrypoint. */
  readonly plainShell: boolean;
  /** Ports that the default process listens on; absent: those that the container declares. */
  readonly listens?: readonly number[];
  /** Exit code after SIGTERM; absent: as process 1 without a handler it ignores it and has to be killed. */
  readonly termExitCode?: number;
  /** From the start of the process until it answers. */
  readonly answersAfterMs: DurationRange;
  /** The default process ends by itself at once with this code (a shell without terminal). */
  readonly endsWith?: number;
}

const quick: DurationRange = { minMs: 30, maxMs: 90 };
const mb = 1_000_000;

const server = (sizeMb: number, command: string, more: Partial<ImageBehaviour> = {}): ImageBehaviour => ({
  sizeBytes: Math.round(sizeMb * mb),
  command: command.split(' '),
  plainShell: false,
  termExitCode: 0,
  answersAfterMs: quick,
  ...more,
});

const shell = (sizeMb: number, command: string): ImageBehaviour => ({
  sizeBytes: Math.round(sizeMb * mb),
  command: command.split(' '),
  plainShell: true,
  answersAfterMs: quick,
  endsWith: 0,
});

const slow = (minMs: number, maxMs: number): DurationRange => ({ minMs, maxMs });
const nginx = server(72.1, 'nginx: master process nginx -g daemon off;', {
  listens: [80],
});

/** By the last part of the repository's path. */
const known: Readonly<Record<string, ImageBehaviour>> = {
  nginx,
  'nginx-slim': { ...nginx, sizeBytes: 37_400_000 },
  httpd: server(58.5, 'httpd -DFOREGROUND', { listens: [80] }),
  busybox: shell(2.2, 'sh'),
  alpine: shell(3.8, '/bin/sh'),
  debian: shell(48.5, 'bash'),
  ubuntu: shell(29.7, '/bin/bash'),
  bash: shell(6.6, 'bash'),
  curl: shell(10.3, 'sh'),
  'hello-world': { ...shell(0.01, '/hello'), plainShell: false },
  pause: server(0.3, '/pause', { listens: [] }),
  redis: server(45.6, 'redis-server *:6379', { listens: [6379] }),
  valkey: server(41.2, 'valkey-server *:6379', { listens: [6379] }),
  memcached: server(33.4, 'memcached', { listens: [11211] }),
  mysql: server(231.3, 'mysqld', { listens: [3306, 33060], answersAfterMs: slow(3500, 6000) }),
  mariadb: server(117.5, 'mariadbd', { listens: [3306], answersAfterMs: slow(3000, 5000) }),
  postgres: server(154.2, 'postgres', { listens: [5432], answersAfterMs: slow(1500, 3000) }),
  mongo: server(291.6, 'mongod --bind_ip_all', { listens: [27017], answersAfterMs: slow(1500, 3000) }),
  cassandra: server(172.4, 'java org.apache.cassandra.service.CassandraDaemon', {
    listens: [7000, 7199, 9042],
    termExitCode: 143,
    answersAfterMs: slow(18_000, 26_000),
  }),
  zookeeper: server(120.5, 'java org.apache.zookeeper.server.quorum.QuorumPeerMain', {
    listens: [2181, 2888, 3888],
    termExitCode: 143,
    answersAfterMs: slow(1500, 3000),
  }),
  kafka: server(210.8, 'java kafka.Kafka', {
    listens: [9092, 9093],
    termExitCode: 143,
    answersAfterMs: slow(6000, 9000),
  }),
  elasticsearch: server(420.3, 'java org.elasticsearch.bootstrap.Elasticsearch', {
    listens: [9200, 9300],
    termExitCode: 143,
    answersAfterMs: slow(12_000, 18_000),
  }),
  etcd: server(22.5, 'etcd', { listens: [2379, 2380], answersAfterMs: slow(300, 900) }),
  rabbitmq: server(98.3, 'beam.smp', {
    listens: [4369, 5672, 15672, 15692, 25672],
    answersAfterMs: slow(5000, 8000),
  }),
  cockroach: server(178.4, '/cockroach/cockroach start', {
    listens: [8080, 26257],
    answersAfterMs: slow(2000, 4000),
  }),
  consul: server(61.9, 'consul agent -dev -client 0.0.0.0', {
    listens: [8300, 8301, 8302, 8500, 8600],
    termExitCode: 1,
    answersAfterMs: slow(800, 2000),
  }),
  nats: server(8.1, 'nats-server --config nats-server.conf', {
    listens: [4222, 6222, 8222],
    answersAfterMs: slow(200, 600),
  }),
  minio: server(57.3, 'minio server /data', { listens: [9000], answersAfterMs: slow(1500, 3500) }),
  prometheus: server(116.2, '/bin/prometheus --config.file=/etc/prometheus/prometheus.yml', {
    listens: [9090],
    answersAfterMs: slow(1000, 2500),
  }),
  xtrabackup: server(118.4, 'bash'),
  python: { ...shell(46.3, 'python3') },
  node: { ...shell(52.8, 'node') },
};

/** Other names of the same program. */
const aliases: Readonly<Record<string, string>> = {
  'kubernetes-zookeeper': 'zookeeper',
  'cp-kafka': 'kafka',
  'cp-zookeeper': 'zookeeper',
  postgresql: 'postgres',
  mongodb: 'mongo',
  'mongodb-community-server': 'mongo',
  'cockroach-unstable': 'cockroach',
  'dns-utils': 'alpine',
  dnsutils: 'alpine',
  jessie: 'alpine',
  'dnsutils-jessie': 'alpine',
};

/** What is in an image (a valid name). The same name always gives the same answer. */
export function imageBehaviour(image: string): ImageBehaviour {
  const path = parseImageReference(image)?.path ?? image;
  const last = path.slice(path.lastIndexOf('/') + 1);
  const name = Object.hasOwn(aliases, last) ? aliases[last]! : last;
  if (Object.hasOwn(known, name)) return known[name]!;
  const sizeBytes = 20 * mb + (parseInt(hexOf(image, 7), 16) % (180 * mb));
  return { sizeBytes, command: [`/${last}`], plainShell: false, termExitCode: 0, answersAfterMs: slow(200, 1200) };
}
