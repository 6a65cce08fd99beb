import { expect, it } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

it('lets a burst through, then so many a second', () => {
  const limit = createRateLimit(3, 10);
  expect([0, 0, 0, 0].map((nowMs) => limit.take(nowMs))).toEqual([true, true, true, false]);
  expect([100, 100, 150].map((nowMs) => limit.take(nowMs))).toEqual([true, false, false]);
  expect([60_000, 60_000, 60_000, 60_000].map((nowMs) => limit.take(nowMs))).toEqual([true, true, true, false]);
});
