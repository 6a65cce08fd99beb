import { describe, expect, it } from 'vitest';
import type { Pod, PodDisruptionBudget } from '../api/types.ts';
import { buildPod, metadata } from '../testing/builders.ts';
import { readerOver } from '../testing/objects.ts';
import { planBudget } from './disruption-plan.ts';

const nowMs = Date.parse('2026-01-01T00:10:00Z');
const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadata('web', { namespace: 'default' }),
  spec: { replicas: 5 },
};
const reader = readerOver([set]);
const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: set.metadata.uid, controller: true };

function pod(index: number, ready = true, meta: Partial<Pod['metadata']> = {}): Pod {
  return buildPod(`web-${index}`, {
    meta: { ownerReferences: [owner], ...meta },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
}

const pods = [0, 1, 2, 3, 4].map((index) => pod(index));

function budget(spec: PodDisruptionBudget['spec'], status: PodDisruptionBudget['status'] = {}): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata('web', { namespace: 'default' }),
    spec,
    status,
  };
}

const numbers = (spec: PodDisruptionBudget['spec'], of: readonly Pod[] = pods, status = {}) => {
  const plan = planBudget(budget(spec, status), of, reader, nowMs);
  return [plan.expectedPods, plan.desiredHealthy, plan.currentHealthy, plan.disruptionsAllowed];
};

describe('planBudget', () => {
  it.each<[string, PodDisruptionBudget['spec'], number[]]>([
    ['minAvailable as a number', { minAvailable: 3 }, [5, 3, 5, 2]],
    ['minAvailable in percent, rounded up', { minAvailable: '50%' }, [5, 3, 5, 2]],
    ['maxUnavailable as a number', { maxUnavailable: 1 }, [5, 4, 5, 1]],
    ['maxUnavailable in percent, rounded up', { maxUnavailable: '30%' }, [5, 3, 5, 2]],
    ['more than there are', { minAvailable: 9 }, [5, 9, 5, 0]],
  ])('counts %s', (_title, spec, expected) => {
    expect(numbers(spec)).toEqual(expected);
  });

  it('counts neither unready nor terminating Pods as healthy', () => {
    const some = [pod(0), pod(1, false), pod(2, true, { deletionTimestamp: '2026-01-01T00:09:59Z' })];
    expect(numbers({ minAvailable: 1 }, some)).toEqual([3, 1, 1, 0]);
  });

  it('reckons with evictions under way, for two minutes', () => {
    expect(numbers({ minAvailable: 3 }, pods, { disruptedPods: { 'web-0': '2026-01-01T00:09:00Z' } })).toEqual([
      5, 3, 4, 1,
    ]);
    const late = planBudget(
      budget({ minAvailable: 3 }, { disruptedPods: { 'web-0': '2026-01-01T00:07:00Z' } }),
      pods,
      reader,
      nowMs,
    );
    expect([late.disruptionsAllowed, late.notDeleted.map(({ metadata }) => metadata.name)]).toEqual([2, ['web-0']]);
  });

  it('allows nothing without Pods, or when their controller is gone', () => {
    expect(numbers({ minAvailable: 0 }, [])).toEqual([0, 0, 0, 0]);
    const orphan = pod(0, true, { ownerReferences: [{ ...owner, uid: 'other' }] });
    expect(planBudget(budget({ maxUnavailable: 1 }), [orphan], reader, nowMs)).toMatchObject({
      error: 'found no controllers for pod "web-0"',
      disruptionsAllowed: 0,
    });
  });
});
