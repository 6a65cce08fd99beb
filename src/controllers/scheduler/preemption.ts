/**
 * What could be evicted for a Pod that fits nowhere, as a pure function. Every node that refused for a reason that
 * fewer Pods would remove is tried without its less important Pods; as many as possible are then spared.
 * Models pkg/scheduler/framework/preemption preemption.go and plugins/defaultpreemption.
 */

import type { ClusterReader } from '../../api/reader.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { Node, Pod, PodDisruptionBudget } from '../../api/types.ts';
import { filterWithout, type CycleState } from './filters.ts';
import { reasonHistogram } from './message.ts';
import { compareImportance, priorityOf, startTimeOf } from './priority.ts';
import type { NodeInfo, Snapshot } from './snapshot.ts';
import type { NodeRejection, Rejection } from './status.ts';

/** A node that would take the Pod if the victims were gone. */
export interface Candidate {
  readonly node: Node;
  /** Most important first. */
  readonly victims: readonly Pod[];
  /** How many victims their PodDisruptionBudgets would not let go. */
  readonly violations: number;
}

export type Preemption =
  | { readonly type: 'preempt'; readonly candidate: Candidate }
  | {
      readonly type: 'none';
      readonly message: string;
      /** The node that the Pod is nominated for stays as it is. */
      readonly keepsNomination: boolean;
      /** Victims of before that are on their way out. */
      readonly waitsFor?: readonly Pod[];
    };

const byScheduler = 'PreemptionByScheduler';

/** True for a victim of the scheduler that is on its way out. Models podTerminatingByPreemption. */
function isPreempted({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp === undefined) return false;
  const target = status.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return target?.status === 'True' && target.reason === byScheduler;
}

/** What keeps the Pod from preempting at all, or undefined. Models PodEligibleToPreemptOthers. */
function ineligibility(pod: Pod, snapshot: Snapshot, rejected: readonly NodeRejection[]): Preemption | undefined {
  const none = (message: string) => ({ type: 'none' as const, message, keepsNomination: true });
  if (pod.spec.preemptionPolicy === 'Never') return none('not eligible due to preemptionPolicy=Never.');
  const nominated = pod.status.nominatedNodeName;
  if (!nominated) return undefined;
  const refusal = rejected.find(({ node }) => node.metadata.name === nominated);
  if (refusal?.rejection.unresolvable) return undefined;
  const info = snapshot.nodes.find(({ node }) => node.metadata.name === nominated);
  const waitsFor = info?.pods.filter((other) => priorityOf(other) < priorityOf(pod) && isPreempted(other)) ?? [];
  if (waitsFor.length === 0) return undefined;
  return { ...none('not eligible due to a terminating pod on the nominated node.'), waitsFor };
}

/** Finds the node to preempt on, or says in the scheduler's words why there is none. Models Evaluator.Preempt. */
export function planPreemption(
  state: CycleState,
  snapshot: Snapshot,
  rejected: readonly NodeRejection[],
  reader: ClusterReader,
): Preemption {
  const { pod } = state;
  const obstacle = ineligibility(pod, snapshot, rejected);
  if (obstacle) return obstacle;
  const unresolvable = new Set(rejected.filter(({ rejection }) => rejection.unresolvable).map(({ node }) => node));
  const candidates: Candidate[] = [];
  const reasons: string[] = [];
  for (const info of snapshot.nodes) {
    if (unresolvable.has(info.node)) {
      reasons.push('Preemption is not helpful for scheduling');
      continue;
    }
    const outcome = selectVictims(state, snapshot, info, reader);
    if ('rejection' in outcome) reasons.push(...outcome.rejection.reasons);
    else candidates.push(outcome);
  }
  const candidate = pickCandidate(candidates);
  if (candidate) return { type: 'preempt', candidate };
  const message = `0/${snapshot.nodes.length} nodes are available: ${reasonHistogram(reasons).join(', ')}.`;
  return { type: 'none', message, keepsNomination: false };
}

/** The fewest Pods to evict from one node. Models SelectVictimsOnNode. */
function selectVictims(
  state: CycleState,
  snapshot: Snapshot,
  info: NodeInfo,
  reader: ClusterReader,
): Candidate | { readonly rejection: Rejection } {
  const lesser = info.pods.filter((other) => priorityOf(other) < priorityOf(state.pod));
  if (lesser.length === 0) {
    const reasons = ['No preemption victims found for incoming pod'];
    return { rejection: { plugin: 'DefaultPreemption', reasons, unresolvable: false } };
  }
  let gone: ReadonlySet<Pod> = new Set(lesser);
  const rejection = filterWithout(state, snapshot, info, gone);
  if (rejection) return { rejection };
  const { violating, others } = splitByBudget(lesser.toSorted(compareImportance), reader);
  const victims: Pod[] = [];
  let violations = 0;
  for (const pod of [...violating, ...others]) {
    const spared = new Set([...gone].filter((other) => other !== pod));
    if (filterWithout(state, snapshot, info, spared) === undefined) {
      gone = spared;
      continue;
    }
    victims.push(pod);
    if (violating.includes(pod)) violations++;
  }
  return { node: info.node, victims: victims.toSorted(compareImportance), violations };
}

/** Which evictions the budgets would not allow, when they are made in this order. Models filterPodsWithPDBViolation. */
function splitByBudget(
  pods: readonly Pod[],
  reader: ClusterReader,
): { readonly violating: readonly Pod[]; readonly others: readonly Pod[] } {
  const budgets = reader.list('poddisruptionbudgets.policy').filter((budget) => !selectsNothing(budget));
  const left = new Map(budgets.map((budget) => [budget, budget.status?.disruptionsAllowed ?? 0]));
  const violating: Pod[] = [];
  const others: Pod[] = [];
  for (const pod of pods) {
    let isViolated = false;
    for (const budget of budgets) {
      if (!protects(budget, pod)) continue;
      const allowed = left.get(budget)! - 1;
      left.set(budget, allowed);
      if (allowed < 0) isViolated = true;
    }
    (isViolated ? violating : others).push(pod);
  }
  return { violating, others };
}

/** Here, unlike for evictions, an empty selector selects nothing. */
function selectsNothing({ spec: { selector } }: PodDisruptionBudget): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0) === 0;
}

function protects({ metadata, spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  const { namespace, name, labels } = pod.metadata;
  if (metadata.namespace !== namespace || Object.keys(labels ?? {}).length === 0) return false;
  return matchesSelector(spec.selector, labels) && !Object.hasOwn(status?.disruptedPods ?? {}, name);
}

type Measure = (candidate: Candidate) => number;

/** Each measure decides among those that the ones before it find equally good; least is best. */
const measures: readonly Measure[] = [
  ({ violations }) => violations,
  ({ victims }) => Math.max(...victims.map(priorityOf)),
  ({ victims }) => victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0),
  ({ victims }) => victims.length,
];

/** Models pickOneNodeForPreemption. */
function pickCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let best = candidates.filter(({ victims }) => victims.length > 0);
  for (const measure of measures) {
    const least = Math.min(...best.map(measure));
    best = best.filter((candidate) => measure(candidate) === least);
  }
  const latest = best.reduce((max, candidate) => (earliestStart(candidate) > max ? earliestStart(candidate) : max), '');
  return best.find((candidate) => earliestStart(candidate) === latest);
}

/** When the first of the most important victims started. Models GetEarliestPodStartTime. */
function earliestStart({ victims }: Candidate): string {
  const highest = Math.max(...victims.map(priorityOf));
  const starts = victims.filter((victim) => priorityOf(victim) === highest).map(startTimeOf);
  return starts.reduce((min, start) => (start < min ? start : min));
}
