/** Lanes of the timeline: which identities there are, in which order, and what colour each stretch of a life has. */

import { parentAndOrdinal } from './selectors.ts';
import { setLaneKey, type HistoryIndex, type Lane, type LaneSegment, type Warning } from './history-index.ts';

export interface TimelineLane {
  readonly key: string;
  readonly kind: 'Pod' | 'StatefulSet';
  readonly name: string;
  /** Said in front of the name when there is more than one. */
  readonly namespace: string;
  readonly segments: readonly LaneSegment[];
  readonly warnings: readonly Warning[];
  /** The set whose revisions give the colours. */
  readonly setKey: string;
}

/** StatefulSets with their members first, then what has no identity. */
function byIdentity(a: Lane, b: Lane): number {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  const [hasSetA, hasSetB] = [a.set !== undefined, b.set !== undefined];
  if (hasSetA !== hasSetB) return hasSetA ? -1 : 1;
  const [setA, setB] = [a.set ?? a.name, b.set ?? b.name];
  if (setA !== setB) return setA < setB ? -1 : 1;
  return rankOf(a) - rankOf(b);
}

/** The set itself stands above its ordinals. */
function rankOf({ key, name }: Lane): number {
  return isSetLane(key) ? -1 : (parentAndOrdinal(name)?.ordinal ?? 0);
}

function isSetLane(key: string): boolean {
  return key.startsWith(setLaneKey(''));
}

const known = new WeakMap<HistoryIndex, { readonly version: number; readonly lanes: readonly TimelineLane[] }>();

/** One lane for every StatefulSet and every Pod name that ever was, ordered by namespace, set and ordinal. */
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
  const lanes = [...history.setLanes.values(), ...history.lanes.values()]
    .filter(({ namespace }) => namespace !== 'kube-system')
    .sort(byIdentity);
  const result = lanes.map(({ key, name, namespace, segments, set }): TimelineLane => {
    const setName = set ?? parentAndOrdinal(name)?.parent ?? name;
    const kind = isSetLane(key) ? 'StatefulSet' : 'Pod';
    return {
      key,
      kind,
      name,
      namespace,
      segments,
      warnings: warnings.get(key) ?? [],
      setKey: `${namespace}/${setName}`,
    };
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
