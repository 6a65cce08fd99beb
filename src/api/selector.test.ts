import { describe, expect, it } from 'vitest';
import { formatSelector, matchesSelector } from './selector.ts';

describe('matchesSelector', () => {
  it.each([
    [undefined, { app: 'web' }, false],
    [{}, undefined, true],
    [{ matchLabels: { app: 'web' } }, { app: 'web', tier: 'a' }, true],
    [{ matchLabels: { app: 'web' } }, { app: 'api' }, false],
    [{ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['a'] }] }, {}, true],
    [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['a'] }] }, {}, false],
    [{ matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, {}, false],
  ])('%j on %j: %s', (selector, labels, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
  });
});

it('prints a selector with sorted keys and values', () => {
  const selector = {
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['b', 'a'] },
      { key: 'legacy', operator: 'DoesNotExist' },
    ],
  };
  expect(formatSelector(selector)).toBe('app=web,!legacy,tier in (a,b)');
});
