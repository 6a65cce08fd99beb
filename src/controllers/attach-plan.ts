/**
 * What to do about one attachable volume: on which nodes it is wanted, which attachments go and which may be made.
 * Models pkg/controller/volume/attachdetach reconciler.go.
 */

import type { ClusterReader } from '../api/reader.ts';
import type { Node, PersistentVolume, Pod } from '../api/types.ts';
import { isNodeReady } from './node-conditions.ts';
import { outOfServiceTaint } from './pod-gc.ts';
import { usesClaim } from './volume-claims.ts';

/** After this time a volume is detached although nobody confirmed that it is unmounted. Models ReconcilerMaxWaitForUnmountDuration. */
const maxWaitForUnmountMs = 360_000;

/** An attachment, or the work on one. */
export interface Attachment {
  readonly node: string;
  /** When the attaching is done. */
  readonly attachedAtMs: number;
  readonly isReported?: boolean;
  /** Since when no Pod on the node wants the volume. */
  readonly unwantedSinceMs?: number;
}

/** Name in `node.status.volumesAttached`; undefined for volumes that are only mounted. */
export function attachedName({ spec: { csi } }: PersistentVolume): string | undefined {
  return csi ? `kubernetes.io/csi/${csi.driver}^${csi.volumeHandle}` : undefined;
}

/** Pods on nodes that use the volume, by node. Pods that have run to their end no longer count. */
export function podsByNode(volume: PersistentVolume, reader: ClusterReader): ReadonlyMap<string, readonly Pod[]> {
  const byNode = new Map<string, Pod[]>();
  const { namespace, name = '', uid } = volume.spec.claimRef ?? {};
  const claim = name ? reader.get('persistentvolumeclaims', namespace, name) : undefined;
  if (!claim || claim.metadata.uid !== uid || claim.spec.volumeName !== volume.metadata.name) return byNode;
  for (const pod of reader.list('pods', namespace)) {
    const { nodeName } = pod.spec;
    const isOver = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    if (!nodeName || isOver || !usesClaim(pod, name)) continue;
    byNode.set(nodeName, [...(byNode.get(nodeName) ?? []), pod]);
  }
  return byNode;
}

/** When an unwanted attachment may go: at once from a healthy node, whose kubelet has unmounted it. */
export function detachAtMs(node: Node | undefined, unwantedSinceMs: number): number {
  if (!node) return unwantedSinceMs + maxWaitForUnmountMs;
  const isOutOfService = node.spec.taints?.some(({ key }) => key === outOfServiceTaint) === true;
  return isNodeReady(node) || isOutOfService ? unwantedSinceMs : unwantedSinceMs + maxWaitForUnmountMs;
}

/** True when the volume may be on one node only. Models IsMultiAttachAllowed. */
export function isExclusive({ spec: { accessModes = [] } }: PersistentVolume): boolean {
  return accessModes.length > 0 && !accessModes.includes('ReadWriteMany') && !accessModes.includes('ReadOnlyMany');
}

/** The text of a FailedAttachVolume event about `pod`. Models reportMultiAttachError. */
export function multiAttachMessage(volume: PersistentVolume, pod: Pod, others: readonly Pod[]): string {
  const prefix = `Multi-Attach error for volume "${volume.metadata.name}" `;
  if (others.length === 0) {
    return `${prefix}Volume is already exclusively attached to one node and can't be attached to another`;
  }
  const names = others
    .filter(({ metadata }) => metadata.namespace === pod.metadata.namespace)
    .map(({ metadata }) => metadata.name);
  const foreign = others.length - names.length;
  if (names.length === 0) return `${prefix}Volume is already used by ${foreign} pod(s) in different namespaces`;
  const more = foreign > 0 ? ` and ${foreign} pod(s) in different namespaces` : '';
  return `${prefix}Volume is already used by pod(s) ${names.join(', ')}${more}`;
}
