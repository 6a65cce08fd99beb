import { describe, expect, it } from 'vitest';
import { formatMicroTime, formatTime, parseTime } from './time.ts';

describe('time', () => {
  it('agrees with Date over four centuries', () => {
    for (let ms = -5_000_000_000_000; ms < 8_000_000_000_000; ms += 86_399_123_456) {
      const text = `${new Date(ms).toISOString().slice(0, 19)}Z`;
      expect(formatTime(ms)).toBe(text);
      expect(parseTime(text)).toBe(Math.floor(ms / 1000) * 1000);
    }
  });

  it('writes microseconds and reads offsets and fractions', () => {
    expect(formatMicroTime(1_767_322_245_678)).toBe('2026-01-02T02:50:45.678000Z');
    expect(parseTime('2026-01-02T03:04:05.5+01:00')).toBe(Date.parse('2026-01-02T02:04:05.500Z'));
  });

  it('refuses what is no time', () => {
    for (const text of ['', '2026-01-02', '2026-02-30T00:00:00Z', '2026-01-02T24:00:00Z', '2026-01-02T03:04:05']) {
      expect(parseTime(text)).toBeUndefined();
    }
  });
});
