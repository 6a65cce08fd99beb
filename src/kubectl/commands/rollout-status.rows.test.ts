import { describe, expect, it } from 'vitest';
import type { StatefulSet } from '../../api/types.ts';
import { statefulSetStatus } from './rollout-status.ts';

const rolling = (partition?: number): object => ({
  type: 'RollingUpdate',
  ...(partition === undefined ? {} : { rollingUpdate: { partition } }),
});
const done = { observedGeneration: 2, readyReplicas: 3, updatedReplicas: 3, currentReplicas: 3 };
const same = { currentRevision: 'web-a', updateRevision: 'web-a' };

/** Strategy, status, what is said, and whether that is the end of it. */
const rows: readonly (readonly [string, object, object, string, boolean])[] = [
  ['not observed at all', rolling(0), {}, 'Waiting for statefulset spec update to be observed...\n', false],
  [
    'not observed yet',
    rolling(0),
    { ...done, observedGeneration: 1 },
    'Waiting for statefulset spec update to be observed...\n',
    false,
  ],
  ['not all ready', rolling(0), { ...done, readyReplicas: 1 }, 'Waiting for 2 pods to be ready...\n', false],
  [
    'not all updated above the partition',
    rolling(1),
    { ...done, updatedReplicas: 1 },
    'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...\n',
    false,
  ],
  [
    'all updated above the partition',
    rolling(1),
    { ...done, updatedReplicas: 2 },
    'partitioned roll out complete: 2 new pods have been updated...\n',
    true,
  ],
  ['a partition of zero', rolling(0), done, 'partitioned roll out complete: 3 new pods have been updated...\n', true],
  [
    'no parameters, under way',
    rolling(),
    { ...done, updatedReplicas: 1, currentRevision: 'web-a', updateRevision: 'web-b' },
    'waiting for statefulset rolling update to complete 1 pods at revision web-b...\n',
    false,
  ],
  [
    'no parameters, complete',
    rolling(),
    { ...done, ...same },
    'statefulset rolling update complete 3 pods at revision web-a...\n',
    true,
  ],
];

describe('rollout status of a StatefulSet', () => {
  it.each(rows)('%s', (_what, updateStrategy, status, text, isDone) => {
    const set = { metadata: { name: 'web', generation: 2 }, spec: { replicas: 3, updateStrategy }, status };
    expect(statefulSetStatus(set as unknown as StatefulSet)).toEqual({ text, done: isDone });
  });

  it('has nothing to say of OnDelete', () => {
    const set = { metadata: {}, spec: { updateStrategy: { type: 'OnDelete' } }, status: done };
    expect(() => statefulSetStatus(set as unknown as StatefulSet)).toThrow(
      'rollout status is only available for RollingUpdate strategy type',
    );
  });
});
