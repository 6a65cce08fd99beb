import { expect, it } from 'vitest';
import { formatGoDuration } from './go-duration.ts';

it('prints durations as Go does', () => {
  const texts = [0, 1, 842, 1234, 10_000, 80_000, 62_500, 300_000, 3_600_000, 5_430_000].map(formatGoDuration);
  expect(texts).toEqual(['0s', '1ms', '842ms', '1.234s', '10s', '1m20s', '1m2.5s', '5m0s', '1h0m0s', '1h30m30s']);
});
