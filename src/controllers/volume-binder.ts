/**
 * persistentvolume-controller: brings claims and volumes together. Keys are `claim/<namespace>/<name>` and
 * `volume/<name>`. Models pkg/controller/volume/persistentvolume pv_controller.go; in-tree plugins are left out.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { JsonObject } from '../api/json.ts';
import { objectKey, type KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { resourceName, rowByKind } from '../api/scheme.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';
import { planClaim, type ClaimPlan } from './volume-binder-claim.ts';
import { planVolume } from './volume-binder-volume.ts';
import {
  betaStorageProvisionerAnnotation,
  bindCompletedAnnotation,
  boundByControllerAnnotation,
  storageProvisionerAnnotation,
} from './volume-claims.ts';

/** Claims that are not bound are looked at again this often; new classes are noticed only then. Models PVClaimBinderSyncPeriod. */
const resyncMs = 15_000;

const claimKey = (key: string): string => `claim/${key}`;
const volumeKey = (name: string): string => `volume/${name}`;

export const volumeBinder: Controller = {
  name: 'persistentvolume-controller',
  keysFor,
  sync(key, context) {
    const [kind, ...path] = key.split('/');
    if (kind === 'volume') return syncVolume(path[0]!, context);
    return syncClaim(path[0]!, path[1]!, context);
  },
};

function keysFor(change: StoreChange, reader: ClusterReader): readonly QueueWish[] {
  switch (change.resource) {
    case 'persistentvolumeclaims':
      return keysForClaim(change as StoreChange<PersistentVolumeClaim>);
    case 'persistentvolumes':
      return keysForVolume(change as StoreChange<PersistentVolume>, reader);
    default:
      return [];
  }
}

function keysForClaim({ type, key, object }: StoreChange<PersistentVolumeClaim>): readonly QueueWish[] {
  const { volumeName } = object.spec;
  if (type === 'DELETED') return volumeName ? [volumeKey(volumeName)] : [];
  return [claimKey(key)];
}

function keysForVolume(
  { type, key, object }: StoreChange<PersistentVolume>,
  reader: ClusterReader,
): readonly QueueWish[] {
  const ref = object.spec.claimRef;
  const claims = ref ? [claimKey(`${ref.namespace}/${ref.name}`)] : pendingClaims(reader);
  return type === 'DELETED' ? claims : [volumeKey(key), ...claims];
}

function pendingClaims(reader: ClusterReader): readonly string[] {
  return reader
    .list('persistentvolumeclaims')
    .filter(({ status }) => status.phase === 'Pending' || status.phase === undefined)
    .map((claim) => claimKey(objectKey(claim)));
}

/** Writes part of an object (or of its status); the answer is the object as stored, or an error text. */
function patch(
  object: KubeObject,
  change: JsonObject,
  context: SyncContext,
  subresource?: string,
): { readonly error?: string } {
  const { namespace, name } = object.metadata;
  const resource = resourceName(rowByKind(object.apiVersion, object.kind)!);
  const path = { resource, name, ...(namespace ? { namespace } : {}), ...(subresource ? { subresource } : {}) };
  const response = context.request(patchRequest(path, 'merge', change));
  if (response.code < 300) return {};
  return {
    error: (response.body as { readonly message?: string }).message ?? `${object.kind} ${name}: ${response.code}`,
  };
}

function syncClaim(namespace: string, name: string, context: SyncContext): SyncResult {
  const claim = context.reader.get('persistentvolumeclaims', namespace, name);
  if (!claim) return {};
  const plan = planClaim(claim, context.reader);
  const { event } = plan;
  const error = applyClaimPlan(claim, plan, context);
  if (event) context.recordEvent({ about: claim, ...event });
  if (error !== undefined) return { error };
  const resync = plan.type === 'wait' || plan.type === 'provision';
  return { decisions: plan.decisions, ...(resync ? { requeueAfterMs: resyncMs, background: true } : {}) };
}

function applyClaimPlan(claim: PersistentVolumeClaim, plan: ClaimPlan, context: SyncContext): string | undefined {
  switch (plan.type) {
    case 'bind':
      return bind(claim, plan.volume, context);
    case 'assignClass':
      return patch(claim, { spec: { storageClassName: plan.className } }, context).error;
    case 'provision': {
      const { provisioner } = plan;
      if (claim.metadata.annotations?.[storageProvisionerAnnotation] === provisioner) return undefined;
      const annotations = {
        [betaStorageProvisionerAnnotation]: provisioner,
        [storageProvisionerAnnotation]: provisioner,
      };
      return patch(claim, { metadata: { annotations } }, context).error;
    }
    case 'lose':
      return patch(claim, { status: { phase: 'Lost' } }, context, 'status').error;
    case 'wait':
      if (claim.status.phase === 'Pending') return undefined;
      return patch(claim, { status: { phase: 'Pending' } }, context, 'status').error;
    case 'done':
      return undefined;
  }
}

/** The four writes of a binding; each is left out when it has been made before. Models bind. */
function bind(claim: PersistentVolumeClaim, volume: PersistentVolume, context: SyncContext): string | undefined {
  const { reader } = context;
  const volumeName = volume.metadata.name;
  if (volume.spec.claimRef?.uid !== claim.metadata.uid) {
    const { error } = patch(volume, claimRefOf(claim, volume), context);
    if (error !== undefined) return error;
  }
  const claimed = reader.get('persistentvolumes', undefined, volumeName) ?? volume;
  if (claimed.status.phase !== 'Bound') {
    const { error } = patch(claimed, phaseOf('Bound', context.nowMs), context, 'status');
    if (error !== undefined) return error;
  }
  const { annotations } = claim.metadata;
  if (claim.spec.volumeName !== volumeName || annotations?.[bindCompletedAnnotation] === undefined) {
    const byController = claim.spec.volumeName ? {} : { [boundByControllerAnnotation]: 'yes' };
    const added = { [bindCompletedAnnotation]: 'yes', ...byController };
    const { error } = patch(claim, { metadata: { annotations: added }, spec: { volumeName } }, context);
    if (error !== undefined) return error;
  }
  if (claim.status.phase === 'Bound') return undefined;
  const { accessModes = [], capacity = {} } = volume.spec;
  return patch(claim, { status: { phase: 'Bound', accessModes, capacity } }, context, 'status').error;
}

function claimRefOf(claim: PersistentVolumeClaim, volume: PersistentVolume): JsonObject {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion };
  // A volume that named the claim itself was bound by its creator, not by the controller.
  const byController = volume.spec.claimRef
    ? {}
    : { metadata: { annotations: { [boundByControllerAnnotation]: 'yes' } } };
  return { ...byController, spec: { claimRef } };
}

function phaseOf(phase: string, nowMs: number, message?: string): JsonObject {
  return { status: { phase, message: message ?? null, lastPhaseTransitionTime: formatTime(nowMs) } };
}

function syncVolume(name: string, context: SyncContext): SyncResult {
  const volume = context.reader.get('persistentvolumes', undefined, name);
  if (!volume) return {};
  const plan = planVolume(volume, context.reader);
  const { phase, message, event, unbind, decisions } = plan;
  if (unbind) {
    const { error } = patch(volume, unbind, context);
    if (error !== undefined) return { error };
  }
  if (phase && (phase !== volume.status.phase || (message ?? '') !== (volume.status.message ?? ''))) {
    const { error } = patch(volume, phaseOf(phase, context.nowMs, message), context, 'status');
    if (error !== undefined) return { error };
    if (event) context.recordEvent({ about: volume, ...event });
  }
  return { decisions };
}
