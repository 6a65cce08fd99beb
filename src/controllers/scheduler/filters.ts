/**
 * The filters of one scheduling cycle in their order; the first that refuses a node gives its reasons.
 * Models the Filter plugins of pkg/scheduler/apis/config/v1/default_plugins.go. Left out: NodeVolumeLimits, since
 * without CSINode objects no driver has a limit.
 */

import { matchesRequiredNodeAffinity } from '../../api/node-selector.ts';
import type { ClusterReader } from '../../api/reader.ts';
import { findUntoleratedTaint, toleratesTaint } from '../../api/toleration.ts';
import type { Pod } from '../../api/types.ts';
import { filterAffinity, preFilterAffinity, type AffinityState } from './affinity.ts';
import { podRequests } from './requests.ts';
import { hostPortsOf, withoutPods, type HostPort, type NodeInfo, type Snapshot } from './snapshot.ts';
import type { Rejection } from './status.ts';
import { filterSpread, preFilterSpread, type SpreadState } from './topology-spread.ts';
import {
  filterVolumeBinding,
  filterVolumeRestrictions,
  filterVolumeZone,
  preFilterVolumes,
  type VolumeState,
} from './volumes.ts';

/** What is worked out once per cycle, before the nodes are looked at. */
export interface CycleState {
  readonly pod: Pod;
  readonly reader: ClusterReader;
  readonly volumes: VolumeState;
  readonly spread: SpreadState;
  readonly affinity: AffinityState;
}

export const unschedulableTaint = 'node.kubernetes.io/unschedulable';

/** Pod-wide checks; a rejection here refuses all nodes at once. Models RunPreFilterPlugins. */
export function preFilter(
  pod: Pod,
  snapshot: Snapshot,
  reader: ClusterReader,
): { readonly state: CycleState } | { readonly rejection: Rejection } {
  const volumes = preFilterVolumes(pod, reader);
  if ('rejection' in volumes) return volumes;
  const state = {
    pod,
    reader,
    volumes: volumes.state,
    spread: preFilterSpread(pod, snapshot),
    affinity: preFilterAffinity(pod, snapshot, reader),
  };
  return { state };
}

/** Why the node cannot take the Pod, or undefined when it can. Models RunFilterPlugins. */
export function filterNode(state: CycleState, info: NodeInfo): Rejection | undefined {
  const { pod, volumes } = state;
  return (
    filterPinned(state, info) ??
    filterUnschedulable(pod, info) ??
    filterNodeName(pod, info) ??
    filterTaints(pod, info) ??
    filterNodeAffinity(pod, info) ??
    filterPorts(pod, info) ??
    filterResources(pod, info) ??
    filterVolumeRestrictions(volumes) ??
    filterVolumeBinding(volumes, info, state.reader) ??
    filterVolumeZone(volumes, info) ??
    filterSpread(state.spread, info) ??
    filterAffinity(state.affinity, info)
  );
}

/**
 * The same as if some Pods of the node were gone: what a dry run of preemption asks. Models the RemovePod extensions
 * of the plugins with RunFilterPluginsWithNominatedPods.
 */
export function filterWithout(
  state: CycleState,
  snapshot: Snapshot,
  info: NodeInfo,
  gone: ReadonlySet<Pod>,
): Rejection | undefined {
  const { pod, reader, volumes } = state;
  const { nodeWithout, snapshotWithout } = withoutPods(snapshot, info, gone);
  const hypothetical = {
    ...state,
    volumes: { ...volumes, exclusiveUsers: volumes.exclusiveUsers.filter((user) => !gone.has(user)) },
    spread: preFilterSpread(pod, snapshotWithout),
    affinity: preFilterAffinity(pod, snapshotWithout, reader),
  };
  return filterNode(hypothetical, nodeWithout);
}

const refuse = (plugin: string, reason: string, unresolvable: boolean): Rejection => ({
  plugin,
  reasons: [reason],
  unresolvable,
});

/** Nodes that a PreFilter plugin left out: those that a local volume is not on. */
function filterPinned({ volumes }: CycleState, { node }: NodeInfo): Rejection | undefined {
  if (!volumes.pinnedTo || volumes.pinnedTo.has(node.metadata.name)) return undefined;
  return refuse('VolumeBinding', "node(s) didn't satisfy plugin(s) [VolumeBinding]", true);
}

function filterUnschedulable(pod: Pod, { node }: NodeInfo): Rejection | undefined {
  if (!node.spec.unschedulable) return undefined;
  const taint = { key: unschedulableTaint, effect: 'NoSchedule' };
  if (pod.spec.tolerations?.some((toleration) => toleratesTaint(toleration, taint))) return undefined;
  return refuse('NodeUnschedulable', 'node(s) were unschedulable', true);
}

function filterNodeName(pod: Pod, { node }: NodeInfo): Rejection | undefined {
  if (!pod.spec.nodeName || pod.spec.nodeName === node.metadata.name) return undefined;
  return refuse('NodeName', "node(s) didn't match the requested node name", true);
}

function filterTaints(pod: Pod, { node }: NodeInfo): Rejection | undefined {
  if (!findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute'])) return undefined;
  return refuse('TaintToleration', 'node(s) had untolerated taint(s)', true);
}

function filterNodeAffinity(pod: Pod, { node }: NodeInfo): Rejection | undefined {
  if (matchesRequiredNodeAffinity(pod, node)) return undefined;
  return refuse('NodeAffinity', "node(s) didn't match Pod's node affinity/selector", true);
}

function conflicts(a: HostPort, b: HostPort): boolean {
  if (a.port !== b.port || a.protocol !== b.protocol) return false;
  return a.ip === b.ip || a.ip === '0.0.0.0' || b.ip === '0.0.0.0';
}

function filterPorts(pod: Pod, { hostPorts }: NodeInfo): Rejection | undefined {
  const wanted = hostPortsOf(pod);
  if (!wanted.some((port) => hostPorts.some((used) => conflicts(port, used)))) return undefined;
  return refuse('NodePorts', "node(s) didn't have free ports for the requested pod ports", false);
}

/** Order in which upstream checks and prints resources. */
const firstResources = ['cpu', 'memory', 'ephemeral-storage'];

/** Models noderesources fit.go fitsRequest. */
function filterResources(pod: Pod, { pods, allocatable, requested }: NodeInfo): Rejection | undefined {
  const reasons: string[] = [];
  let unresolvable = false;
  if (pods.length + 1 > (allocatable.get('pods') ?? 0)) reasons.push('Too many pods');
  const { amounts } = podRequests(pod);
  const others = [...amounts.keys()].filter((name) => !firstResources.includes(name));
  for (const name of [...firstResources, ...others]) {
    const wanted = amounts.get(name) ?? 0;
    const total = allocatable.get(name) ?? 0;
    if (wanted === 0 || wanted <= total - (requested.get(name) ?? 0)) continue;
    reasons.push(`Insufficient ${name}`);
    if (wanted > total) unresolvable = true;
  }
  return reasons.length > 0 ? { plugin: 'NodeResourcesFit', reasons, unresolvable } : undefined;
}
