import { describe, expect, it } from 'vitest';
import type { Node } from '../api/types.ts';
import { buildNode } from '../testing/builders.ts';
import { evictionPauseMs, noScheduleTaints, unknownConditions, zoneState } from './node-lifecycle-plan.ts';
import { toleratedMs } from './taint-eviction.ts';

const nowMs = Date.parse('2026-01-01T00:01:00Z');

function withReady(status: string, spec: Node['spec'] = {}): Node {
  const node = buildNode('node-1', { spec });
  return { ...node, status: { ...node.status, conditions: [{ type: 'Ready', status }] } };
}

describe('node taints', () => {
  it('follow the conditions and the cordon', () => {
    const keys = (node: Node) => noScheduleTaints(node, nowMs)?.map(({ key, effect }) => `${key}:${effect}`);
    expect(keys(withReady('True'))).toBeUndefined();
    expect(keys(withReady('Unknown'))).toEqual(['node.kubernetes.io/unreachable:NoSchedule']);
    expect(keys(withReady('False', { unschedulable: true }))).toEqual([
      'node.kubernetes.io/not-ready:NoSchedule',
      'node.kubernetes.io/unschedulable:NoSchedule',
    ]);
  });

  it('leave those of users alone and go when their reason goes', () => {
    const own = { key: 'dedicated', value: 'db', effect: 'NoSchedule' };
    const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
    expect(noScheduleTaints(withReady('True', { taints: [own, cordon] }), nowMs)).toEqual([own]);
  });
});

describe('node health', () => {
  it('is unknown in all four conditions, also in those never reported', () => {
    const conditions = unknownConditions(withReady('True'), nowMs);
    expect(conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual([
      'Ready Unknown NodeStatusUnknown',
      'MemoryPressure Unknown NodeStatusNeverUpdated',
      'DiskPressure Unknown NodeStatusNeverUpdated',
      'PIDPressure Unknown NodeStatusNeverUpdated',
    ]);
  });

  it.each([
    [['True', 'True', 'True'], 'Normal'],
    [['Unknown', 'Unknown', 'True'], 'Normal'],
    [['Unknown', 'Unknown', 'Unknown', 'True'], 'PartialDisruption'],
    [['Unknown', 'False'], 'FullDisruption'],
  ])('of %j makes a zone %s', (statuses, state) => {
    expect(zoneState(statuses.map((status) => withReady(status)))).toBe(state);
  });

  it('limits evictions in disrupted zones', () => {
    expect([
      evictionPauseMs('Normal', 3),
      evictionPauseMs('PartialDisruption', 3),
      evictionPauseMs('PartialDisruption', 60),
    ]).toEqual([10_000, undefined, 100_000]);
  });
});

describe('toleratedMs', () => {
  const taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };
  const toleration = { key: taint.key, operator: 'Exists', effect: 'NoExecute' };

  it.each([
    ['nothing tolerates', [], 0],
    ['for ever', [toleration], undefined],
    ['for a time', [{ ...toleration, tolerationSeconds: 300 }], 300_000],
    ['not for a moment', [{ ...toleration, tolerationSeconds: -1 }], 0],
    ['everything', [{ operator: 'Exists' }], undefined],
  ])('%s', (_title, tolerations, expected) => {
    expect(toleratedMs([taint], tolerations)).toBe(expected);
  });

  it('is the least of all taints', () => {
    const other = { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' };
    const tolerations = [
      { ...toleration, tolerationSeconds: 300 },
      { ...toleration, key: other.key, tolerationSeconds: 20 },
    ];
    expect(toleratedMs([taint, other], tolerations)).toBe(20_000);
  });
});
