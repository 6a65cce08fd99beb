import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreChange } from '../api/change.ts';
import { faultKey, faultValue, type PodFault } from '../api/faults.ts';
import type { Pod } from '../api/types.ts';
import { createRequest, deleteRequest, patchRequest } from '../client/request.ts';
import { createCluster } from '../sim/cluster.ts';
import { type Simulation } from '../sim/simulation.ts';
import { userActor } from '../sim/simulation-options.ts';
import { atMostOne, claimsKept, orderedCreation, orderedDeletion, statusCounts } from './invariants.ts';
import { headlessService, statefulSet } from './manifests.ts';

type Operation =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'scale'; readonly replicas: number }
  | { readonly type: 'image'; readonly image: string }
  | { readonly type: 'partition'; readonly partition: number }
  | { readonly type: 'deletePod'; readonly ordinal: number; readonly force: boolean }
  | { readonly type: 'crash'; readonly ordinal: number; readonly on: boolean };

const ordinal = fc.integer({ min: 0, max: 5 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30_000 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('scale' as const), replicas: ordinal }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('image' as const),
      image: fc.constantFrom('nginx:1.26', 'nginx:1.27', 'nginx:does-not-exist'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('partition' as const), partition: ordinal }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('deletePod' as const), ordinal, force: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const), ordinal, on: fc.boolean() }) },
);

interface Script {
  readonly seed: number;
  readonly policy: 'OrderedReady' | 'Parallel';
  readonly operations: readonly Operation[];
}

const script: fc.Arbitrary<Script> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  policy: fc.constantFrom('OrderedReady' as const, 'Parallel' as const),
  operations: fc.array(operation, { minLength: 3, maxLength: 14 }),
});

const namespace = 'default';
const set = { resource: 'statefulsets.apps', namespace, name: 'web' };

function start(seed: number, podManagementPolicy: Script['policy'], watch?: (change: StoreChange) => void): Simulation {
  const simulation = createCluster({ seed });
  if (watch) simulation.subscribe(watch);
  simulation.request(createRequest({ resource: 'services', namespace }, headlessService('web')));
  const body = statefulSet('web', { replicas: 3, podManagementPolicy, claims: ['www'] });
  simulation.request(createRequest({ resource: 'statefulsets.apps', namespace }, body));
  return simulation;
}

function perform(simulation: Simulation, step: Operation): void {
  switch (step.type) {
    case 'wait':
      simulation.runUntil(simulation.nowMs + step.ms);
      return;
    case 'scale':
      simulation.request(
        patchRequest({ ...set, subresource: 'scale' }, 'merge', { spec: { replicas: step.replicas } }),
      );
      return;
    case 'image': {
      const template = { spec: { containers: [{ name: 'nginx', image: step.image }] } };
      simulation.request(patchRequest(set, 'strategic', { spec: { template } }));
      return;
    }
    case 'partition': {
      const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: step.partition } };
      simulation.request(patchRequest(set, 'merge', { spec: { updateStrategy } }));
      return;
    }
    case 'deletePod': {
      const options = step.force ? { gracePeriodSeconds: 0 } : {};
      simulation.request(deleteRequest({ resource: 'pods', namespace, name: `web-${step.ordinal}` }, options));
      return;
    }
    case 'crash': {
      const fault: PodFault = { type: 'crash', namespace, pod: `web-${step.ordinal}` };
      simulation.setFault(faultKey(fault), step.on ? faultValue(fault) : undefined);
    }
  }
}

function runScript({ seed, policy, operations }: Script, watch?: (change: StoreChange) => void): Simulation {
  const simulation = start(seed, policy, watch);
  for (const step of operations) perform(simulation, step);
  return simulation;
}

describe('the engine', () => {
  it('gives the same history for the same seed and inputs, byte for byte', () => {
    fc.assert(
      fc.property(script, (wanted) => {
        const [first, second] = [runScript(wanted), runScript(wanted)];
        expect(JSON.stringify(second.history.changes)).toBe(JSON.stringify(first.history.changes));
        expect(second.decisions).toEqual(first.decisions);
      }),
      { seed: 11, numRuns: 12 },
    );
  });

  it('replays to what it was from any moment, and shows every past moment as it was', () => {
    fc.assert(
      fc.property(script, fc.double({ min: 0, max: 1, noNaN: true }), (wanted, share) => {
        const simulation = start(wanted.seed, wanted.policy);
        const seen: { atMs: number; objects: string; decisions: string }[] = [];
        for (const step of wanted.operations) {
          perform(simulation, step);
          simulation.runUntil(simulation.nowMs + 1);
          const { nowMs, reader, decisions } = simulation;
          seen.push({
            atMs: nowMs,
            objects: JSON.stringify([reader.list('pods'), reader.list('persistentvolumeclaims')]),
            decisions: JSON.stringify(decisions),
          });
          // A later operation within the same millisecond would belong to the same moment.
          simulation.runUntil(nowMs + 1);
        }
        for (const { atMs, objects, decisions } of seen) {
          const moment = simulation.momentAt(atMs);
          const { reader } = moment;
          expect(JSON.stringify([reader.list('pods'), reader.list('persistentvolumeclaims')])).toBe(objects);
          expect(JSON.stringify(moment.decisions)).toBe(decisions);
        }
        const whole = JSON.stringify(simulation.history.changes);
        const { nowMs, startMs } = simulation;
        const inputs = simulation.history.inputs.slice();
        const forkMs = Math.floor(startMs + (nowMs - startMs) * share);
        const dropped = simulation.fork(forkMs);
        simulation.replay(inputs.filter((input) => input.atMs > forkMs));
        simulation.runUntil(nowMs);
        expect(JSON.stringify(simulation.history.changes)).toBe(whole);
        simulation.fork(startMs);
        simulation.restoreFuture(dropped);
        expect(JSON.stringify(simulation.history.changes)).toBe(whole);
      }),
      { seed: 12, numRuns: 12 },
    );
  });

  it('holds its invariants whatever is done to it', () => {
    fc.assert(
      fc.property(script, (wanted) => {
        const broken: string[] = [];
        const last = new Map<string, Pod>();
        const forced = new Set<string>();
        let simulation: Simulation | undefined;
        const watch = (change: StoreChange): void => {
          if (!simulation) return;
          const { reader } = simulation;
          if (change.resource === 'pods' && change.type === 'DELETED' && change.actor === userActor) {
            forced.add(change.object.metadata.uid);
          }
          broken.push(...orderedCreation(change, reader), ...orderedDeletion(change, reader));
          broken.push(...atMostOne(change, last, forced), ...claimsKept(change, new Set()));
          if (change.resource === 'pods') last.set(change.key, change.object as Pod);
        };
        simulation = start(wanted.seed, wanted.policy, watch);
        for (const step of wanted.operations) perform(simulation, step);
        for (const pod of [0, 1, 2, 3, 4, 5]) perform(simulation, { type: 'crash', ordinal: pod, on: false });
        simulation.runUntilSettled();
        broken.push(...statusCounts(simulation.reader));
        expect(broken).toEqual([]);
      }),
      { seed: 13, numRuns: 40 },
    );
  });
});
