/**
 * Volumes in scheduling: what must be true before any node is looked at, and which nodes the volumes allow.
 * Models pkg/scheduler/framework/plugins/{volumebinding,volumezone,volumerestrictions}.
 */

import { refOf, type ObjectRef } from '../../api/object.ts';
import type { ClusterReader } from '../../api/reader.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/types.ts';
import { podsUsingClaim } from '../pod-index.ts';
import { findMatchingVolume, volumeAllowsNode } from '../volume-match.ts';
import {
  claimsOfPod,
  isDelayBinding,
  isFullyBound,
  isOwnedByPod,
  noProvisioner,
  selectedNodeAnnotation,
  storageClassOf,
} from '../volume-claims.ts';
import type { Rejection } from './status.ts';
import { isTerminal, nodeNameOf, type NodeInfo } from './snapshot.ts';

/** The Pod's claims, sorted by what is left to do with them. Models volumebinding.PodVolumeClaims. */
export interface VolumeState {
  readonly bound: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume | undefined }[];
  /** Claims that wait for a node to be chosen. */
  readonly toBind: readonly PersistentVolumeClaim[];
  /** Other Pods that use a ReadWriteOncePod claim of the Pod. */
  readonly exclusiveUsers: readonly Pod[];
  /** Nodes that local volumes pin the Pod to; undefined for no such limit. */
  readonly pinnedTo?: ReadonlySet<string>;
  /** Volumes that may be bound to the claims in `toBind`. */
  readonly candidates: readonly PersistentVolume[];
}

const noVolumes: VolumeState = { bound: [], toBind: [], exclusiveUsers: [], candidates: [] };

function refuse(plugin: string, reason: string, blockedBy: ObjectRef): { readonly rejection: Rejection } {
  return { rejection: { plugin, reasons: [reason], unresolvable: true, blockedBy: [blockedBy] } };
}

/** Looks at the Pod's claims. Models the PreFilter steps of VolumeRestrictions, VolumeBinding and VolumeZone, in this order. */
export function preFilterVolumes(
  pod: Pod,
  reader: ClusterReader,
): { readonly state: VolumeState } | { readonly rejection: Rejection } {
  const uses = claimsOfPod(pod);
  if (uses.length === 0) return { state: noVolumes };
  const claims: PersistentVolumeClaim[] = [];
  const { namespace = '', name } = pod.metadata;
  for (const { claimName, ephemeral } of uses) {
    const claim = reader.get('persistentvolumeclaims', namespace, claimName);
    const ref: ObjectRef = { kind: 'PersistentVolumeClaim', namespace, name: claimName };
    if (!claim) {
      const reason = ephemeral
        ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${claimName}"`
        : `persistentvolumeclaim "${claimName}" not found`;
      return refuse('VolumeBinding', reason, ref);
    }
    if (claim.status.phase === 'Lost') {
      const reason = `persistentvolumeclaim "${claimName}" bound to non-existent persistentvolume "${claim.spec.volumeName}"`;
      return refuse('VolumeBinding', reason, ref);
    }
    if (claim.metadata.deletionTimestamp !== undefined) {
      return refuse('VolumeBinding', `persistentvolumeclaim "${claimName}" is being deleted`, ref);
    }
    if (ephemeral && !isOwnedByPod(claim, pod)) {
      const reason = `PVC ${namespace}/${claimName} was not created for pod ${namespace}/${name} (pod is not owner)`;
      return refuse('VolumeBinding', reason, ref);
    }
    claims.push(claim);
  }
  const toBind: PersistentVolumeClaim[] = [];
  const bound: VolumeState['bound'][number][] = [];
  for (const claim of claims) {
    if (isFullyBound(claim)) {
      bound.push({ claim, volume: reader.get('persistentvolumes', undefined, claim.spec.volumeName!) });
    } else if (!claim.spec.volumeName && isDelayBinding(claim, reader)) {
      toBind.push(claim);
    } else {
      return refuse('VolumeBinding', 'pod has unbound immediate PersistentVolumeClaims', refOf(claim));
    }
  }
  const missing = bound.find(({ volume }) => !volume);
  if (missing) {
    const volumeName = missing.claim.spec.volumeName!;
    const ref = { kind: 'PersistentVolume', name: volumeName };
    return refuse('VolumeZone', `persistentvolume "${volumeName}" not found`, ref);
  }
  const pinnedTo = localNodeNames(bound);
  return {
    state: {
      bound,
      toBind,
      exclusiveUsers: exclusiveUsers(pod, claims, reader),
      ...(pinnedTo ? { pinnedTo } : {}),
      candidates: toBind.length > 0 ? reader.list('persistentvolumes') : [],
    },
  };
}

function exclusiveUsers(pod: Pod, claims: readonly PersistentVolumeClaim[], reader: ClusterReader): readonly Pod[] {
  const exclusive = claims.filter((claim) => claim.spec.accessModes?.includes('ReadWriteOncePod'));
  return exclusive.flatMap(({ metadata: { namespace, name } }) =>
    podsUsingClaim(namespace, name, reader).filter(
      (other) => other.metadata.uid !== pod.metadata.uid && nodeNameOf(other) !== undefined && !isTerminal(other),
    ),
  );
}

/** Node names that local volumes name by hostname. Models util.GetLocalPersistentVolumeNodeNames. */
function localNodeNames(bound: VolumeState['bound']): ReadonlySet<string> | undefined {
  let names: ReadonlySet<string> | undefined;
  for (const { volume } of bound) {
    if (!volume?.spec.local) continue;
    const terms = volume.spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
    const hosts = terms.flatMap((term) =>
      (term.matchExpressions ?? [])
        .filter(({ key, operator }) => key === 'kubernetes.io/hostname' && operator === 'In')
        .flatMap(({ values }) => values ?? []),
    );
    if (hosts.length > 0) names = new Set(hosts.filter((host) => !names || names.has(host)));
  }
  return names;
}

export const exclusiveClaimReason =
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';

/** Models volumerestrictions Filter. */
export function filterVolumeRestrictions(state: VolumeState): Rejection | undefined {
  const { exclusiveUsers: users } = state;
  if (users.length === 0) return undefined;
  const blockedBy = users.map(refOf);
  return { plugin: 'VolumeRestrictions', reasons: [exclusiveClaimReason], unresolvable: false, blockedBy };
}

/** A volume chosen for a claim on a node, or none: it is to be provisioned there. */
export interface ClaimBinding {
  readonly claim: PersistentVolumeClaim;
  readonly volume?: PersistentVolume;
}

/** Which volumes the waiting claims would get on a node, or undefined when one would get none. Models FindPodVolumes. */
export function planBindings(
  state: VolumeState,
  node: Node,
  reader: ClusterReader,
): readonly ClaimBinding[] | undefined {
  const bindings: ClaimBinding[] = [];
  const taken = new Set<string>();
  for (const claim of state.toBind) {
    const selectedNode = claim.metadata.annotations?.[selectedNodeAnnotation];
    if (selectedNode && selectedNode !== node.metadata.name) return undefined;
    const volume = findMatchingVolume(claim, state.candidates, { node, delayBinding: true, taken });
    if (volume) {
      taken.add(volume.metadata.name);
      bindings.push({ claim, volume });
      continue;
    }
    const storageClass = storageClassOf(claim, reader);
    if (!storageClass || storageClass.provisioner === noProvisioner || !allowsTopology(storageClass, node)) {
      return undefined;
    }
    bindings.push({ claim });
  }
  return bindings;
}

/** Whether a class may make volumes for the node. Models v1helper.MatchTopologySelectorTerms. */
export function allowsTopology({ allowedTopologies }: StorageClass, node: Node): boolean {
  if (!allowedTopologies || allowedTopologies.length === 0) return true;
  const { labels } = node.metadata;
  return allowedTopologies.some((term) =>
    (term.matchLabelExpressions ?? []).every(({ key, values }) => {
      const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
      return value !== undefined && values.includes(value);
    }),
  );
}

/** Models volumebinding Filter. */
export function filterVolumeBinding(state: VolumeState, info: NodeInfo, reader: ClusterReader): Rejection | undefined {
  const reasons: string[] = [];
  if (state.bound.some(({ volume }) => volume && !volumeAllowsNode(volume, info.node))) {
    reasons.push("node(s) didn't match PersistentVolume's node affinity");
  }
  if (state.toBind.length > 0 && !planBindings(state, info.node, reader)) {
    reasons.push("node(s) didn't find available persistent volumes to bind");
  }
  return reasons.length > 0 ? { plugin: 'VolumeBinding', reasons, unresolvable: true } : undefined;
}

const topologyLabels = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

/** Models volumezone Filter: labels of bound volumes against those of the node. */
export function filterVolumeZone(state: VolumeState, { node }: NodeInfo): Rejection | undefined {
  const nodeLabels = node.metadata.labels ?? {};
  if (!topologyLabels.some((label) => Object.hasOwn(nodeLabels, label))) return undefined;
  for (const { volume } of state.bound) {
    for (const label of topologyLabels) {
      const value = volume?.metadata.labels?.[label];
      if (value === undefined || value.split('__').includes(nodeLabels[label] ?? '')) continue;
      return { plugin: 'VolumeZone', reasons: ['node(s) had no available volume zone'], unresolvable: true };
    }
  }
  return undefined;
}
