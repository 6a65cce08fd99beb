/**
 * Affinity and anti-affinity between Pods. Counts are made once per cycle, filters then look at one node.
 * Models pkg/scheduler/framework/plugins/interpodaffinity filtering.go and scoring.go.
 */

import type { ClusterReader } from '../../api/reader.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { LabelSelector, Node, Pod, PodAffinityTerm } from '../../api/types.ts';
import type { NodeInfo, Snapshot } from './snapshot.ts';
import type { Rejection } from './status.ts';

const plugin = 'InterPodAffinity';
/** What a required affinity of a running Pod adds to the score of its topology. */
const hardAffinityWeight = 1;

/** A term with everything resolved that depends on the Pod that has it. */
interface Term {
  readonly selector: LabelSelector | undefined;
  readonly namespaces: ReadonlySet<string>;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly topologyKey: string;
  readonly weight: number;
}

const termsByPod = new WeakMap<PodAffinityTerm, WeakMap<object, Term>>();

/** Adds what matchLabelKeys and mismatchLabelKeys take from the Pod's own labels. */
function withLabelKeys(term: PodAffinityTerm, pod: Pod): LabelSelector | undefined {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (!labelSelector || matchLabelKeys.length + mismatchLabelKeys.length === 0) return labelSelector;
  const labels = pod.metadata.labels ?? {};
  const expression = (operator: string) => (key: string) =>
    Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key]!] }] : [];
  return {
    ...labelSelector,
    matchExpressions: [
      ...(labelSelector.matchExpressions ?? []),
      ...matchLabelKeys.flatMap(expression('In')),
      ...mismatchLabelKeys.flatMap(expression('NotIn')),
    ],
  };
}

function resolve(term: PodAffinityTerm, pod: Pod, weight: number): Term {
  const perPod = termsByPod.get(term) ?? new WeakMap<object, Term>();
  const owner = pod.metadata.labels ?? pod.spec;
  const found = perPod.get(owner);
  if (found) return found;
  const named = term.namespaces ?? [];
  const own = named.length === 0 && !term.namespaceSelector ? [pod.metadata.namespace ?? ''] : named;
  const resolved: Term = {
    selector: withLabelKeys(term, pod),
    namespaces: new Set(own),
    namespaceSelector: term.namespaceSelector,
    topologyKey: term.topologyKey,
    weight,
  };
  perPod.set(owner, resolved);
  termsByPod.set(term, perPod);
  return resolved;
}

type AffinityKind = 'podAffinity' | 'podAntiAffinity';

function requiredTerms(pod: Pod, kind: AffinityKind): readonly Term[] {
  const terms = pod.spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.map((term) => resolve(term, pod, 0));
}

function preferredTerms(pod: Pod, kind: AffinityKind): readonly Term[] {
  const terms = pod.spec.affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.map(({ podAffinityTerm, weight }) => resolve(podAffinityTerm, pod, weight));
}

function matches(term: Term, pod: Pod, reader: ClusterReader): boolean {
  const namespace = pod.metadata.namespace ?? '';
  const inNamespace = term.namespaces.has(namespace) || matchesNamespace(term, namespace, reader);
  return inNamespace && matchesSelector(term.selector, pod.metadata.labels);
}

function matchesNamespace(term: Term, namespace: string, reader: ClusterReader): boolean {
  if (!term.namespaceSelector) return false;
  return matchesSelector(term.namespaceSelector, reader.get('namespaces', undefined, namespace)?.metadata.labels);
}

/** How many matching Pods there are by `topologyKey=value`. */
type TopologyCounts = Map<string, number>;

const pairOf = (key: string, value: string): string => `${key}=${value}`;

function topologyValue(node: Node, key: string): string | undefined {
  const { labels } = node.metadata;
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function count(counts: TopologyCounts, term: Term, node: Node, amount: number): void {
  const value = topologyValue(node, term.topologyKey);
  if (value === undefined) return;
  const pair = pairOf(term.topologyKey, value);
  counts.set(pair, (counts.get(pair) ?? 0) + amount);
}

/** What the filter must know. Models interpodaffinity preFilterState. */
export interface AffinityState {
  readonly affinityTerms: readonly Term[];
  readonly antiAffinityTerms: readonly Term[];
  readonly affinityCounts: TopologyCounts;
  readonly antiAffinityCounts: TopologyCounts;
  /** Topologies that running Pods keep this Pod out of. */
  readonly existingAntiAffinity: TopologyCounts;
  /** The Pod meets its own affinity terms: the first of a group may go anywhere. */
  readonly matchesItself: boolean;
}

export function preFilterAffinity(pod: Pod, snapshot: Snapshot, reader: ClusterReader): AffinityState {
  const affinityTerms = requiredTerms(pod, 'podAffinity');
  const antiAffinityTerms = requiredTerms(pod, 'podAntiAffinity');
  const affinityCounts: TopologyCounts = new Map();
  const antiAffinityCounts: TopologyCounts = new Map();
  const existingAntiAffinity: TopologyCounts = new Map();
  for (const { pod: other, node } of snapshot.podsWithAffinity) {
    for (const term of requiredTerms(other, 'podAntiAffinity')) {
      if (matches(term, pod, reader)) count(existingAntiAffinity, term, node, 1);
    }
  }
  if (affinityTerms.length + antiAffinityTerms.length > 0) {
    for (const { node, pods } of snapshot.nodes) {
      for (const other of pods) {
        if (affinityTerms.length > 0 && affinityTerms.every((term) => matches(term, other, reader))) {
          for (const term of affinityTerms) count(affinityCounts, term, node, 1);
        }
        for (const term of antiAffinityTerms) {
          if (matches(term, other, reader)) count(antiAffinityCounts, term, node, 1);
        }
      }
    }
  }
  return {
    affinityTerms,
    antiAffinityTerms,
    affinityCounts,
    antiAffinityCounts,
    existingAntiAffinity,
    matchesItself: affinityTerms.every((term) => matches(term, pod, reader)),
  };
}

function countAt(counts: TopologyCounts, node: Node, key: string): number {
  const value = topologyValue(node, key);
  return value === undefined ? 0 : (counts.get(pairOf(key, value)) ?? 0);
}

function satisfiesAffinity(state: AffinityState, node: Node): boolean {
  const { affinityTerms, affinityCounts, matchesItself } = state;
  if (affinityTerms.some((term) => topologyValue(node, term.topologyKey) === undefined)) return false;
  if (affinityTerms.every((term) => countAt(affinityCounts, node, term.topologyKey) > 0)) return true;
  return affinityCounts.size === 0 && matchesItself;
}

/** Models interpodaffinity Filter. */
export function filterAffinity(state: AffinityState, { node }: NodeInfo): Rejection | undefined {
  if (state.affinityTerms.length > 0 && !satisfiesAffinity(state, node)) {
    return { plugin, reasons: ["node(s) didn't match pod affinity rules"], unresolvable: true };
  }
  if (state.antiAffinityTerms.some((term) => countAt(state.antiAffinityCounts, node, term.topologyKey) > 0)) {
    return { plugin, reasons: ["node(s) didn't match pod anti-affinity rules"], unresolvable: false };
  }
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if ((state.existingAntiAffinity.get(pairOf(key, value)) ?? 0) > 0) {
      const reason = "node(s) didn't satisfy existing pods anti-affinity rules";
      return { plugin, reasons: [reason], unresolvable: false };
    }
  }
  return undefined;
}

/** Preference of each node from (anti-)affinities of both sides; undefined when nobody prefers anything. */
export function scoreAffinity(
  pod: Pod,
  nodes: readonly NodeInfo[],
  snapshot: Snapshot,
  reader: ClusterReader,
): readonly number[] | undefined {
  const liked = preferredTerms(pod, 'podAffinity');
  const disliked = preferredTerms(pod, 'podAntiAffinity');
  const hasPreferences = liked.length + disliked.length > 0;
  if (!hasPreferences && snapshot.podsWithAffinity.length === 0) return undefined;
  const weights: TopologyCounts = new Map();
  if (hasPreferences) {
    for (const { node, pods } of snapshot.nodes) {
      for (const other of pods) {
        for (const term of liked) if (matches(term, other, reader)) count(weights, term, node, term.weight);
        for (const term of disliked) if (matches(term, other, reader)) count(weights, term, node, -term.weight);
      }
    }
  }
  for (const { pod: other, node } of snapshot.podsWithAffinity) {
    for (const term of requiredTerms(other, 'podAffinity')) {
      if (matches(term, pod, reader)) count(weights, term, node, hardAffinityWeight);
    }
    for (const term of preferredTerms(other, 'podAffinity')) {
      if (matches(term, pod, reader)) count(weights, term, node, term.weight);
    }
    for (const term of preferredTerms(other, 'podAntiAffinity')) {
      if (matches(term, pod, reader)) count(weights, term, node, -term.weight);
    }
  }
  if (weights.size === 0) return undefined;
  return nodes.map(({ node }) =>
    Object.entries(node.metadata.labels ?? {}).reduce(
      (sum, [key, value]) => sum + (weights.get(pairOf(key, value)) ?? 0),
      0,
    ),
  );
}
