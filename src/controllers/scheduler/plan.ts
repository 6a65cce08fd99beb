/** One scheduling cycle as a pure function: where a Pod goes, or why it cannot go anywhere. Models schedule_one.go schedulePod. */

import type { ClusterReader } from '../../api/reader.ts';
import type { Node, Pod } from '../../api/types.ts';
import type { Random } from '../../lib/random.ts';
import { filterNode, preFilter, type CycleState } from './filters.ts';
import { filterMessage, noNodesMessage, preFilterMessage } from './message.ts';
import { planPreemption, type Preemption } from './preemption.ts';
import { scoreNodes } from './scores.ts';
import type { NodeInfo, Snapshot } from './snapshot.ts';
import type { NodeRejection, Rejection } from './status.ts';
import { planBindings, type ClaimBinding } from './volumes.ts';

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
      /** What evicting other Pods would bring; absent when no node was asked. */
      readonly preemption?: Preemption;
    };

export type Placement =
  | Extract<SchedulingPlan, { readonly type: 'bind' }>
  | { readonly type: 'nowhere'; readonly refusal: Extract<SchedulingPlan, { readonly type: 'unschedulable' }> }
  | { readonly type: 'refused'; readonly state: CycleState; readonly rejected: readonly NodeRejection[] };

/** A node for the Pod, or what each node says against it. Models schedulePod. */
export function findNode(pod: Pod, snapshot: Snapshot, reader: ClusterReader, random?: Random): Placement {
  const nowhere = (message: string, podRejection?: Rejection): Placement => ({
    type: 'nowhere',
    refusal: { type: 'unschedulable', message, rejected: [], ...(podRejection ? { podRejection } : {}) },
  });
  if (snapshot.nodes.length === 0) return nowhere(noNodesMessage);
  const cycle = preFilter(pod, snapshot, reader);
  if ('rejection' in cycle) return nowhere(preFilterMessage(snapshot.nodes.length, cycle.rejection), cycle.rejection);
  const { state } = cycle;
  const found = (node: Node, rejected: readonly NodeRejection[]): Placement => ({
    type: 'bind',
    node,
    bindings: planBindings(state.volumes, node, reader) ?? [],
    rejected,
  });
  const nominated = nominatedNode(state, snapshot);
  if (nominated) return found(nominated, []);
  const rejected: NodeRejection[] = [];
  const feasible: NodeInfo[] = [];
  for (const info of snapshot.nodes) {
    const rejection = filterNode(state, info);
    if (rejection) rejected.push({ node: info.node, rejection });
    else feasible.push(info);
  }
  const [only] = feasible;
  if (!only) return { type: 'refused', state, rejected };
  if (feasible.length === 1) return found(only.node, rejected);
  return found(chooseBest(feasible, scoreNodes(state, feasible, snapshot), random).node, rejected);
}

/** Without `random` the first of equally good nodes is taken. */
export function planScheduling(pod: Pod, snapshot: Snapshot, reader: ClusterReader, random?: Random): SchedulingPlan {
  const placement = findNode(pod, snapshot, reader, random);
  if (placement.type === 'bind') return placement;
  if (placement.type === 'nowhere') return placement.refusal;
  const { state, rejected } = placement;
  const preemption = planPreemption(state, snapshot, rejected, reader);
  const message = filterMessage(
    rejected.map(({ rejection }) => rejection),
    preemption.type === 'none' ? preemption.message : undefined,
  );
  return { type: 'unschedulable', message, rejected, preemption };
}

/** The node for which others were evicted, once it can take the Pod. Models evaluateNominatedNode. */
function nominatedNode(state: CycleState, snapshot: Snapshot): Node | undefined {
  const { nominatedNodeName } = state.pod.status;
  const info = nominatedNodeName && snapshot.nodes.find(({ node }) => node.metadata.name === nominatedNodeName);
  return info && filterNode(state, info) === undefined ? info.node : undefined;
}

/** One of the nodes with the highest score. Models selectHost. */
function chooseBest(nodes: readonly NodeInfo[], scores: readonly number[], random: Random | undefined): NodeInfo {
  const max = Math.max(...scores);
  const best = nodes.filter((_, index) => scores[index] === max);
  return best[random && best.length > 1 ? random.integer(0, best.length - 1) : 0]!;
}
