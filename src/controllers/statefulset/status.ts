/**
 * The status of a StatefulSet, computed from its Pods. Models stateful_set_control.go computeReplicaStatus,
 * completeRollingUpdate and inconsistentStatus.
 */

import type { StatefulSet, StatefulSetStatus } from '../../api/types.ts';
import { replicasOf } from './identity.ts';
import { isAvailable, isRunningAndReady, type PodFacts } from './pod-facts.ts';

/** The names of the two revisions a set is between. */
export interface RevisionNames {
  readonly current: string;
  readonly update: string;
}

/** Counts the Pods. Models computeReplicaStatus and updateStatus. */
export function computeStatus(
  set: StatefulSet,
  pods: readonly PodFacts[],
  revisions: RevisionNames,
  collisionCount: number,
  nowMs: number,
): StatefulSetStatus {
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  let [replicas, ready, available, current, updated] = [0, 0, 0, 0, 0];
  for (const pod of pods) {
    if (pod.phase === '') continue;
    replicas++;
    if (isRunningAndReady(pod)) {
      ready++;
      if (isAvailable(pod, minReadySeconds, nowMs)) available++;
    }
    if (pod.terminating) continue;
    if (pod.revision === revisions.current) current++;
    if (pod.revision === revisions.update) updated++;
  }
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas,
    readyReplicas: ready,
    currentReplicas: current,
    updatedReplicas: updated,
    currentRevision: revisions.current,
    updateRevision: revisions.update,
    collisionCount,
    availableReplicas: available,
  };
}

/** Makes the update revision the current one when every Pod is at it and ready; never with OnDelete. Models completeRollingUpdate. */
export function completeRollingUpdate(set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  if (set.spec.updateStrategy?.type === 'OnDelete') return status;
  const { replicas, updatedReplicas = 0, readyReplicas, updateRevision } = status;
  const wanted = replicasOf(set);
  if (updatedReplicas !== wanted || replicas !== wanted || readyReplicas !== wanted) return status;
  return { ...status, currentRevision: updateRevision ?? '', currentReplicas: updatedReplicas };
}

const counted = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
] as const satisfies readonly (keyof StatefulSetStatus)[];

/** True when the stored status has to be written anew; a change of collisionCount alone is none. Models inconsistentStatus. */
export function needsWrite(stored: StatefulSetStatus | undefined, computed: StatefulSetStatus): boolean {
  if ((computed.observedGeneration ?? 0) > (stored?.observedGeneration ?? 0)) return true;
  if ((stored?.currentRevision ?? '') !== computed.currentRevision) return true;
  if ((stored?.updateRevision ?? '') !== computed.updateRevision) return true;
  return counted.some((field) => (stored?.[field] ?? 0) !== computed[field]);
}

/** The status as it is stored: Go leaves zero counts out, except `replicas` and `availableReplicas`. */
export function storedStatus(status: StatefulSetStatus): StatefulSetStatus {
  const { readyReplicas, currentReplicas, updatedReplicas, ...rest } = status;
  return {
    ...rest,
    ...(readyReplicas ? { readyReplicas } : {}),
    ...(currentReplicas ? { currentReplicas } : {}),
    ...(updatedReplicas ? { updatedReplicas } : {}),
  };
}
