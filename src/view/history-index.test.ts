import { describe, expect, it } from 'vitest';
import type { StoreChange } from '../api/change.ts';
import type { Pod } from '../api/types.ts';
import { buildPod } from '../testing/builders.ts';
import { createHistoryReader } from './history-index.ts';
import { timelineLanes } from './timeline.ts';

let revision = 1;

function change(type: StoreChange['type'], atMs: number, object: Pod): StoreChange {
  return {
    revision: revision++,
    atMs,
    type,
    resource: 'pods',
    key: `default/${object.metadata.name}`,
    object,
    actor: 'kubelet',
  };
}

const pending = buildPod('web-0');
const running: Pod = { ...pending, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] } };
const ready: Pod = { ...pending, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };
const life = [
  change('ADDED', 0, pending),
  change('MODIFIED', 10, running),
  change('MODIFIED', 12, running),
  change('MODIFIED', 20, ready),
];

describe('the history of a Pod', () => {
  it('is a lane of stretches in which it looked the same', () => {
    const [lane] = timelineLanes(createHistoryReader()(life));
    expect(lane!.segments.map(({ tone, startMs, endMs }) => [tone, startMs, endMs])).toEqual([
      ['pending', 0, 10],
      ['waiting', 10, 20],
      ['ready', 20, undefined],
    ]);
  });

  it('goes on from where it was read before, and starts again after a fork', () => {
    const read = createHistoryReader();
    const first = read(life.slice(0, 2));
    const gone = [...life, change('DELETED', 30, ready)];
    const grown = read(gone);
    expect(grown).toBe(first);
    expect(grown.goneSinceMs('default/web-0', 40)).toBe(30);
    expect(grown.goneSinceMs('default/web-0', 25)).toBeUndefined();
    const fork = [...life.slice(0, 3), change('DELETED', 15, running), change('ADDED', 16, buildPod('web-0'))];
    const forked = read(fork);
    expect(forked).not.toBe(first);
    expect(forked.goneSinceMs('default/web-0', 40)).toBe(15);
  });

  it('is the same read in one go or change by change', () => {
    const read = createHistoryReader();
    for (let length = 1; length <= life.length; length++) read(life.slice(0, length));
    expect(timelineLanes(read(life))).toEqual(timelineLanes(createHistoryReader()(life)));
  });
});
