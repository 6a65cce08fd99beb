import { describe, expect, it } from 'vitest';
import { apiHarness, plainPod } from '../../../testing/api-harness.ts';

/** A Pod's spec and why it is refused before or after it is validated. */
const rows: readonly (readonly [string, object, string])[] = [
  [
    'a runtime that does not exist',
    { runtimeClassName: 'gvisor' },
    'pods "x" is forbidden: pod rejected: RuntimeClass "gvisor" not found',
  ],
  [
    'a runtime whose name could not exist',
    { runtimeClassName: 'Bad_' },
    'pods "x" is forbidden: pod rejected: RuntimeClass "Bad_" not found',
  ],
  [
    'overhead that no runtime has',
    { overhead: { cpu: '1' } },
    'pods "x" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
  ],
  [
    'an account that does not exist',
    { serviceAccountName: 'robot' },
    'pods "x" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
  ],
  [
    'a class that does not exist',
    { priorityClassName: 'high' },
    'pods "x" is forbidden: no PriorityClass with name high was found',
  ],
  [
    'the account is looked up before the runtime',
    { serviceAccountName: 'robot', runtimeClassName: 'gvisor' },
    'pods "x" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
  ],
];

describe('admission of Pods', () => {
  it.each(rows)('%s', (_what, spec, message) => {
    const answer = apiHarness().create('pods', plainPod('x', spec));
    expect(answer).toMatchObject({ code: 403, errors: [message] });
  });

  it('looks at overhead after the fields themselves', () => {
    const { code } = apiHarness().create('pods', plainPod('x', { overhead: { foo: '1' } }));
    expect(code).toBe(422);
  });
});
