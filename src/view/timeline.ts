/** Lanes of the timeline: which identities there are, in which order, and what colour each stretch of a life has. */

import { parentAndOrdinal } from './selectors.ts';
import type { HistoryIndex, Lane, LaneSegment, Warning } from './history-index.ts';

export interface TimelineLane {
  readonly key: string;
  readonly name: string;
  /** Said in front of the name when there is more than one. */
  readonly namespace: string;
  readonly segments: readonly LaneSegment[];
  readonly warnings: readonly Warning[];
  /** The set whose revisions give the colours. */
  readonly setKey: string;
}

function byIdentity(a: Lane, b: Lane): number {
  const left = parentAndOrdinal(a.name);
  const right = parentAndOrdinal(b.name);
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  const [parentA, parentB] = [left?.parent ?? a.name, right?.parent ?? b.name];
  if (parentA !== parentB) return parentA < parentB ? -1 : 1;
  return (left?.ordinal ?? 0) - (right?.ordinal ?? 0);
}

const known = new WeakMap<HistoryIndex, { readonly version: number; readonly lanes: readonly TimelineLane[] }>();

/** One lane for every Pod name that ever was, ordered by namespace, set and ordinal. */
export function timelineLanes(history: HistoryIndex): readonly TimelineLane[] {
  const before = known.get(history);
  if (before?.version === history.version) return before.lanes;
  const warnings = new Map<string, Warning[]>();
  for (const warning of history.warnings) {
    if (warning.lane === undefined) continue;
    const list = warnings.get(warning.lane);
    if (list) list.push(warning);
    else warnings.set(warning.lane, [warning]);
  }
  const lanes = [...history.lanes.values()].filter(({ namespace }) => namespace !== 'kube-system').sort(byIdentity);
  const result = lanes.map(({ key, name, namespace, segments, set }) => {
    const setName = set ?? parentAndOrdinal(name)?.parent ?? name;
    return { key, name, namespace, segments, warnings: warnings.get(key) ?? [], setKey: `${namespace}/${setName}` };
  });
  known.set(history, { version: history.version, lanes: result });
  return result;
}

/** Steps between two labels of a time axis, in milliseconds. */
const axisSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400].map((s) => s * 1000);

/** The smallest round step that leaves at least `minPx` between two labels. */
export function axisStep(pxPerMs: number, minPx: number): number {
  return axisSteps.find((step) => step * pxPerMs >= minPx) ?? axisSteps.at(-1)!;
}
