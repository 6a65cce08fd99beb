/** One scheduling cycle as a pure function: where a Pod goes, or why it cannot go anywhere. Models schedule_one.go schedulePod. */

import type { ClusterReader } from '../../api/reader.ts';
import type { Node, Pod } from '../../api/types.ts';
import type { Random } from '../../lib/random.ts';
import { filterNode, preFilter } from './filters.ts';
import { filterMessage, noNodesMessage, preFilterMessage } from './message.ts';
import { scoreNodes } from './scores.ts';
import type { NodeInfo, Snapshot } from './snapshot.ts';
import type { Rejection } from './status.ts';
import { planBindings, type ClaimBinding } from './volumes.ts';

export interface NodeRejection {
  readonly node: Node;
  readonly rejection: Rejection;
}

export type SchedulingPlan =
  | {
      readonly type: 'bind';
      readonly node: Node;
      /** Claims that must be bound to, or provisioned for, the node before the Pod is. */
      readonly bindings: readonly ClaimBinding[];
      readonly rejected: readonly NodeRejection[];
    }
  | {
      readonly type: 'unschedulable';
      readonly message: string;
      /** The Pod as a whole was refused. */
      readonly podRejection?: Rejection;
      readonly rejected: readonly NodeRejection[];
    };

/** Without `random` the first of equally good nodes is taken. */
export function planScheduling(pod: Pod, snapshot: Snapshot, reader: ClusterReader, random?: Random): SchedulingPlan {
  if (snapshot.nodes.length === 0) return { type: 'unschedulable', message: noNodesMessage, rejected: [] };
  const cycle = preFilter(pod, snapshot, reader);
  if ('rejection' in cycle) {
    const message = preFilterMessage(snapshot.nodes.length, cycle.rejection);
    return { type: 'unschedulable', message, podRejection: cycle.rejection, rejected: [] };
  }
  const { state } = cycle;
  const rejected: NodeRejection[] = [];
  const feasible: NodeInfo[] = [];
  for (const info of snapshot.nodes) {
    const rejection = filterNode(state, info);
    if (rejection) rejected.push({ node: info.node, rejection });
    else feasible.push(info);
  }
  if (feasible.length === 0) {
    const message = filterMessage(
      pod,
      rejected.map(({ rejection }) => rejection),
    );
    return { type: 'unschedulable', message, rejected };
  }
  const { node } =
    feasible.length === 1 ? feasible[0]! : chooseBest(feasible, scoreNodes(state, feasible, snapshot), random);
  return { type: 'bind', node, bindings: planBindings(state.volumes, node, reader) ?? [], rejected };
}

/** One of the nodes with the highest score. Models selectHost. */
function chooseBest(nodes: readonly NodeInfo[], scores: readonly number[], random: Random | undefined): NodeInfo {
  const max = Math.max(...scores);
  const best = nodes.filter((_, index) => scores[index] === max);
  return best[random && best.length > 1 ? random.integer(0, best.length - 1) : 0]!;
}
