import { expect, it } from 'vitest';
import { createRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';
import { createCluster } from '../sim/cluster.ts';
import { eventTtl } from './event-ttl.ts';

it('removes an Event an hour after it was written last, without keeping the cluster busy', () => {
  const simulation = createCluster({ controllers: [eventTtl] });
  const path = { resource: 'events', namespace: 'default' };
  const event = (name: string, lastMs: number) => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: 'default' },
    involvedObject: { kind: 'Pod', namespace: 'default', name: 'web-0' },
    firstTimestamp: formatTime(simulation.startMs),
    lastTimestamp: formatTime(lastMs),
    type: 'Normal',
    count: 1,
  });
  simulation.request(createRequest(path, event('old', simulation.startMs)));
  simulation.runUntil(simulation.nowMs + 1_800_000);
  simulation.request(createRequest(path, event('repeated', simulation.nowMs)));
  const names = () => simulation.reader.list('events').map(({ metadata }) => metadata.name);
  expect(simulation.runUntilSettled()).toEqual({ settled: true, syncs: 0 });
  simulation.runUntil(simulation.startMs + 3_605_000);
  expect(names()).toEqual(['repeated']);
  simulation.runUntil(simulation.startMs + 5_405_000);
  expect(names()).toEqual([]);
});
