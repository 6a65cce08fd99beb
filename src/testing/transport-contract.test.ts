import { describe, it } from 'vitest';
import { HttpTransport } from '../client/http-transport.ts';
import { ClusterClock } from '../serve/cluster-clock.ts';
import { startServer } from '../serve/server.ts';
import { createCluster } from '../sim/cluster.ts';
import { connectionOf } from './connection.ts';
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
