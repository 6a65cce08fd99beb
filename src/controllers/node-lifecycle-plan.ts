/** Pure parts of the node lifecycle: health from heartbeats, taints from conditions, the state of zones. */

import type { Node, NodeCondition, Taint } from '../api/types.ts';
import { formatTime } from '../lib/time.ts';
import { readyCondition } from './node-conditions.ts';

export const notReadyTaint = 'node.kubernetes.io/not-ready';
export const unreachableTaint = 'node.kubernetes.io/unreachable';
const unschedulableTaint = 'node.kubernetes.io/unschedulable';

type TaintKind = Pick<Taint, 'key' | 'effect'>;

/** Taint keys that nodes with a condition of that status get. Models nodeConditionToTaintKeyStatusMap. */
const conditionTaints: readonly { readonly type: string; readonly status: string; readonly key: string }[] = [
  { type: 'Ready', status: 'False', key: notReadyTaint },
  { type: 'Ready', status: 'Unknown', key: unreachableTaint },
  { type: 'MemoryPressure', status: 'True', key: 'node.kubernetes.io/memory-pressure' },
  { type: 'DiskPressure', status: 'True', key: 'node.kubernetes.io/disk-pressure' },
  { type: 'NetworkUnavailable', status: 'True', key: 'node.kubernetes.io/network-unavailable' },
  { type: 'PIDPressure', status: 'True', key: 'node.kubernetes.io/pid-pressure' },
];

const noScheduleKeys = [...conditionTaints.map(({ key }) => key), unschedulableTaint];

/** NoSchedule taints that the node's conditions and its cordon ask for. Models doNoScheduleTaintingPass. */
export function wantedNoScheduleKeys({ spec, status }: Node): readonly string[] {
  const keys = conditionTaints
    .filter((row) => status.conditions?.some(({ type, status }) => type === row.type && status === row.status))
    .map(({ key }) => key);
  return spec.unschedulable ? [...keys, unschedulableTaint] : keys;
}

export function hasTaint({ spec }: Node, key: string, effect: string): boolean {
  return spec.taints?.some((taint) => taint.key === key && taint.effect === effect) === true;
}

/** The node's taints after some were added (with the time) and some removed; undefined when nothing changes. */
export function changedTaints(
  { spec }: Node,
  add: readonly TaintKind[],
  remove: readonly TaintKind[],
  nowMs: number,
): readonly Taint[] | undefined {
  const taints = spec.taints ?? [];
  const isIn = (list: readonly TaintKind[], { key, effect }: TaintKind): boolean =>
    list.some((other) => other.key === key && other.effect === effect);
  const kept = taints.filter((taint) => !isIn(remove, taint));
  const added = add.filter((taint) => !isIn(taints, taint));
  if (added.length === 0 && kept.length === taints.length) return undefined;
  const timeAdded = formatTime(nowMs);
  return [...kept, ...added.map(({ key, effect }) => ({ effect, key, timeAdded }))];
}

/** Brings the NoSchedule taints in step; undefined when they are. */
export function noScheduleTaints(node: Node, nowMs: number): readonly Taint[] | undefined {
  const wanted = wantedNoScheduleKeys(node);
  const kind = (key: string): TaintKind => ({ key, effect: 'NoSchedule' });
  const unwanted = noScheduleKeys.filter((key) => !wanted.includes(key));
  return changedTaints(node, wanted.map(kind), unwanted.map(kind), nowMs);
}

const healthConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** Conditions of a node whose heartbeats stopped. Models the Unknown branch of tryUpdateNodeHealth. */
export function unknownConditions({ status }: Node, nowMs: number): readonly NodeCondition[] {
  const now = formatTime(nowMs);
  const present = status.conditions ?? [];
  const changed = present.map((condition) => {
    if (!healthConditions.includes(condition.type) || condition.status === 'Unknown') return condition;
    const reason = 'NodeStatusUnknown';
    const message = 'Kubelet stopped posting node status.';
    return { ...condition, status: 'Unknown', reason, message, lastTransitionTime: now };
  });
  const missing = healthConditions
    .filter((type) => !present.some((condition) => condition.type === type))
    .map((type) => ({
      type,
      status: 'Unknown',
      lastHeartbeatTime: now,
      lastTransitionTime: now,
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
    }));
  return [...changed, ...missing];
}

export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** The zone's name, for which evictions are limited together. Models GetZoneKey. */
export function zoneOf({ metadata: { labels } }: Node): string {
  return `${labels?.['topology.kubernetes.io/region'] ?? ''}/${labels?.['topology.kubernetes.io/zone'] ?? ''}`;
}

/** Models ComputeZoneState: partial from 55 % (and at least three) not ready nodes on. */
export function zoneState(nodes: readonly Node[]): ZoneState {
  const notReady = nodes.filter((node) => readyCondition(node)?.status !== 'True').length;
  if (notReady > 0 && notReady === nodes.length) return 'FullDisruption';
  return notReady > 2 && notReady / nodes.length >= 0.55 ? 'PartialDisruption' : 'Normal';
}

const largeClusterSize = 50;

/** Time between two NoExecute taints in a zone; undefined for none at all. Models setLimiterInZone. */
export function evictionPauseMs(state: ZoneState, size: number): number | undefined {
  if (state !== 'PartialDisruption') return 10_000;
  return size > largeClusterSize ? 100_000 : undefined;
}
