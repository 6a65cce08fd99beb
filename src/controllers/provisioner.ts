/**
 * The external provisioner of the simulated storage systems: makes a volume for each claim that asks for one, and
 * deletes released volumes. Keys are `claim/<namespace>/<name>` and `volume/<name>`.
 * Models sig-storage-lib-external-provisioner controller.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, QueueWish, SyncContext, SyncResult } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { faultKey } from '../api/faults.ts';
import { objectKey, refOf } from '../api/object.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/types.ts';
import { createRequest, deleteRequest, patchRequest } from '../client/request.ts';
import { randomUuid } from '../lib/random.ts';
import {
  provisionerFinalizer,
  selectedNodeOf,
  shouldProvision,
  topologyOf,
  volumeFor,
  volumeNameOf,
  zonesOf,
} from './provisioner-plan.ts';
import { storageSystemOf, type StorageSystem } from './provisioners.ts';
import {
  provisionedByAnnotation,
  selectedNodeAnnotation,
  storageClassOf,
  storageProvisionerAnnotation,
} from './volume-claims.ts';

const provisionerDownFault = faultKey({ type: 'provisioner-down' });
const zoneLostFault = (zone: string): string => faultKey({ type: 'zone-lost', zone });

/** Back-off of failed attempts. Models DefaultFailedProvisionThreshold's rate limiter of external-provisioner. */
const retryMs = { firstMs: 1000, maxMs: 300_000 };

/** What is remembered of a claim whose volume is being made. */
interface Work {
  readonly doneAtMs: number;
  readonly failures: number;
}

export const provisioner: Controller = {
  name: 'external-provisioner',
  keysFor,
  keysForFault(fault, reader) {
    if (fault !== provisionerDownFault && !fault.startsWith(zoneLostFault(''))) return [];
    return [
      ...reader.list('persistentvolumeclaims').filter(isServed).map(claimKey),
      ...reader.list('persistentvolumes').filter(isOurs).map(volumeKey),
    ];
  },
  sync(key, context) {
    const [kind, ...path] = key.split('/') as [string, string, string];
    return kind === 'volume' ? syncVolume(path[0], context) : syncClaim(key, path[0], path[1], context);
  },
};

const claimKey = (claim: PersistentVolumeClaim): string => `claim/${objectKey(claim)}`;
const volumeKey = (volume: PersistentVolume): string => `volume/${volume.metadata.name}`;

function isServed({ metadata: { annotations }, spec }: PersistentVolumeClaim): boolean {
  return !spec.volumeName && storageSystemOf(annotations?.[storageProvisionerAnnotation]) !== undefined;
}

function isOurs({ metadata: { annotations } }: PersistentVolume): boolean {
  return storageSystemOf(annotations?.[provisionedByAnnotation]) !== undefined;
}

function keysFor(change: StoreChange): readonly QueueWish[] {
  if (change.resource === 'persistentvolumeclaims') {
    const { object } = change as StoreChange<PersistentVolumeClaim>;
    return isServed(object) ? [claimKey(object)] : [];
  }
  if (change.resource !== 'persistentvolumes' || change.type === 'DELETED') return [];
  const { object } = change as StoreChange<PersistentVolume>;
  return isOurs(object) && isToBeDeleted(object) ? [volumeKey(object)] : [];
}

/** Models shouldDelete. A volume that is deleted by hand while it is bound keeps its finalizer until it is released. */
function isToBeDeleted({ spec, status }: PersistentVolume): boolean {
  return status.phase === 'Released' && spec.persistentVolumeReclaimPolicy === 'Delete';
}

function decide(
  about: PersistentVolumeClaim | PersistentVolume,
  reason: string,
  why: string,
  untilMs?: number,
): readonly Decision[] {
  const message = `${about.metadata.name} ${why}.`;
  return [{ about: refOf(about), verdict: 'waits', reason, message, ...(untilMs === undefined ? {} : { untilMs }) }];
}

function syncClaim(key: string, namespace: string, name: string, context: SyncContext): SyncResult {
  const { reader, memory, nowMs, timings, random } = context;
  const claim = reader.get('persistentvolumeclaims', namespace, name);
  const storageClass = claim && storageClassOf(claim, reader);
  const system = storageSystemOf(storageClass?.provisioner);
  if (!claim || !storageClass || !system || !shouldProvision(claim, storageClass, reader)) {
    memory.delete(key);
    return {};
  }
  if (context.fault(provisionerDownFault) !== undefined) {
    return {
      decisions: decide(claim, 'ProvisionerDown', `gets no volume: the provisioner ${system.provisioner} does not run`),
    };
  }
  const work = memory.get(key) as Work | undefined;
  if (!work) {
    const { minMs, maxMs } = timings.provisioningMs;
    const durationMs = random.integer(minMs, maxMs);
    memory.set(key, { doneAtMs: nowMs + durationMs, failures: 0 });
    announce(claim, system, context);
    if (durationMs > 0) return inProgress(claim, nowMs + durationMs, nowMs);
  } else if (work.doneAtMs > nowMs) {
    return inProgress(claim, work.doneAtMs, nowMs);
  }
  return finish(key, claim, { storageClass, system, failures: work?.failures ?? 0 }, context);
}

function inProgress(claim: PersistentVolumeClaim, doneAtMs: number, nowMs: number): SyncResult {
  const decisions = decide(claim, 'Provisioning', 'waits for its volume, which is being made', doneAtMs);
  return { decisions, requeueAfterMs: doneAtMs - nowMs };
}

interface Job {
  readonly storageClass: StorageClass;
  readonly system: StorageSystem;
  readonly failures: number;
}

function finish(key: string, claim: PersistentVolumeClaim, job: Job, context: SyncContext): SyncResult {
  const { storageClass, system } = job;
  const topology = topologyOf(storageClass, selectedNodeOf(claim, context.reader));
  const lost = zonesOf(topology).find((zone) => context.fault(zoneLostFault(zone)) !== undefined);
  if (lost !== undefined) {
    return fail(key, claim, job, `rpc error: code = Unavailable desc = zone ${lost} is not available`, context);
  }
  const path = { resource: 'persistentvolumes' };
  const response = context.request(createRequest(path, volumeFor(claim, storageClass, system, topology)));
  if (response.code >= 300 && response.code !== 409) {
    const { message } = response.body as { readonly message?: string };
    return fail(key, claim, job, message ?? String(response.code), context);
  }
  context.memory.delete(key);
  record(
    claim,
    system,
    context,
    'Normal',
    'ProvisioningSucceeded',
    `Successfully provisioned volume ${volumeNameOf(claim)}`,
  );
  return {};
}

/** Tries again later; a claim that waits for its consumer is given back to the scheduler. Models ProvisioningReschedule. */
function fail(key: string, claim: PersistentVolumeClaim, job: Job, cause: string, context: SyncContext): SyncResult {
  const { storageClass, system } = job;
  const failures = job.failures + 1;
  const waitMs = Math.min(retryMs.maxMs, retryMs.firstMs * 2 ** (failures - 1));
  const doneAtMs = context.nowMs + waitMs;
  context.memory.set(key, { doneAtMs, failures });
  const message = `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${cause}`;
  record(claim, system, context, 'Warning', 'ProvisioningFailed', message);
  if (claim.metadata.annotations?.[selectedNodeAnnotation]) {
    const { namespace, name } = claim.metadata;
    const path = { resource: 'persistentvolumeclaims', namespace: namespace!, name };
    const annotations = { [selectedNodeAnnotation]: null };
    context.request(patchRequest(path, 'merge', { metadata: { annotations } }));
  }
  return {
    decisions: decide(claim, 'ProvisioningFailed', `gets no volume: ${cause}`, doneAtMs),
    requeueAfterMs: waitMs,
    background: true,
  };
}

function announce(claim: PersistentVolumeClaim, system: StorageSystem, context: SyncContext): void {
  const message = `External provisioner is provisioning volume for claim "${objectKey(claim)}"`;
  record(claim, system, context, 'Normal', 'Provisioning', message);
}

/** Events name the provisioner and its Pod, and an identity made when it started. */
function record(
  about: PersistentVolumeClaim,
  system: StorageSystem,
  context: SyncContext,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  if (!system.sidecar) return;
  const { memory, random } = context;
  const known = memory.get('identity') as string | undefined;
  const identity = known ?? randomUuid(random);
  if (known === undefined) memory.set('identity', identity);
  const component = `${system.provisioner}_csi-provisioner-0_${identity}`;
  context.recordEvent({ about, type, reason, message, component });
}

/** Deletes a released volume and then lets go of it. Models syncVolume and deleteVolumeOperation. */
function syncVolume(name: string, context: SyncContext): SyncResult {
  const volume = context.reader.get('persistentvolumes', undefined, name);
  if (!volume || !isToBeDeleted(volume)) return {};
  if (context.fault(provisionerDownFault) !== undefined) {
    return {
      decisions: decide(volume, 'ProvisionerDown', 'is released but not deleted: its provisioner does not run'),
    };
  }
  const path = { resource: 'persistentvolumes', name };
  if (volume.metadata.deletionTimestamp === undefined) context.request(deleteRequest(path));
  const left = context.reader.get('persistentvolumes', undefined, name);
  const finalizers = left?.metadata.finalizers;
  if (finalizers?.includes(provisionerFinalizer)) {
    const others = finalizers.filter((finalizer) => finalizer !== provisionerFinalizer);
    context.request(patchRequest(path, 'merge', { metadata: { finalizers: others } }));
  }
  return {};
}
