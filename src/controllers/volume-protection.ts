/**
 * Keeps claims that Pods use, and volumes that claims are bound to, from vanishing: their finalizer goes only when
 * nobody uses them. Models pkg/controller/volume/pvcprotection and pvprotection.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { isTerminating, objectKey, refOf, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName, rowByKind } from '../api/scheme.ts';
import type { PersistentVolumeClaim, Pod } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import { podsUsingClaim } from './pod-index.ts';
import { claimsOfPod } from './volume-claims.ts';

const claimFinalizer = 'kubernetes.io/pvc-protection';
const volumeFinalizer = 'kubernetes.io/pv-protection';

export const claimProtection: Controller = {
  name: 'pvc-protection-controller',
  // It asks the API server once more for Pods before it lets go: a StatefulSet is quicker and meets the old claim.
  reactionMs: (_key, { reactionMs }) => reactionMs * 6,
  keysFor(change, reader) {
    if (change.resource === 'persistentvolumeclaims')
      return change.type === 'DELETED' ? [] : keyWhenTerminating(change);
    return change.resource === 'pods' ? keysForPod(change as StoreChange<Pod>, reader) : [];
  },
  sync(key, context) {
    const [namespace, name] = key.split('/') as [string, string];
    const claim = context.reader.get('persistentvolumeclaims', namespace, name);
    if (!claim || !isTerminating(claim)) return {};
    const pods = podsThatProtect(claim, context.reader);
    if (pods.length > 0) return { decisions: [keptBy(claim, pods)] };
    return removeFinalizer(claim, claimFinalizer, context);
  },
};

export const volumeProtection: Controller = {
  name: 'pv-protection-controller',
  keysFor: (change) =>
    change.resource === 'persistentvolumes' && change.type !== 'DELETED' ? keyWhenTerminating(change) : [],
  sync(key, context) {
    const volume = context.reader.get('persistentvolumes', undefined, key);
    if (!volume || !isTerminating(volume)) return {};
    // Models isBeingUsed: what a claim is bound to is Bound; Released volumes are free to go.
    if (volume.status.phase !== 'Bound') return removeFinalizer(volume, volumeFinalizer, context);
    const { namespace = '', name = '' } = volume.spec.claimRef ?? {};
    const claim = { kind: 'PersistentVolumeClaim', namespace, name };
    return {
      decisions: [
        {
          about: refOf(volume),
          verdict: 'waits',
          reason: 'VolumeInUse',
          message: `${key} is not removed: it is bound to ${namespace}/${name}.`,
          blockedBy: [claim],
          rule: { object: refOf(volume), field: 'metadata.finalizers' },
        },
      ],
    };
  },
};

function keyWhenTerminating({ object, key }: StoreChange): readonly QueueWish[] {
  return isTerminating(object) ? [key] : [];
}

/** A Pod that goes, or that ceases to be what it was, may free its claims. */
function keysForPod({ type, object }: StoreChange<Pod>, reader: ClusterReader): readonly QueueWish[] {
  if (type !== 'DELETED') return [];
  const { namespace } = object.metadata;
  return claimsOfPod(object)
    .map(({ claimName }) => reader.get('persistentvolumeclaims', namespace, claimName))
    .filter((claim) => claim !== undefined && isTerminating(claim))
    .map((claim) => objectKey(claim!));
}

/** Pods on a node protect their claims, also when they have run to their end; Pods that were never scheduled do not. */
function podsThatProtect(claim: PersistentVolumeClaim, reader: ClusterReader): readonly Pod[] {
  const { namespace, name } = claim.metadata;
  return podsUsingClaim(namespace, name, reader).filter((pod) => pod.spec.nodeName);
}

function keptBy(claim: PersistentVolumeClaim, pods: readonly Pod[]): Decision {
  const about = refOf(claim);
  const names = pods.map((pod) => pod.metadata.name).join(', ');
  return {
    about,
    verdict: 'waits',
    reason: 'ClaimInUse',
    message: `${about.name} is not removed: ${names} ${pods.length === 1 ? 'uses' : 'use'} it.`,
    blockedBy: pods.map(refOf),
    rule: { object: about, field: 'metadata.finalizers' },
  };
}

function removeFinalizer(object: KubeObject, finalizer: string, context: SyncContext): SyncResult {
  const { namespace, name, finalizers = [] } = object.metadata;
  if (!finalizers.includes(finalizer)) return {};
  const resource = resourceName(rowByKind(object.apiVersion, object.kind)!);
  const path = { resource, name, ...(namespace ? { namespace } : {}) };
  const others = finalizers.filter((other) => other !== finalizer);
  const response = context.request(patchRequest(path, 'merge', { metadata: { finalizers: others } }));
  return response.code < 300 || response.code === 404 ? {} : { error: JSON.stringify(response.body) };
}
