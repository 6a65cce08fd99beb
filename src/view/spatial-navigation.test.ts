import { expect, it } from 'vitest';
import { nextInDirection } from './spatial-navigation.ts';

const box = (id: string, x: number, y: number, width = 100, height = 50) => ({ id, x, y, width, height });
const dns0 = box('dns0', 200, 0);
const pod0 = box('pod0', 200, 80);
const claim0 = box('claim0', 200, 200);
const dns1 = box('dns1', 320, 0);
const pod1 = box('pod1', 320, 80);
const set = box('set', 0, 60, 180, 160);
const all = [set, dns0, pod0, claim0, dns1, pod1];
const from = (start: typeof pod0, direction: Parameters<typeof nextInDirection>[2]): string | undefined =>
  nextInDirection(
    start,
    all.filter((other) => other !== start),
    direction,
  )?.id;

it('goes along columns and rows, and stops at the edge', () => {
  expect(from(pod0, 'down')).toBe('claim0');
  expect(from(claim0, 'up')).toBe('pod0');
  expect(from(pod0, 'right')).toBe('pod1');
  expect(from(pod0, 'left')).toBe('set');
  expect(from(dns0, 'right')).toBe('dns1');
  expect(from(set, 'left')).toBeUndefined();
  expect(from(dns0, 'up')).toBeUndefined();
});

it('takes what is nearest where nothing is in line', () => {
  expect(from(pod1, 'down')).toBe('claim0');
});
