import { describe, expect, it } from 'vitest';
import type { StoreChange } from '../api/change.ts';
import type { Pod } from '../api/types.ts';
import { buildPod, metadata } from '../testing/builders.ts';
import { readerOf } from '../testing/reader.ts';
import { createHistoryReader, type HistoryIndex } from './history-index.ts';
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

  it('of a StatefulSet stands above those of its ordinals, and says how far it is', () => {
    const owned = (name: string): Pod =>
      buildPod(name, {
        meta: {
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u', controller: true }],
        },
      });
    const set = (status: object): StoreChange['object'] =>
      ({
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: metadata('web', { namespace: 'default' }),
        spec: { replicas: 2 },
        status: { replicas: 2, currentRevision: 'a', updateRevision: 'a', ...status },
      }) as StoreChange['object'];
    const ofSet = (type: StoreChange['type'], atMs: number, status: object): StoreChange => {
      return { ...change(type, atMs, pending), resource: 'statefulsets.apps', key: 'default/web', object: set(status) };
    };
    const lanes = timelineLanes(
      createHistoryReader()([
        change('ADDED', 0, buildPod('alone')),
        ofSet('ADDED', 1, {}),
        change('ADDED', 2, owned('web-10')),
        change('ADDED', 2, owned('web-9')),
        ofSet('MODIFIED', 5, { readyReplicas: 2 }),
        ofSet('MODIFIED', 8, { readyReplicas: 2, updateRevision: 'b', updatedReplicas: 1 }),
        ofSet('DELETED', 9, {}),
      ]),
    );
    expect(lanes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'StatefulSet web',
      'Pod web-9',
      'Pod web-10',
      'Pod alone',
    ]);
    expect(lanes[0]!.segments.map(({ word, tone, endMs }) => [word, tone, endMs])).toEqual([
      ['0 / 2 ready', 'waiting', 5],
      ['2 / 2 ready', 'ready', 8],
      ['1 / 2 updated', 'waiting', 9],
    ]);
  });

  it('begins with what was there before the first write, and anew when that is another cluster', () => {
    const read = createHistoryReader();
    const start = { atMs: 5, reader: readerOf([ready]) };
    const lanesOf = (index: HistoryIndex): unknown[] =>
      timelineLanes(index).map(({ name, segments }) => [
        name,
        ...segments.map(({ startMs, endMs }) => [startMs, endMs]),
      ]);
    expect(lanesOf(read([], start))).toEqual([['web-0', [5, undefined]]]);
    expect(lanesOf(read([change('DELETED', 9, ready)], start))).toEqual([['web-0', [5, 9]]]);
    expect(lanesOf(read([]))).toEqual([]);
  });
});
