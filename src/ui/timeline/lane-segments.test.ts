import { expect, it } from 'vitest';
import type { LaneSegment } from '../../view/history-index.ts';
import { drawnSegments } from './lane-segments.ts';

const segment = (startMs: number, endMs: number, tone: LaneSegment['tone'], word: string): LaneSegment => {
  return { startMs, endMs, tone, word, revision: undefined, uid: '' };
};

it('tells stretches without room for their words together', () => {
  const segments = [
    segment(0, 10, 'waiting', '0 / 3 ready'),
    segment(10, 20, 'waiting', '1 / 3 ready'),
    segment(20, 30, 'waiting', '2 / 3 ready'),
    segment(30, 900, 'ready', '3 / 3 ready'),
    segment(900, 910, 'waiting', '2 / 3 ready'),
  ];
  const told = (pxPerMs: number) =>
    drawnSegments(segments, pxPerMs, 910).map(({ startMs, word }) => `${startMs} ${word}`);
  expect(told(1)).toEqual(['0 0 → 2 / 3 ready', '30 3 / 3 ready', '900 2 / 3 ready']);
  expect(told(20)).toHaveLength(5);
});
