/**
 * Growing claims: volume_expand says that somebody else must do it, and the resizer of the simulated storage systems
 * does it, first the volume, then (once a Pod has it mounted) its file system. Keys are claims.
 * Models pkg/controller/volume/expand and external-resizer; the kubelet's part is done here too.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { JsonObject } from '../api/json.ts';
import { objectKey, refOf } from '../api/object.ts';
import { compareQuantities, quantityOf } from '../api/quantity.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../api/types.ts';
import { patchRequest } from '../client/request.ts';
import { formatTime } from '../lib/time.ts';
import { podsUsingClaim } from './pod-index.ts';
import { storageSystemOf } from './provisioners.ts';
import { claimsOfPod, provisionedByAnnotation } from './volume-claims.ts';

type Claim = PersistentVolumeClaim;

const requestOf = ({ spec }: Claim): string | undefined => spec.resources?.requests?.['storage'];

function isSmaller(a: string | undefined, b: string | undefined): boolean {
  return compareQuantities(quantityOf(a), quantityOf(b)) < 0;
}

/** True for a bound claim that asks for more than it has. */
function wantsMore(claim: Claim): boolean {
  return claim.status.phase === 'Bound' && isSmaller(claim.status.capacity?.['storage'], requestOf(claim));
}

export const volumeExpandController: Controller = {
  name: 'volume_expand',
  keysFor(change) {
    if (change.resource !== 'persistentvolumeclaims' || change.type !== 'MODIFIED') return [];
    const { object, previous, key } = change as StoreChange<Claim>;
    return previous && isSmaller(requestOf(previous), requestOf(object)) ? [key] : [];
  },
  sync(key, { reader, recordEvent }) {
    const [namespace, name] = key.split('/') as [string, string];
    const claim = reader.get('persistentvolumeclaims', namespace, name);
    if (!claim || !wantsMore(claim)) return {};
    const message = 'waiting for an external controller to expand this PVC';
    recordEvent({ about: claim, type: 'Normal', reason: 'ExternalExpanding', message });
    return {};
  },
};

export const volumeResizer: Controller = {
  name: 'external-resizer',
  keysFor(change, reader) {
    if (change.resource === 'persistentvolumeclaims') {
      const { object, key } = change as StoreChange<Claim>;
      return change.type !== 'DELETED' && wantsMore(object) ? [key] : [];
    }
    return change.resource === 'pods' ? keysForPod(change as StoreChange<Pod>, reader) : [];
  },
  sync,
};

/** A Pod that starts to run mounts its volumes, and their file systems grow. */
function keysForPod({ object, previous }: StoreChange<Pod>, reader: ClusterReader): readonly QueueWish[] {
  if (object.status.phase !== 'Running' || previous?.status.phase === 'Running') return [];
  return claimsOfPod(object)
    .map(({ claimName }) => reader.get('persistentvolumeclaims', object.metadata.namespace, claimName))
    .filter((claim) => claim !== undefined && wantsMore(claim))
    .map((claim) => objectKey(claim!));
}

function sync(key: string, context: SyncContext): SyncResult {
  const { reader, memory, nowMs, random, timings } = context;
  const [namespace, name] = key.split('/') as [string, string];
  const claim = reader.get('persistentvolumeclaims', namespace, name);
  const volume = claim?.spec.volumeName ? reader.get('persistentvolumes', undefined, claim.spec.volumeName) : undefined;
  const system = storageSystemOf(volume?.metadata.annotations?.[provisionedByAnnotation]);
  if (!claim || !volume || !system?.sidecar || !wantsMore(claim)) {
    memory.delete(key);
    return {};
  }
  const doneAtMs = memory.get(key) as number | undefined;
  if (doneAtMs === undefined) {
    const atMs = nowMs + random.integer(timings.provisioningMs.minMs, timings.provisioningMs.maxMs);
    memory.set(key, atMs);
    const hasVolumeGrown = !isSmaller(volume.spec.capacity?.['storage'], requestOf(claim));
    if (!hasVolumeGrown) announce(claim, volume, context);
    return waiting(claim, 'Resizing', 'its volume is being expanded', atMs, nowMs);
  }
  if (doneAtMs > nowMs) return waiting(claim, 'Resizing', 'its volume is being expanded', doneAtMs, nowMs);
  memory.delete(key);
  if (isSmaller(volume.spec.capacity?.['storage'], requestOf(claim))) return growVolume(claim, volume, context);
  return growFileSystem(claim, volume, context);
}

function waiting(claim: Claim, reason: string, why: string, untilMs?: number, nowMs = 0): SyncResult {
  const about = refOf(claim);
  const message = `${about.name} has not grown yet: ${why}.`;
  const rule = { object: about, field: 'spec.resources.requests' };
  const decision: Decision = { about, verdict: 'waits', reason, message, rule };
  if (untilMs === undefined) return { decisions: [decision] };
  return { decisions: [{ ...decision, untilMs }], requeueAfterMs: untilMs - nowMs };
}

const component = (volume: PersistentVolume): string =>
  `external-resizer ${storageSystemOf(volume.metadata.annotations?.[provisionedByAnnotation])?.driver}`;

function announce(claim: Claim, volume: PersistentVolume, context: SyncContext): void {
  const message = `External resizer is resizing volume ${volume.metadata.name}`;
  context.recordEvent({ about: claim, type: 'Normal', reason: 'Resizing', message, component: component(volume) });
  writeStatus(claim, { conditions: [condition('Resizing', '', context.nowMs)] }, context);
}

function condition(type: string, message: string, nowMs: number): JsonObject {
  const more = message ? { message } : {};
  return { type, status: 'True', lastProbeTime: null, lastTransitionTime: formatTime(nowMs), ...more };
}

function growVolume(claim: Claim, volume: PersistentVolume, context: SyncContext): SyncResult {
  const storage = requestOf(claim)!;
  const path = { resource: 'persistentvolumes', name: volume.metadata.name };
  context.request(patchRequest(path, 'merge', { spec: { capacity: { storage } } }));
  const pending = 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.';
  writeStatus(claim, { conditions: [condition('FileSystemResizePending', pending, context.nowMs)] }, context);
  const message = 'Require file system resize of volume on node';
  context.recordEvent({
    about: claim,
    type: 'Normal',
    reason: 'FileSystemResizeRequired',
    message,
    component: component(volume),
  });
  return {};
}

function growFileSystem(claim: Claim, volume: PersistentVolume, context: SyncContext): SyncResult {
  const { namespace, name } = claim.metadata;
  const pods = podsUsingClaim(namespace, name, context.reader).filter(({ status }) => status.phase === 'Running');
  const [first] = pods;
  if (!first) return waiting(claim, 'FileSystemResizePending', 'no running Pod has it mounted');
  writeStatus(claim, { capacity: { storage: requestOf(claim)! }, conditions: null }, context);
  const host = first.spec.nodeName!;
  const message = `MountVolume.NodeExpandVolume succeeded for volume "${volume.metadata.name}" ${host}`;
  for (const about of [first, claim]) {
    context.recordEvent({
      about,
      type: 'Normal',
      reason: 'FileSystemResizeSuccessful',
      message,
      component: 'kubelet',
      host,
    });
  }
  return {};
}

function writeStatus({ metadata: { namespace, name } }: Claim, status: JsonObject, context: SyncContext): void {
  const path = { resource: 'persistentvolumeclaims', namespace: namespace!, name, subresource: 'status' };
  context.request(patchRequest(path, 'merge', { status }));
}
