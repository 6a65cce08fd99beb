/**
 * What to do about one attachable volume: on which nodes it is wanted, which attachments go and which may be made.
 * Models pkg/controller/volume/attachdetach reconciler.go.
 */

import type { ClusterReader } from '../api/reader.ts';
import type { Node, PersistentVolume, Pod } from '../api/types.ts';
import { isNodeReady } from './node-conditions.ts';
import { outOfServiceTaint } from './pod-gc.ts';
import { podsOnNode, podsUsingClaim } from './pod-index.ts';
import { claimsOfPod } from './volume-claims.ts';

/** After this time a volume is detached although nobody confirmed that it is unmounted. Models ReconcilerMaxWaitForUnmountDuration. */
const maxWaitForUnmountMs = 360_000;

/** An attachment of a volume to a node, or the work on one. */
export interface Attachment {
  readonly volume: string;
  /** As in `node.status.volumesAttached`. */
  readonly name: string;
  /** When the attaching is done. */
  readonly attachedAtMs: number;
  readonly isReported?: boolean;
  /** Since when no Pod on the node wants the volume. */
  readonly unwantedSinceMs?: number;
}

/** Attachments of one node by the names of volumes. */
export type Attachments = ReadonlyMap<string, Attachment>;

/** Name in `node.status.volumesAttached`; undefined for volumes that are only mounted. */
export function attachedName({ spec: { csi } }: PersistentVolume): string | undefined {
  return csi && `kubernetes.io/csi/${csi.driver}^${csi.volumeHandle}`;
}

/** The attachable volumes that the Pod's claims are bound to. */
export function volumesOfPod(pod: Pod, reader: ClusterReader): readonly PersistentVolume[] {
  const volumes: PersistentVolume[] = [];
  for (const { claimName } of claimsOfPod(pod)) {
    const claim = reader.get('persistentvolumeclaims', pod.metadata.namespace, claimName);
    const name = claim?.spec.volumeName;
    const volume = name ? reader.get('persistentvolumes', undefined, name) : undefined;
    if (volume?.spec.csi && volume.spec.claimRef?.uid === claim!.metadata.uid) volumes.push(volume);
  }
  return volumes;
}

/** A volume with the Pods on one node that use it. */
export interface Want {
  readonly volume: PersistentVolume;
  readonly pods: readonly Pod[];
}

/** What the Pods on the node want attached; those that have run to their end no longer count. */
export function wantsOfNode(nodeName: string, reader: ClusterReader): ReadonlyMap<string, Want> {
  const wants = new Map<string, Want>();
  for (const pod of podsOnNode(nodeName, reader)) {
    if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') continue;
    for (const volume of volumesOfPod(pod, reader)) {
      const { name } = volume.metadata;
      const others = wants.get(name)?.pods;
      wants.set(name, { volume, pods: others ? [...others, pod] : [pod] });
    }
  }
  return wants;
}

/** Pods on the node that use the volume. */
export function podsOfVolume({ spec }: PersistentVolume, nodeName: string, reader: ClusterReader): readonly Pod[] {
  const { namespace, name = '' } = spec.claimRef ?? {};
  return podsUsingClaim(namespace, name, reader).filter((pod) => pod.spec.nodeName === nodeName);
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
