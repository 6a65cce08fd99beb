/** The volume that a claim gets, and why it may get none. Models external-provisioner pkg/controller/controller.go. */

import { refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Node, PersistentVolumeClaim, StorageClass, VolumeNodeAffinity } from '../api/types.ts';
import type { StorageSystem } from './provisioners.ts';
import { provisionedByAnnotation, selectedNodeAnnotation, storageProvisionerAnnotation } from './volume-claims.ts';

export const provisionerFinalizer = 'external-provisioner.volume.kubernetes.io/finalizer';
const zoneLabel = 'topology.kubernetes.io/zone';
const hostLabel = 'kubernetes.io/hostname';

/** Class parameter that says how far a volume reaches: `zone` (default) or `node`. */
export const topologyParameter = 'topology';

/** True when a volume is to be made for the claim now. Models shouldProvision. */
export function shouldProvision(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  reader: ClusterReader,
): boolean {
  const { annotations, deletionTimestamp } = claim.metadata;
  if (claim.spec.volumeName || deletionTimestamp !== undefined) return false;
  if (annotations?.[storageProvisionerAnnotation] !== storageClass.provisioner) return false;
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && !annotations[selectedNodeAnnotation]) return false;
  return !reader.get('persistentvolumes', undefined, volumeNameOf(claim));
}

/** Where the volume will be usable. */
export interface Topology {
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * With WaitForFirstConsumer the zone of the selected node (or that node alone); else what the class allows. Undefined
 * for everywhere.
 */
export function topologyOf(storageClass: StorageClass, node: Node | undefined): Topology | undefined {
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && node) {
    const key = storageClass.parameters?.[topologyParameter] === 'node' ? hostLabel : zoneLabel;
    const value = node.metadata.labels?.[key];
    return value === undefined ? undefined : { key, values: [value] };
  }
  return storageClass.allowedTopologies?.[0]?.matchLabelExpressions?.[0];
}

export function selectedNodeOf(claim: PersistentVolumeClaim, reader: ClusterReader): Node | undefined {
  const name = claim.metadata.annotations?.[selectedNodeAnnotation];
  return name ? reader.get('nodes', undefined, name) : undefined;
}

/** The zone that a fault must hit for the claim to suffer. */
export function zonesOf(topology: Topology | undefined): readonly string[] {
  return topology?.key === zoneLabel ? topology.values : [];
}

export const volumeNameOf = (claim: PersistentVolumeClaim): string => `pvc-${claim.metadata.uid}`;

function affinityOf({ key, values }: Topology): VolumeNodeAffinity {
  return { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] } };
}

/** The PersistentVolume to create. Models Provision. */
export function volumeFor(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  system: StorageSystem,
  topology: Topology | undefined,
): object {
  const name = volumeNameOf(claim);
  const { uid, resourceVersion } = claim.metadata;
  const { accessModes, resources, volumeMode } = claim.spec;
  const source =
    system.source === 'csi'
      ? { csi: { driver: system.driver, fsType: 'ext4', volumeHandle: name } }
      : { hostPath: { path: `/data/${name}` } };
  const { reclaimPolicy = 'Delete', mountOptions } = storageClass;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: { [provisionedByAnnotation]: system.provisioner },
      ...(system.sidecar && reclaimPolicy === 'Delete' ? { finalizers: [provisionerFinalizer] } : {}),
    },
    spec: {
      capacity: { storage: resources?.requests?.['storage'] ?? '0' },
      ...source,
      accessModes,
      claimRef: { ...refOf(claim), apiVersion: 'v1', uid, resourceVersion },
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: storageClass.metadata.name,
      ...(mountOptions ? { mountOptions } : {}),
      ...(volumeMode ? { volumeMode } : {}),
      ...(topology ? { nodeAffinity: affinityOf(topology) } : {}),
    },
  };
}
