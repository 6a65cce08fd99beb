/** Which program an image is made for, by its name. */

const sameKind: Readonly<Record<string, string>> = {
  'nginx-slim': 'nginx',
  'nginx-unprivileged': 'nginx',
  'kubernetes-zookeeper': 'zookeeper',
  'cp-zookeeper': 'zookeeper',
  'cp-kafka': 'kafka',
  postgresql: 'postgres',
  mongodb: 'mongo',
  valkey: 'redis',
  'cockroach-unstable': 'cockroach',
  'rabbitmq-server': 'rabbitmq',
  'mongodb-community-server': 'mongo',
};

/** `nginx`, `zookeeper` …: what runs in the image at `path` (its repository without the host). */
export function imageKind(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (path.startsWith('google-samples/cassandra') || last === 'cassandra') return 'cassandra';
  return Object.hasOwn(sameKind, last) ? sameKind[last]! : last;
}
