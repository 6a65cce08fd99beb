/**
 * Even spreading over topologies: constraints of the Pod, and the soft default ones that spread the Pods of one
 * Service or StatefulSet. Models pkg/scheduler/framework/plugins/podtopologyspread.
 */

import { matchesRequiredNodeAffinity } from '../../api/node-selector.ts';
import { controllerOf } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { matchesSelector } from '../../api/selector.ts';
import { findUntoleratedTaint } from '../../api/toleration.ts';
import type { LabelSelector, Node, Pod, TopologySpreadConstraint } from '../../api/types.ts';
import { selectorOfService } from '../service-keys.ts';
import type { NodeInfo, Snapshot } from './snapshot.ts';
import type { Rejection } from './status.ts';

const plugin = 'PodTopologySpread';
const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

interface Constraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector: LabelSelector | undefined;
  /** The selector as text: equal for equal selectors. */
  readonly selectorKey: string;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

function constraintOf(spec: TopologySpreadConstraint, pod: Pod): Constraint {
  const labels = pod.metadata.labels ?? {};
  const keys = (spec.matchLabelKeys ?? []).filter((key) => Object.hasOwn(labels, key));
  const selector =
    spec.labelSelector && keys.length > 0
      ? {
          ...spec.labelSelector,
          matchExpressions: [
            ...(spec.labelSelector.matchExpressions ?? []),
            ...keys.map((key) => ({ key, operator: 'In', values: [labels[key]!] })),
          ],
        }
      : spec.labelSelector;
  return {
    topologyKey: spec.topologyKey,
    maxSkew: spec.maxSkew,
    minDomains: spec.minDomains ?? 1,
    selector,
    selectorKey: JSON.stringify(selector),
    honorsAffinity: spec.nodeAffinityPolicy !== 'Ignore',
    honorsTaints: spec.nodeTaintsPolicy === 'Honor',
  };
}

function ownConstraints(pod: Pod, whenUnsatisfiable: string): readonly Constraint[] {
  const specs = pod.spec.topologySpreadConstraints;
  if (!specs) return [];
  return specs.filter((spec) => spec.whenUnsatisfiable === whenUnsatisfiable).map((spec) => constraintOf(spec, pod));
}

function topologyValue(node: Node, key: string): string | undefined {
  const { labels } = node.metadata;
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Whether a node counts for a constraint. Models matchNodeInclusionPolicies. */
function isIncluded(constraint: Constraint, pod: Pod, node: Node): boolean {
  if (constraint.honorsAffinity && !matchesRequiredNodeAffinity(pod, node)) return false;
  const effects = ['NoSchedule', 'NoExecute'];
  return !constraint.honorsTaints || !findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, effects);
}

/** Matching Pods of the same namespace on a node; terminating ones do not count. Counted once per state of the node. */
function countMatching(info: NodeInfo, { selector, selectorKey }: Constraint, namespace: string | undefined): number {
  const key = `${namespace} ${selectorKey}`;
  const known = info.counts.get(key);
  if (known !== undefined) return known;
  let matching = 0;
  for (const { metadata } of info.pods) {
    if (metadata.namespace !== namespace || metadata.deletionTimestamp !== undefined) continue;
    if (matchesSelector(selector, metadata.labels)) matching++;
  }
  info.counts.set(key, matching);
  return matching;
}

interface HardConstraint extends Constraint {
  readonly counts: ReadonlyMap<string, number>;
  readonly minimum: number;
  readonly matchesItself: boolean;
}

export type SpreadState = readonly HardConstraint[];

/** Counts Pods per domain for the constraints that must hold. Nodes without all the labels do not count. */
export function preFilterSpread(pod: Pod, snapshot: Snapshot): SpreadState {
  const constraints = ownConstraints(pod, 'DoNotSchedule');
  return constraints.map((constraint) => {
    const counts = new Map<string, number>();
    for (const info of snapshot.nodes) {
      if (constraints.some(({ topologyKey }) => topologyValue(info.node, topologyKey) === undefined)) continue;
      if (!isIncluded(constraint, pod, info.node)) continue;
      const value = topologyValue(info.node, constraint.topologyKey)!;
      const matching = countMatching(info, constraint, pod.metadata.namespace);
      counts.set(value, (counts.get(value) ?? 0) + matching);
    }
    const minimum = counts.size < constraint.minDomains ? 0 : Math.min(...counts.values());
    const matchesItself = matchesSelector(constraint.selector, pod.metadata.labels);
    return { ...constraint, counts, minimum, matchesItself };
  });
}

/** Models podtopologyspread Filter. */
export function filterSpread(state: SpreadState, { node }: NodeInfo): Rejection | undefined {
  const reason = "node(s) didn't match pod topology spread constraints";
  for (const { topologyKey, counts, minimum, matchesItself, maxSkew } of state) {
    const value = topologyValue(node, topologyKey);
    if (value === undefined) {
      return { plugin, reasons: [`${reason} (missing required label)`], unresolvable: true };
    }
    const skew = (counts.get(value) ?? 0) + (matchesItself ? 1 : 0) - minimum;
    if (skew > maxSkew) return { plugin, reasons: [reason], unresolvable: false };
  }
  return undefined;
}

/**
 * The labels that make a group of the Pod: selectors of its Services and of the StatefulSet that controls it.
 * Models plugins/helper DefaultSelector.
 */
function defaultSelector(pod: Pod, reader: ClusterReader): LabelSelector | undefined {
  const { namespace, labels } = pod.metadata;
  const matchLabels: Record<string, string> = {};
  for (const service of reader.list('services', namespace)) {
    if (matchesSelector(selectorOfService(service), labels)) Object.assign(matchLabels, service.spec.selector);
  }
  const owner = controllerOf(pod);
  const set = owner?.kind === 'StatefulSet' ? reader.get('statefulsets.apps', namespace, owner.name) : undefined;
  const selector = set?.spec.selector;
  if (!selector && Object.keys(matchLabels).length === 0) return undefined;
  return {
    matchLabels: { ...matchLabels, ...selector?.matchLabels },
    ...(selector?.matchExpressions ? { matchExpressions: selector.matchExpressions } : {}),
  };
}

/** Spread over hosts, and over zones where nodes have them. Models systemDefaultConstraints. */
function defaultConstraints(pod: Pod, reader: ClusterReader): readonly Constraint[] {
  const selector = defaultSelector(pod, reader);
  if (!selector) return [];
  const common = {
    minDomains: 1,
    selector,
    selectorKey: JSON.stringify(selector),
    honorsAffinity: true,
    honorsTaints: false,
  };
  return [
    { ...common, topologyKey: hostname, maxSkew: 3 },
    { ...common, topologyKey: zone, maxSkew: 5 },
  ];
}

/** Scores 0…100 for each of `nodes`; undefined when there is nothing to spread. Models podtopologyspread Score. */
export function scoreSpread(
  pod: Pod,
  nodes: readonly NodeInfo[],
  snapshot: Snapshot,
  reader: ClusterReader,
): readonly number[] | undefined {
  const hasOwn = (pod.spec.topologySpreadConstraints?.length ?? 0) > 0;
  const constraints = hasOwn ? ownConstraints(pod, 'ScheduleAnyway') : defaultConstraints(pod, reader);
  if (constraints.length === 0) return undefined;
  const isIgnored = ({ node }: NodeInfo): boolean =>
    hasOwn && constraints.some(({ topologyKey }) => topologyValue(node, topologyKey) === undefined);
  const counted = nodes.filter((info) => !isIgnored(info));
  const raw = nodes.map(() => 0);
  for (const constraint of constraints) addScores(raw, constraint, { pod, nodes, counted, snapshot });
  const rounded = raw.map(Math.round);
  const valid = rounded.filter((_, index) => !isIgnored(nodes[index]!));
  const max = Math.max(...valid, 0);
  const min = valid.length > 0 ? Math.min(...valid) : 0;
  return rounded.map((score, index) => {
    if (isIgnored(nodes[index]!)) return 0;
    return max === 0 ? 100 : Math.floor((100 * (max + min - score)) / max);
  });
}

interface ScoreInputs {
  readonly pod: Pod;
  readonly nodes: readonly NodeInfo[];
  readonly counted: readonly NodeInfo[];
  readonly snapshot: Snapshot;
}

function addScores(raw: number[], constraint: Constraint, { pod, nodes, counted, snapshot }: ScoreInputs): void {
  const { topologyKey, maxSkew } = constraint;
  const { namespace } = pod.metadata;
  const perHost = topologyKey === hostname;
  const counts = new Map<string, number>();
  if (!perHost) {
    for (const { node } of counted) {
      const value = topologyValue(node, topologyKey);
      if (value !== undefined) counts.set(value, 0);
    }
    for (const info of snapshot.nodes) {
      const value = topologyValue(info.node, topologyKey);
      const before = value === undefined ? undefined : counts.get(value);
      if (value === undefined || before === undefined || !isIncluded(constraint, pod, info.node)) continue;
      counts.set(value, before + countMatching(info, constraint, namespace));
    }
  }
  const weight = Math.log((perHost ? counted.length : counts.size) + 2);
  for (const [index, info] of nodes.entries()) {
    const value = topologyValue(info.node, topologyKey);
    if (value === undefined) continue;
    const matching = perHost ? countMatching(info, constraint, namespace) : (counts.get(value) ?? 0);
    raw[index] = raw[index]! + matching * weight + (maxSkew - 1);
  }
}
