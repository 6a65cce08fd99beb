/** Engine figures: steps a second, time and memory to settle 1,000 replicas, scrub latency. */

import { createRequest } from '../../client/request.ts';
import { createCluster } from '../../sim/cluster.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { headlessService, statefulSet } from '../manifests.ts';

type Figures = readonly (readonly [string, string])[];

function settle(
  replicas: number,
  podManagementPolicy: 'OrderedReady' | 'Parallel',
): { simulation: Simulation; ms: number; syncs: number } {
  const simulation = createCluster({ seed: 1, nodes: Math.max(3, Math.ceil(replicas / 90)) });
  const path = { namespace: 'default' };
  simulation.request(createRequest({ ...path, resource: 'services' }, headlessService('web')));
  const set = statefulSet('web', { replicas, podManagementPolicy, claims: ['www'] });
  simulation.request(createRequest({ ...path, resource: 'statefulsets.apps' }, set));
  const started = performance.now();
  const { syncs } = simulation.runUntilSettled({ limitMs: 24 * 3_600_000 });
  return { simulation, ms: performance.now() - started, syncs };
}

function scrub(simulation: Simulation): { mean: number; worst: number } {
  const { startMs, nowMs } = simulation;
  const times: number[] = [];
  for (let i = 0; i < 500; i++) {
    const atMs = startMs + Math.floor(((i * 7919) % 1000) * ((nowMs - startMs) / 1000));
    const started = performance.now();
    simulation.momentAt(atMs).reader.list('pods');
    times.push(performance.now() - started);
  }
  return { mean: times.reduce((sum, time) => sum + time, 0) / times.length, worst: Math.max(...times) };
}

export function benchEngine(): Figures {
  const figures: [string, string][] = [];
  for (const [replicas, policy] of [
    [50, 'OrderedReady'],
    [1000, 'Parallel'],
    [1000, 'OrderedReady'],
  ] as const) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const { simulation, ms, syncs } = settle(replicas, policy);
    globalThis.gc?.();
    const memory = (process.memoryUsage().heapUsed - before) / 1e6;
    const ready = simulation.reader.get('statefulsets.apps', 'default', 'web')?.status.readyReplicas ?? 0;
    const writes = simulation.history.changes.length;
    const name = `${replicas} replicas, ${policy}`;
    figures.push([`${name}: settled (${ready} ready)`, `${(ms / 1000).toFixed(2)} s`]);
    figures.push([`${name}: syncs a second`, Math.round((syncs / ms) * 1000).toLocaleString('en')]);
    figures.push([`${name}: writes`, `${writes.toLocaleString('en')} (${((ms / writes) * 1000).toFixed(0)} µs each)`]);
    figures.push([`${name}: memory`, `${memory.toFixed(0)} MB`]);
    const { mean, worst } = scrub(simulation);
    figures.push([`${name}: scrub to any moment`, `${mean.toFixed(2)} ms mean, ${worst.toFixed(1)} ms worst`]);
  }
  return figures;
}
