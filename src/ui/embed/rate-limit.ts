/** A bucket of tokens: so many at once, and so many a second after that. Time is the caller's. */

export interface RateLimit {
  /** False when there were too many. */
  take(nowMs: number): boolean;
}

export function createRateLimit(burst: number, perSecond: number): RateLimit {
  let tokens = burst;
  let lastMs: number | undefined;
  return {
    take(nowMs) {
      tokens = Math.min(burst, tokens + ((nowMs - (lastMs ?? nowMs)) * perSecond) / 1000);
      lastMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
