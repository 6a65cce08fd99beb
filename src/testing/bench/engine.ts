/** Engine figures: steps a second, time and memory to settle 1,000 replicas, scrub latency of the engine and the views. */

import { createRequest, patchRequest } from '../../client/request.ts';
import { createCluster } from '../../sim/cluster.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { decisionIndex } from '../../view/decision-index.ts';
import { headline } from '../../view/headline.ts';
import { createHistoryReader } from '../../view/history-index.ts';
import { createStageView } from '../../view/stage.ts';
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

/** Times of going to moments here and there, in milliseconds: `jumps`, or a drag from end to end. */
function scrub(simulation: Simulation, moves: 'jumps' | 'drag', show: (atMs: number) => void): string {
  const { startMs, nowMs } = simulation;
  const times: number[] = [];
  for (let i = 0; i < 500; i++) {
    const part = moves === 'jumps' ? (i * 7919) % 1000 : 1000 - 2 * i;
    const started = performance.now();
    show(startMs + Math.floor(part * ((nowMs - startMs) / 1000)));
    times.push(performance.now() - started);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return `${mean.toFixed(2)} ms mean, ${sorted[475]!.toFixed(1)} ms 95 %, ${sorted.at(-1)!.toFixed(1)} ms worst`;
}

/** What a drag along the timeline asks for at every moment: the objects, the stage and its sentence. */
function stageOf(simulation: Simulation): (atMs: number) => void {
  const history = createHistoryReader()(simulation.history.changes);
  const view = createStageView();
  return (atMs) => {
    const moment = { atMs, faults: [], ...simulation.momentAt(atMs) };
    headline(view(moment, history), decisionIndex(moment.decisions));
  };
}

/** A set of 50 whose images change again and again, until more than 10,000 writes can be gone back through. */
function longHistory(): Simulation {
  const { simulation } = settle(50, 'Parallel');
  const path = { resource: 'statefulsets.apps', namespace: 'default', name: 'web' };
  for (let version = 0; simulation.history.changes.length < 10_000; version++) {
    const template = { spec: { containers: [{ name: 'nginx', image: `nginx:1.${version}` }] } };
    simulation.request(patchRequest(path, 'strategic', { spec: { template } }));
    simulation.runUntilSettled({ limitMs: 24 * 3_600_000 });
  }
  return simulation;
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
    const list = (atMs: number): void => void simulation.momentAt(atMs).reader.list('pods');
    figures.push([`${name}: scrub to any moment`, scrub(simulation, 'jumps', list)]);
  }
  const long = longHistory();
  const steps = `${long.history.changes.length.toLocaleString('en')} steps`;
  figures.push([`${steps}: jump, with the stage`, scrub(long, 'jumps', stageOf(long))]);
  figures.push([`${steps}: drag, with the stage`, scrub(long, 'drag', stageOf(long))]);
  const files = (atMs: number): void => void long.memoryAt(atMs);
  figures.push([`${steps}: jump, with the files of volumes`, scrub(long, 'jumps', files)]);
  return figures;
}
