/**
 * How good each node that passed the filters is. Models the Score plugins with their weights and normalisation.
 * Left out: ImageLocality. It reads `status.images` of nodes, which the kubelets here do not report: all get 0 points.
 */

import { matchesNodeSelectorTerm } from '../../api/node-selector.ts';
import { toleratesTaint } from '../../api/toleration.ts';
import type { Pod } from '../../api/types.ts';
import { scoreAffinity } from './affinity.ts';
import type { CycleState } from './filters.ts';
import { podRequests, type Amounts } from './requests.ts';
import type { NodeInfo, Snapshot } from './snapshot.ts';
import { scoreSpread } from './topology-spread.ts';

const scoredResources = ['cpu', 'memory'];

/** Total scores of `nodes`, in their order. */
export function scoreNodes(state: CycleState, nodes: readonly NodeInfo[], snapshot: Snapshot): readonly number[] {
  const { pod, reader } = state;
  const plugins: readonly { readonly weight: number; readonly scores: readonly number[] | undefined }[] = [
    { weight: 3, scores: scoreTaints(pod, nodes) },
    { weight: 2, scores: scoreNodeAffinity(pod, nodes) },
    { weight: 2, scores: scoreSpread(pod, nodes, snapshot, reader) },
    { weight: 2, scores: between(scoreAffinity(pod, nodes, snapshot, reader)) },
    { weight: 1, scores: nodes.map((info) => leastAllocated(pod, info)) },
    { weight: 1, scores: nodes.map((info) => balanced(pod, info)) },
  ];
  return nodes.map((_, index) => plugins.reduce((sum, { weight, scores }) => sum + weight * (scores?.[index] ?? 0), 0));
}

/** Fewer PreferNoSchedule taints that are not tolerated are better. */
function scoreTaints(pod: Pod, nodes: readonly NodeInfo[]): readonly number[] {
  const tolerations = (pod.spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
  const counts = nodes.map(
    ({ node }) =>
      (node.spec.taints ?? []).filter(
        (taint) =>
          taint.effect === 'PreferNoSchedule' && !tolerations.some((toleration) => toleratesTaint(toleration, taint)),
      ).length,
  );
  const max = Math.max(...counts);
  return counts.map((count) => (max === 0 ? 100 : 100 - Math.floor((100 * count) / max)));
}

function scoreNodeAffinity(pod: Pod, nodes: readonly NodeInfo[]): readonly number[] | undefined {
  const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
  if (!terms || terms.length === 0) return undefined;
  const sums = nodes.map(({ node }) =>
    terms.reduce((sum, { preference, weight }) => sum + (matchesNodeSelectorTerm(preference, node) ? weight : 0), 0),
  );
  const max = Math.max(...sums);
  return sums.map((sum) => (max === 0 ? 0 : Math.floor((100 * sum) / max)));
}

/** Spreads values over 0…100 from the least to the greatest. */
function between(values: readonly number[] | undefined): readonly number[] | undefined {
  if (!values) return undefined;
  const min = Math.min(...values);
  const max = Math.max(...values);
  return values.map((value) => (max === min ? 0 : Math.floor((100 * (value - min)) / (max - min))));
}

/** More free CPU and memory is better. Models leastResourceScorer. */
function leastAllocated(pod: Pod, { allocatable, assumed }: NodeInfo): number {
  const wanted = podRequests(pod).assumed;
  let sum = 0;
  let counted = 0;
  for (const name of scoredResources) {
    const total = allocatable.get(name) ?? 0;
    if (total === 0) continue;
    const used = (assumed.get(name) ?? 0) + (wanted.get(name) ?? 0);
    sum += used > total ? 0 : Math.floor(((total - used) * 100) / total);
    counted++;
  }
  return counted === 0 ? 0 : Math.floor(sum / counted);
}

/** CPU and memory used to a similar degree is better; of a Pod that asks for nothing it says nothing. */
function balanced(pod: Pod, { allocatable, requested }: NodeInfo): number {
  const { amounts } = podRequests(pod);
  if (asksForNothing(amounts)) return 0;
  const fractions = scoredResources
    .filter((name) => (allocatable.get(name) ?? 0) > 0)
    .map((name) => Math.min(1, ((requested.get(name) ?? 0) + (amounts.get(name) ?? 0)) / allocatable.get(name)!));
  if (fractions.length === 0) return 0;
  const deviation = fractions.length === 2 ? Math.abs(fractions[0]! - fractions[1]!) / 2 : 0;
  return Math.floor((1 - deviation) * 100);
}

function asksForNothing(amounts: Amounts): boolean {
  return scoredResources.every((name) => (amounts.get(name) ?? 0) === 0);
}
