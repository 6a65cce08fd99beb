/** What is made of programs that no catalogue of images knows: most published manifests run one. */

import { describe, expect, it } from 'vitest';
import type { Container } from '../api/types.ts';
import { scenario } from '../testing/scenario.ts';

/** The state of the only container after a minute: `running`, `Completed` or the reason it waits for. */
function after(spec: Partial<Container>, restartPolicy = 'Always'): string {
  const cluster = scenario({ nodes: 1 });
  const containers = [{ name: 'app', ...spec }];
  cluster.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { restartPolicy, containers } });
  cluster.run(60);
  const [status] = cluster.get('pods', 'web')!.status.containerStatuses!;
  const { running, terminated, waiting } = status!.state!;
  return running ? 'running' : (terminated?.reason ?? waiting?.reason ?? '');
}

describe('a program that no catalogue knows', () => {
  it('serves, if its image is not one that is known from end to end', () => {
    const script = 'export ID=${HOSTNAME##*-} && exec /etc/confluent/docker/run';
    expect(after({ image: 'confluentinc/cp-kafka:7.4.0', command: ['sh', '-c', script] })).toBe('running');
    expect(after({ image: 'bitnami/redis:7.2', command: ['/opt/bitnami/scripts/redis/run.sh'] })).toBe('running');
    expect(after({ image: 'example.com/shop/api:1', command: ['/app/api', '--port=80'] })).toBe('running');
  });

  it('is not found where all that an image has is known', () => {
    expect(after({ image: 'redis:7.2', command: ['/opt/bitnami/scripts/redis/run.sh'] })).toBe('CrashLoopBackOff');
  });

  it('can be looked for among the processes of an image of others', () => {
    const livenessProbe = { exec: { command: ['pgrep', '-f', 'kafka'] }, periodSeconds: 1 };
    expect(after({ image: 'bitnami/kafka:3.6', livenessProbe })).toBe('running');
  });

  it('does its work and ends where it has to', () => {
    expect(after({ image: 'example.com/shop/api:1', command: ['/app/migrate'] }, 'Never')).toBe('Completed');
    expect(after({ image: 'example.com/shop/migrate:1' }, 'OnFailure')).toBe('Completed');
    expect(after({ image: 'postgres:17' }, 'OnFailure')).toBe('running');
  });

  it('lets the containers start that wait for it as an init container', () => {
    const cluster = scenario({ nodes: 1 });
    const initContainers = [
      { name: 'migrate', image: 'example.com/shop/api:1', command: ['sh', '-c', '/app/migrate up'] },
      { name: 'proxy', image: 'example.com/mesh/proxy:1', restartPolicy: 'Always' },
    ];
    const containers = [{ name: 'api', image: 'example.com/shop/api:1' }];
    cluster.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { initContainers, containers } });
    cluster.run(60);
    const { containerStatuses, initContainerStatuses } = cluster.get('pods', 'web')!.status;
    expect(initContainerStatuses?.map(({ state }) => Object.keys(state!)[0])).toEqual(['terminated', 'running']);
    expect(containerStatuses?.[0]?.ready).toBe(true);
  });
});
