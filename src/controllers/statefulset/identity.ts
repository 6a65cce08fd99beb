/**
 * Who a Pod of a StatefulSet is: ordinals and names, the Pod object for an ordinal, and whether a live Pod still has
 * the identity and the storage it should have. Models pkg/controller/statefulset stateful_set_utils.go.
 */

import type { KubeObject } from '../../api/object.ts';
import type {
  OwnerReference,
  PersistentVolumeClaim,
  Pod,
  PodTemplateSpec,
  StatefulSet,
  Volume,
} from '../../api/types.ts';

export const podNameLabel = 'statefulset.kubernetes.io/pod-name';
export const podIndexLabel = 'apps.kubernetes.io/pod-index';
export const revisionLabel = 'controller-revision-hash';

/** The two halves of a Pod name `<parent>-<ordinal>`; parent is empty and ordinal −1 when the name has no ordinal. */
export interface PodIdentity {
  readonly parent: string;
  readonly ordinal: number;
}

const noIdentity: PodIdentity = { parent: '', ordinal: -1 };
const maxInt32 = 2_147_483_647;

/** Parses a Pod name. An ordinal that does not fit an int32 is no ordinal. Models getParentNameAndOrdinal. */
export function parsePodName(name: string): PodIdentity {
  const dash = name.lastIndexOf('-');
  if (dash < 0 || dash === name.length - 1) return noIdentity;
  for (let i = dash + 1; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < 48 || code > 57) return noIdentity;
  }
  const ordinal = Number(name.slice(dash + 1));
  return ordinal > maxInt32 ? noIdentity : { parent: name.slice(0, dash), ordinal };
}

/** `spec.ordinals.start`. */
export function startOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

export function replicasOf(set: StatefulSet): number {
  return set.spec.replicas ?? 1;
}

export function inOrdinalRange(set: StatefulSet, ordinal: number): boolean {
  const start = startOrdinal(set);
  return ordinal >= start && ordinal < start + replicasOf(set);
}

export function podName(set: KubeObject, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** The name of an ordinal's claim: `<template>-<set>-<ordinal>`. */
export function claimName(set: KubeObject, template: PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/** The controller reference that Pods, ControllerRevisions and (by policy) claims carry. */
export function controllerRef(set: StatefulSet): OwnerReference {
  const { name, uid } = set.metadata;
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid, controller: true, blockOwnerDeletion: true };
}

/** A Pod as it is sent for creation: what the server fills in is absent. */
export type PodDraft = Omit<Pod, 'metadata' | 'status'> & {
  readonly metadata: Omit<Pod['metadata'], 'uid' | 'resourceVersion' | 'creationTimestamp'>;
};

/** Claim volumes first, then the others of different names. Models updateStorage. */
function withClaimVolumes(set: StatefulSet, ordinal: number, volumes: readonly Volume[] = []): readonly Volume[] {
  const templates = set.spec.volumeClaimTemplates ?? [];
  if (templates.length === 0) return volumes;
  const names = new Set(templates.map(({ metadata }) => metadata.name));
  const claims = templates.map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }));
  return [...claims, ...volumes.filter(({ name }) => !names.has(name))];
}

/** The Pod of an ordinal as the template of a revision wants it. Models newStatefulSetPod with initIdentity and updateStorage. */
export function newPod(set: StatefulSet, template: PodTemplateSpec, ordinal: number, revision: string): PodDraft {
  const name = podName(set, ordinal);
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const { subdomain: _, ...spec } = template.spec;
  const volumes = withClaimVolumes(set, ordinal, spec.volumes);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace!,
      labels: { ...labels, [podNameLabel]: name, [podIndexLabel]: String(ordinal), [revisionLabel]: revision },
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [controllerRef(set)],
    },
    spec: {
      ...spec,
      ...(volumes.length > 0 ? { volumes } : {}),
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
    },
  };
}

/** True when name, namespace and the pod-name label say the same. The revision and index labels are not looked at. */
export function identityMatches(set: StatefulSet, pod: Pod): boolean {
  const { parent, ordinal } = parsePodName(pod.metadata.name);
  const { name, namespace, labels } = pod.metadata;
  return (
    ordinal >= 0 &&
    parent === set.metadata.name &&
    namespace === set.metadata.namespace &&
    labels?.[podNameLabel] === name
  );
}

/** True when each claim template has its volume in the Pod, pointing at the Pod's own claim. */
export function storageMatches(set: StatefulSet, pod: Pod): boolean {
  const templates = set.spec.volumeClaimTemplates ?? [];
  const { ordinal } = parsePodName(pod.metadata.name);
  return templates.every((template) => {
    const volume = pod.spec.volumes?.find(({ name }) => name === template.metadata.name);
    return volume?.persistentVolumeClaim?.claimName === claimName(set, template, ordinal);
  });
}

/** The Pod with its identity labels put right. Models updateIdentity. */
export function withIdentity(pod: Pod): Pod {
  const labels = {
    ...pod.metadata.labels,
    [podNameLabel]: pod.metadata.name,
    [podIndexLabel]: String(parsePodName(pod.metadata.name).ordinal),
  };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}

/** The Pod with its claim volumes put right (which the API refuses for a live Pod). Models updateStorage. */
export function withStorage(set: StatefulSet, pod: Pod): Pod {
  return {
    ...pod,
    spec: { ...pod.spec, volumes: withClaimVolumes(set, parsePodName(pod.metadata.name).ordinal, pod.spec.volumes) },
  };
}
