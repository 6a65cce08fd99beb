import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from './server-clock.ts';

const nowMs = Date.parse('2026-05-01T12:00:00.400Z');
const dateOf = (atMs: number): string => new Date(atMs).toUTCString();

describe('the clock of a server', () => {
  beforeEach(() => void vi.useFakeTimers({ now: nowMs }));
  afterEach(() => void vi.useRealTimers());

  it('is the own one while that fits what answers say', () => {
    const clock = new ServerClock();
    clock.hear(dateOf(nowMs), nowMs - 30, nowMs);
    clock.hear(null, nowMs, nowMs);
    clock.hear('yesterday', nowMs, nowMs);
    expect(clock.nowMs()).toBe(nowMs);
  });

  it.each([3_600_000, -90_000])('follows a server that is %d ms ahead, to less than a second', (aheadMs) => {
    const clock = new ServerClock();
    for (const passedMs of [0, 350, 700, 1050]) {
      const receivedMs = nowMs + passedMs;
      clock.hear(dateOf(receivedMs - 5 + aheadMs), receivedMs - 10, receivedMs);
    }
    expect(Math.abs(clock.nowMs() - (nowMs + aheadMs))).toBeLessThan(500);
  });

  it('is not misled by a slow answer', () => {
    const clock = new ServerClock();
    clock.hear(dateOf(nowMs - 20_000), nowMs - 20_100, nowMs);
    expect(clock.nowMs()).toBe(nowMs);
  });
});
