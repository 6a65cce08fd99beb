import { describe, expect, it } from 'vitest';
import { humanDuration } from './human-duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('humanDuration', () => {
  it.each([
    [-2 * second, '<invalid>'],
    [-1.9 * second, '0s'],
    [0, '0s'],
    [119.9 * second, '119s'],
    [120 * second, '2m'],
    [10 * minute - second, '9m59s'],
    [10 * minute, '10m'],
    [179 * minute + 59 * second, '179m'],
    [180 * minute, '3h'],
    [8 * hour - minute, '7h59m'],
    [47.9 * hour, '47h'],
    [48 * hour, '2d'],
    [7 * day + 23 * hour, '7d23h'],
    [8 * day, '8d'],
    [729 * day, '729d'],
    [730 * day, '2y'],
    [8 * 365 * day - day, '7y364d'],
    [8 * 365 * day, '8y'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(humanDuration(durationMs)).toBe(text);
  });
});
