/** The manifests to choose from. Their texts are files that are served beside the page (public/examples), but for the first. */

import { nginxExample } from './nginx.ts';

export type ExampleTopic =
  'Tutorials' | 'Databases' | 'Messaging' | 'Coordination' | 'Monitoring and storage' | 'Custom resources';

export interface ExampleFile {
  /** Below public/examples. */
  readonly name: string;
  /** Path of the same manifest below https://k8s.io/examples/. */
  readonly address?: string;
}

export interface Example {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly topic: ExampleTopic;
  /** Read one after the other they are the whole example. */
  readonly files: readonly ExampleFile[];
  /** The manifest itself, when it is no file. */
  readonly text?: string;
  /** Worker nodes that all its Pods need, when that is more than the default. */
  readonly nodes?: number;
  /** The example that has to be applied before it. */
  readonly after?: string;
}

const file = (name: string, address?: string): ExampleFile => (address === undefined ? { name } : { name, address });

export const examples: readonly Example[] = [
  {
    id: 'nginx',
    title: 'nginx',
    description: 'The first example: a headless Service and three web servers with a claim each.',
    topic: 'Tutorials',
    files: [],
    text: nginxExample,
  },
  {
    id: 'web',
    title: 'StatefulSet Basics',
    description: 'The tutorial’s two nginx servers, created in order, each with a claim www.',
    topic: 'Tutorials',
    files: [file('web.yaml', 'application/web/web.yaml')],
  },
  {
    id: 'web-parallel',
    title: 'StatefulSet Basics, parallel',
    description: 'The same servers with podManagementPolicy Parallel: none waits for another.',
    topic: 'Tutorials',
    files: [file('web-parallel.yaml', 'application/web/web-parallel.yaml')],
  },
  {
    id: 'dnsutils',
    title: 'DNS tools',
    description: 'A Pod with nslookup and dig to ask cluster DNS from inside.',
    topic: 'Tutorials',
    files: [file('dnsutils.yaml', 'admin/dns/dnsutils.yaml')],
  },
  {
    id: 'cassandra',
    title: 'Cassandra',
    description: 'A ring of three with its own StorageClass, a readiness script and a drain before each stop.',
    topic: 'Databases',
    files: [
      file('cassandra-service.yaml', 'application/cassandra/cassandra-service.yaml'),
      file('cassandra-statefulset.yaml', 'application/cassandra/cassandra-statefulset.yaml'),
    ],
  },
  {
    id: 'mysql',
    title: 'MySQL, replicated',
    description: 'One primary and two replicas that clone their data from the member before them.',
    topic: 'Databases',
    files: [
      file('mysql-configmap.yaml', 'application/mysql/mysql-configmap.yaml'),
      file('mysql-services.yaml', 'application/mysql/mysql-services.yaml'),
      file('mysql-statefulset.yaml', 'application/mysql/mysql-statefulset.yaml'),
    ],
  },
  {
    id: 'postgresql',
    title: 'PostgreSQL',
    description: 'A primary with streaming replicas that an init container copies from it.',
    topic: 'Databases',
    files: [file('postgresql.yaml')],
  },
  {
    id: 'mongodb',
    title: 'MongoDB',
    description: 'A replica set of three with a key file, a sidecar that gathers it and two claims a member.',
    topic: 'Databases',
    files: [file('mongodb.yaml')],
  },
  {
    id: 'redis',
    title: 'Redis Cluster',
    description: 'Six shards started in parallel, with cluster state on a claim and a budget for disruptions.',
    topic: 'Databases',
    files: [file('redis.yaml')],
  },
  {
    id: 'elasticsearch',
    title: 'Elasticsearch',
    description: 'Three master-eligible nodes found by their DNS names, started in parallel.',
    topic: 'Databases',
    files: [file('elasticsearch.yaml')],
  },
  {
    id: 'cockroachdb',
    title: 'CockroachDB',
    description: 'Three nodes that join each other by name, and a readiness check by HTTP.',
    topic: 'Databases',
    files: [file('cockroachdb.yaml')],
  },
  {
    id: 'kafka',
    title: 'Kafka (KRaft)',
    description: 'Three brokers that are their own controllers, without ZooKeeper.',
    topic: 'Messaging',
    files: [file('kafka.yaml')],
  },
  {
    id: 'rabbitmq',
    title: 'RabbitMQ',
    description: 'A cluster of three that finds its peers through the Kubernetes API.',
    topic: 'Messaging',
    files: [file('rabbitmq.yaml')],
  },
  {
    id: 'nats',
    title: 'NATS JetStream',
    description: 'Three servers with streams on disk that leave in lame-duck mode.',
    topic: 'Messaging',
    files: [file('nats.yaml')],
  },
  {
    id: 'zookeeper',
    title: 'ZooKeeper',
    description: 'An ensemble of three on different nodes, guarded by a PodDisruptionBudget.',
    topic: 'Coordination',
    files: [file('zookeeper.yaml', 'application/zookeeper/zookeeper.yaml')],
  },
  {
    id: 'etcd',
    title: 'etcd',
    description: 'Three members whose bootstrap needs the names of all of them.',
    topic: 'Coordination',
    files: [file('etcd.yaml')],
  },
  {
    id: 'consul',
    title: 'Consul',
    description: 'Five servers that leave the cluster when they stop; it needs five nodes (?nodes=5).',
    topic: 'Coordination',
    files: [file('consul.yaml')],
    nodes: 5,
  },
  {
    id: 'prometheus',
    title: 'Prometheus',
    description: 'Two equal servers that scrape the cluster, with rules reloaded by a sidecar.',
    topic: 'Monitoring and storage',
    files: [file('prometheus.yaml')],
  },
  {
    id: 'minio',
    title: 'MinIO',
    description: 'Four servers with two drives each, one pool of erasure-coded storage.',
    topic: 'Monitoring and storage',
    files: [file('minio.yaml')],
  },
  {
    id: 'valkeycluster-definition',
    title: 'ValkeyCluster, the kind',
    description: 'A CustomResourceDefinition with schema, defaults, status, scale and columns.',
    topic: 'Custom resources',
    files: [file('valkeycluster-definition.yaml')],
  },
  {
    id: 'valkeycluster',
    title: 'ValkeyCluster, an object',
    description: 'A custom object beside the StatefulSet that its operator would make; apply the kind first.',
    topic: 'Custom resources',
    files: [file('valkeycluster.yaml')],
    after: 'valkeycluster-definition',
  },
];

const hosts = [
  /^https?:\/\/(?:www\.)?(?:k8s\.io|kubernetes\.io)\/examples\//,
  /^https:\/\/raw\.githubusercontent\.com\/kubernetes\/website\/[^/]+\/content\/en\/examples\//,
];

const byAddress: ReadonlyMap<string, string> = new Map(
  examples.flatMap(({ files }) =>
    files.flatMap(({ name, address }) => (address === undefined ? [] : [[address, name] as const])),
  ),
);

/** The file behind an address of the official pages, such as `https://k8s.io/examples/application/web/web.yaml`. */
export function exampleFileAt(url: string): string | undefined {
  const host = hosts.find((pattern) => pattern.test(url));
  return host && byAddress.get(url.replace(host, ''));
}
