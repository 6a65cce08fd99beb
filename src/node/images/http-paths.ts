/** What the HTTP servers of known images answer: paths of health checks and the like. Anything else is not found. */

export interface HttpService {
  /** Ports of the image on which another protocol is spoken. */
  readonly otherPorts: readonly number[];
  /** Text by path; `%ip` is the address of the Pod. A path that ends in `*` stands for all that begin so. */
  readonly paths: Readonly<Record<string, string>>;
  readonly contentType: string;
}

const json = 'application/json';
const text = 'text/plain; charset=utf-8';
const metrics = '# HELP up Whether the server is up.\n# TYPE up gauge\nup 1\n';

/** By kind of image (program-sets.ts). */
export const httpServices: Readonly<Record<string, HttpService>> = {
  cockroach: {
    otherPorts: [26257],
    contentType: json,
    paths: { '/': '', '/health': '{}\n', '/_status/vars': metrics },
  },
  consul: {
    otherPorts: [8300, 8301, 8302, 8502, 8600],
    contentType: json,
    paths: {
      '/v1/status/leader': '"%ip:8300"',
      '/v1/status/peers': '["%ip:8300"]',
      '/v1/agent/self': '{"Config":{"Datacenter":"dc1","Server":true}}',
      '/v1/agent/metrics': metrics,
      '/ui/*': '',
    },
  },
  elasticsearch: {
    otherPorts: [9300],
    contentType: json,
    paths: {
      '/': '{\n  "cluster_name" : "elasticsearch",\n  "tagline" : "You Know, for Search"\n}\n',
      '/_cluster/health': '{"cluster_name":"elasticsearch","status":"green","timed_out":false}',
      '/_cluster/health/*': '{"cluster_name":"elasticsearch","status":"green","timed_out":false}',
      '/_cat/*': '',
    },
  },
  etcd: {
    otherPorts: [2380],
    contentType: json,
    paths: {
      '/health': '{"health":"true","reason":""}',
      '/livez': 'ok\n',
      '/readyz': 'ok\n',
      '/metrics': metrics,
      '/version': '{"etcdserver":"3.6.5","etcdcluster":"3.6.0"}',
    },
  },
  minio: {
    otherPorts: [],
    contentType: 'application/xml',
    paths: { '/': '', '/login': '', '/minio/health/*': '', '/minio/v2/metrics/*': metrics },
  },
  nats: {
    otherPorts: [4222, 6222, 7422, 8080],
    contentType: json,
    paths: { '/': '', '/healthz': '{"status":"ok"}', '/varz': '{}', '/connz': '{}', '/jsz': '{}' },
  },
  prometheus: {
    otherPorts: [],
    contentType: text,
    paths: {
      '/': '',
      '/-/healthy': 'Prometheus Server is Healthy.\n',
      '/-/ready': 'Prometheus Server is Ready.\n',
      '/graph': '',
      '/metrics': metrics,
      '/api/v1/*': '{"status":"success","data":{}}',
    },
  },
  rabbitmq: {
    otherPorts: [4369, 5671, 5672, 25672],
    contentType: json,
    paths: { '/': '', '/metrics': metrics, '/api/health/checks/*': '{"status":"ok"}', '/api/overview': '{}' },
  },
};

/** The text at a path (without its query); undefined when there is nothing. */
export function textAt({ paths }: HttpService, path: string): string | undefined {
  if (Object.hasOwn(paths, path)) return paths[path];
  const begins = Object.keys(paths).find((known) => known.endsWith('*') && path.startsWith(known.slice(0, -1)));
  return begins === undefined ? undefined : paths[begins];
}
