/** A session that begins with the objects of a real cluster: the text is read once, the cluster made as often as needed. */

import { adoptCluster } from '../../sim/adopt/adopt-cluster.ts';
import type { ImportNote } from '../../sim/adopt/import-notes.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Opening } from '../share/opening.ts';
import type { SharedStart } from '../share/shared-session.ts';
import type { SessionFile } from '../state.ts';
import type { ImportReport } from './import-report.ts';
import { manifestOf } from './manifest-of.ts';
import { readObjects } from './read-objects.ts';

export interface ClusterStart {
  readonly shared: SharedStart;
  readonly report: ImportReport;
  /** The same cluster at every call with the same seed. */
  create(seed: number): Simulation;
}

export function clusterStart(shared: SharedStart): ClusterStart {
  const { objects, problems } = readObjects(shared.text);
  const adopt = (seed: number) => adoptCluster(objects, { seed, startMs: shared.atMs });
  const { taken, notes } = adopt(1);
  const unread = problems.map((text): ImportNote => ({ type: 'left out', text }));
  const counts = new Map<string, number>();
  for (const { object } of taken) counts.set(object.kind, (counts.get(object.kind) ?? 0) + 1);
  const kinds = [...counts].map(([kind, count]) => ({ kind, count })).toSorted((a, b) => b.count - a.count);
  return { shared, report: { taken: kinds, notes: [...unread, ...notes] }, create: (seed) => adopt(seed).simulation };
}

/** What opening the text comes to: its Services and sets become a file of the editor, to try an edit with. */
export function openingOfCluster(shared: SharedStart, files: readonly SessionFile[]): Opening {
  const { objects, problems } = readObjects(shared.text);
  const { taken, notes } = adoptCluster(objects, { seed: 1, startMs: shared.atMs });
  const base = { seed: undefined, nodes: undefined, files: [], rescued: undefined };
  if (taken.length === 0) {
    const why = [...problems, ...notes.map(({ text }) => text)].slice(0, 3).join('\n');
    const nothing = `There is nothing to import: no object of this text can be taken.\n${why}`;
    return { ...base, plan: undefined, problems: [nothing.trim()] };
  }
  const text = manifestOf(taken.map(({ object }) => object));
  const own = text === '' ? files : [{ name: 'imported.yaml', text }];
  const plan = { files: own, steps: [], end: { type: 'at', ms: 0 }, isPaused: true } as const;
  return { ...base, files: own, start: shared, plan: async () => plan, problems: [] };
}
