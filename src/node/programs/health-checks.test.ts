import { describe, expect, it } from 'vitest';
import { httpServices, textAt } from '../images/http-paths.ts';
import { programNames } from '../images/program-sets.ts';
import { kubeletHarness, boundPod } from '../../testing/kubelet-harness.ts';
import { toolNamed } from './registry.ts';
import { healthChecks } from './health-checks.ts';

describe('health checks', () => {
  it('are in an image each, and are its programs', () => {
    const images = ['cassandra', 'etcd', 'kafka', 'mongo', 'postgres', 'rabbitmq'];
    const names = images.flatMap((image) =>
      programNames(`library/${image}`, 'latest').programs.map(([, name]) => name),
    );
    for (const name of Object.keys(healthChecks)) {
      expect(names, name).toContain(name);
      expect(toolNamed(name), name).toBe(healthChecks[name]);
    }
  });

  it('fail until the server answers, then say so in its words', () => {
    const cluster = kubeletHarness();
    cluster.put('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
    cluster.put('pods', boundPod('db-0', [{ name: 'db', image: 'postgres:17', ports: [{ containerPort: 5432 }] }]));
    cluster.settle();
    cluster.run(10_000);
    expect(cluster.exec('db-0', 'pg_isready -U postgres')).toMatchObject({
      stdout: '/var/run/postgresql:5432 - accepting connections\n',
      exitCode: 0,
    });
    expect(cluster.exec('db-0', 'pg_isready -h 127.0.0.1 -p 5433')).toMatchObject({
      stdout: '127.0.0.1:5433 - no response\n',
      exitCode: 2,
    });
  });
});

describe('HTTP paths of known images', () => {
  it('are whole, or begin so', () => {
    expect(textAt(httpServices['minio']!, '/minio/health/live')).toBe('');
    expect(textAt(httpServices['etcd']!, '/readyz')).toBe('ok\n');
    expect(textAt(httpServices['etcd']!, '/nothing')).toBeUndefined();
    expect(textAt(httpServices['nats']!, '__proto__')).toBeUndefined();
  });
});
