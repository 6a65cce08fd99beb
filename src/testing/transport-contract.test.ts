import { describe, it } from 'vitest';
import { createRequest } from '../client/request.ts';
import { HttpTransport } from '../client/http-transport.ts';
import { ClusterClock } from '../serve/cluster-clock.ts';
import { startServer } from '../serve/server.ts';
import { createCluster } from '../sim/cluster.ts';
import { connectionOf } from './connection.ts';
import { startFaultyProxy } from './faulty-proxy.ts';
import { describeTransport } from './transport-contract.ts';

const sleep = (delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });

describeTransport('in the page', async () => {
  const simulation = createCluster({});
  simulation.runUntil(simulation.nowMs + 10_000);
  const connection = connectionOf(simulation);
  return {
    transport: connection.transport,
    pass: async () => {
      await connection.flush();
      simulation.runUntil(simulation.nowMs + 200);
      await connection.flush();
    },
    close: () => Promise.resolve(),
  };
});

describeTransport('HTTP adapter', async () => {
  const simulation = createCluster({});
  const clock = new ClusterClock(simulation, 'max');
  const server = await startServer({ target: () => ({ simulation, clock }) });
  clock.start();
  return {
    transport: new HttpTransport({ baseUrl: server.apiUrl }),
    pass: () => sleep(5),
    close: async () => {
      clock.stop();
      await server.close();
    },
  };
});

describeTransport('HTTP adapter behind a proxy, where others work too', async () => {
  const simulation = createCluster({ startMs: Date.now() });
  const clock = new ClusterClock(simulation, 20);
  const server = await startServer({ target: () => ({ simulation, clock }), apiPrefix: '/k8s/' });
  const proxy = await startFaultyProxy(server.port);
  clock.start();
  const others = setInterval(() => {
    const body = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'other-', labels: { of: 'others' } },
    };
    simulation.request(createRequest({ resource: 'configmaps', namespace: 'default' }, body));
  }, 20);
  return {
    transport: new HttpTransport({ baseUrl: `${proxy.url}/k8s` }),
    pass: () => sleep(20),
    close: async () => {
      clearInterval(others);
      clock.stop();
      await Promise.all([proxy.close(), server.close()]);
    },
  };
});

const clusterUrl = process.env['CLUSTER_URL'];
if (clusterUrl) {
  describeTransport(clusterUrl, () =>
    Promise.resolve({
      transport: new HttpTransport({ baseUrl: clusterUrl }),
      pass: () => sleep(100),
      close: () => Promise.resolve(),
    }),
  );
} else {
  describe('transport: a real cluster', () => {
    it.skip('CLUSTER_URL names none (for example the URL of kubectl proxy)', () => undefined);
  });
}
