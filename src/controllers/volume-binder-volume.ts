/** What is to be done with one volume, as a pure function. Models pv_controller.go syncVolume and reclaimVolume. */

import type { EventDraft } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import type { JsonObject } from '../api/json.ts';
import { refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { PersistentVolume } from '../api/types.ts';
import { boundByControllerAnnotation, provisionedByAnnotation } from './volume-claims.ts';

export interface VolumePlan {
  readonly phase?: string;
  readonly message?: string;
  readonly event?: Pick<EventDraft, 'type' | 'reason' | 'message'>;
  /** Merge patch that takes the claim off the volume. */
  readonly unbind?: JsonObject;
  readonly decisions: readonly Decision[];
}

export function planVolume(volume: PersistentVolume, reader: ClusterReader): VolumePlan {
  const ref = volume.spec.claimRef;
  // Without a uid the volume waits for the claim it was made for.
  if (!ref?.uid) return { phase: 'Available', decisions: [] };
  const found = reader.get('persistentvolumeclaims', ref.namespace, ref.name ?? '');
  const claim = found?.metadata.uid === ref.uid ? found : undefined;
  if (!claim) return planReleased(volume);
  if (!claim.spec.volumeName) return { decisions: [] };
  if (claim.spec.volumeName === volume.metadata.name) return { phase: 'Bound', decisions: [] };
  return planUnbind(volume);
}

/** The claim got another volume. Models the last branch of syncVolume and unbindVolume. */
function planUnbind(volume: PersistentVolume): VolumePlan {
  const { annotations } = volume.metadata;
  const isProvisioned = annotations?.[provisionedByAnnotation] !== undefined;
  if (isProvisioned && volume.spec.persistentVolumeReclaimPolicy === 'Delete') return planReleased(volume);
  const byController = annotations?.[boundByControllerAnnotation] !== undefined;
  const unbind = byController
    ? { metadata: { annotations: { [boundByControllerAnnotation]: null } }, spec: { claimRef: null } }
    : { spec: { claimRef: { uid: null, resourceVersion: null } } };
  return { phase: 'Available', unbind, decisions: [] };
}

/** The claim is gone: what becomes of the volume is its reclaim policy's to say. */
function planReleased(volume: PersistentVolume): VolumePlan {
  const about = refOf(volume);
  const { claimRef, persistentVolumeReclaimPolicy: policy = 'Retain' } = volume.spec;
  const rule = { object: about, field: 'spec.persistentVolumeReclaimPolicy' };
  const claim = `${claimRef?.namespace}/${claimRef?.name}`;
  if (policy === 'Delete' && volume.metadata.annotations?.[provisionedByAnnotation] === undefined) {
    const message = `error getting deleter volume plugin for volume "${about.name}": no deletable volume plugin matched`;
    const decision = { about, reason: 'NoDeletablePlugin', message: `${about.name} is not deleted: ${message}.`, rule };
    return {
      phase: 'Failed',
      message,
      event: { type: 'Warning', reason: 'VolumeFailedDelete', message },
      decisions: [{ ...decision, verdict: 'refuses' }],
    };
  }
  if (volume.status.phase === 'Failed') return { decisions: [] };
  const message =
    policy === 'Delete'
      ? `${about.name} is released by ${claim} and is about to be deleted by its provisioner.`
      : `${about.name} keeps the data of ${claim}, which is gone; it is not given to another claim while spec.claimRef is set.`;
  const decision: Decision = { about, verdict: 'waits', reason: 'Released', message, rule };
  return { phase: 'Released', decisions: [decision] };
}
