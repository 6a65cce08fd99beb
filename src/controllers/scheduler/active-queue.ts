/**
 * Which Pods leave the scheduler's queue before another: those never tried that are ahead in its order, and those of
 * higher priority that have been waiting for room. What is worked out from one list of Pods is kept as long as that
 * list is the present one: a mere shortcut. Models pkg/scheduler/backend/queue active_queue.go.
 */

import type { ClusterReader } from '../../api/reader.ts';
import type { Node, Pod } from '../../api/types.ts';
import { unboundPods } from '../pod-index.ts';
import { isAhead, priorityOf } from './priority.ts';
import { failureOf, isPending } from './wake-ups.ts';

interface Waiting {
  /** Never tried, the first one first. */
  readonly fresh: readonly Pod[];
  /** Tried in vain, the most important first. */
  readonly tried: readonly Pod[];
  /** No Pod above this priority gets a node as long as these are the Pods and the nodes. */
  noneAbove: number;
  asOf: Cluster | undefined;
}

/** The lists of Pods and of nodes: other lists are another state. */
type Cluster = readonly [readonly Pod[], readonly Node[]];

const clusterOf = (reader: ClusterReader): Cluster => [reader.list('pods'), reader.list('nodes')];
const isSame = (a: Cluster | undefined, b: Cluster): boolean => a?.[0] === b[0] && a[1] === b[1];

const known = new WeakMap<readonly Pod[], Waiting>();

function waitingPods(reader: ClusterReader): Waiting {
  const unbound = unboundPods(reader);
  const found = known.get(unbound);
  if (found) return found;
  const pending = unbound.filter(isPending).toSorted((a, b) => (isAhead(a, b) ? -1 : 1));
  const waiting: Waiting = {
    fresh: pending.filter((pod) => failureOf(pod) === undefined),
    tried: pending.filter((pod) => failureOf(pod) !== undefined),
    noneAbove: Number.POSITIVE_INFINITY,
    asOf: undefined,
  };
  known.set(unbound, waiting);
  return waiting;
}

/** In the order in which they are tried. */
export function podsAhead(pod: Pod, reader: ClusterReader): readonly Pod[] {
  const { fresh, tried, noneAbove, asOf } = waitingPods(reader);
  const priority = priorityOf(pod);
  const isVain = noneAbove <= priority && isSame(asOf, clusterOf(reader));
  const again = isVain ? [] : tried.filter((other) => priorityOf(other) > priority);
  const first = fresh.filter((other) => isAhead(other, pod));
  return again.length === 0 ? first : [...again, ...first].toSorted((a, b) => (isAhead(a, b) ? -1 : 1));
}

/** Remembers that all Pods ahead of this one were tried and none of them got a node. */
export function noteNoneAhead(pod: Pod, reader: ClusterReader): void {
  const waiting = waitingPods(reader);
  const cluster = clusterOf(reader);
  waiting.noneAbove = Math.min(isSame(waiting.asOf, cluster) ? waiting.noneAbove : Infinity, priorityOf(pod));
  waiting.asOf = cluster;
}
