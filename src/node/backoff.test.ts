import { describe, expect, it } from 'vitest';
import { defaultTimings } from '../api/timings.ts';
import { backOffUntil, raiseBackOff, type BackOffEntry } from './backoff.ts';

const limits = defaultTimings.crashBackoffMs;

describe('crash back-off', () => {
  it('restarts at once, then waits 10, 20, 40, 80, 160, 300, 300 s', () => {
    let entry: BackOffEntry | undefined;
    let nowMs = 0;
    const waits: number[] = [];
    for (let crash = 0; crash < 8; crash++) {
      const untilMs = backOffUntil(entry, nowMs, nowMs, limits) ?? nowMs;
      waits.push((untilMs - nowMs) / 1000);
      const finishedMs = nowMs;
      nowMs = untilMs;
      entry = raiseBackOff(entry, finishedMs, nowMs, limits);
      nowMs += 1000;
    }
    expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('is forgotten after ten minutes without a restart', () => {
    const entry = { delayMs: 300_000, updatedMs: 0 };
    expect(backOffUntil(entry, 600_000, 600_000, limits)).toBe(900_000);
    expect(backOffUntil(entry, 600_001, 600_001, limits)).toBeUndefined();
    expect(raiseBackOff(entry, 600_001, 600_001, limits).delayMs).toBe(10_000);
  });
});
