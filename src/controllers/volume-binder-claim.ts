/** What is to be done with one claim, as a pure function. Models pv_controller.go syncClaim. */

import type { EventDraft } from '../api/controller.ts';
import type { Decision } from '../api/decision.ts';
import { refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../api/types.ts';
import { podsUsingClaim } from './pod-index.ts';
import {
  boundByControllerAnnotation,
  bindCompletedAnnotation,
  classNameOf,
  defaultStorageClass,
  hasClass,
  isDelayBinding,
  isVolumeBoundToClaim,
  selectedNodeAnnotation,
  storageClassOf,
} from './volume-claims.ts';
import { volumesOpenTo } from './volume-index.ts';
import { findMatchingVolume, volumeMismatch } from './volume-match.ts';

type ClaimEvent = Pick<EventDraft, 'type' | 'reason' | 'message'>;

interface Outcome {
  readonly decisions: readonly Decision[];
  readonly event?: ClaimEvent;
}

export type ClaimPlan = Outcome &
  (
    | { readonly type: 'done' }
    /** Nothing can be done now; the phase is Pending. */
    | { readonly type: 'wait' }
    | { readonly type: 'bind'; readonly volume: PersistentVolume }
    /** An external provisioner is asked for a volume. */
    | { readonly type: 'provision'; readonly provisioner: string }
    /** The class that became the default after the claim was made. */
    | { readonly type: 'assignClass'; readonly className: string }
    | { readonly type: 'lose' }
  );

export function planClaim(claim: PersistentVolumeClaim, reader: ClusterReader): ClaimPlan {
  return claim.metadata.annotations?.[bindCompletedAnnotation] === undefined
    ? planUnbound(claim, reader)
    : planBound(claim, reader);
}

const normal = (reason: string, message: string): ClaimEvent => ({ type: 'Normal', reason, message });
const warning = (reason: string, message: string): ClaimEvent => ({ type: 'Warning', reason, message });

function waits(
  claim: PersistentVolumeClaim,
  reason: string,
  why: string,
  more: Pick<Decision, 'blockedBy' | 'rule'> = {},
): readonly Decision[] {
  const about = refOf(claim);
  return [{ about, verdict: 'waits', reason, message: `${about.name} is not bound: ${why}.`, ...more }];
}

/** Models syncUnboundClaim. */
function planUnbound(claim: PersistentVolumeClaim, reader: ClusterReader): ClaimPlan {
  if (claim.spec.volumeName) return planRequested(claim, claim.spec.volumeName, reader);
  const delayBinding = isDelayBinding(claim, reader);
  const volume = findMatchingVolume(claim, volumesOpenTo(claim, reader), { delayBinding });
  if (volume) return { type: 'bind', volume, decisions: [] };
  if (!hasClass(claim)) {
    const className = defaultStorageClass(reader)?.metadata.name;
    if (className) return { type: 'assignClass', className, decisions: [] };
  }
  if (delayBinding && !claim.metadata.annotations?.[selectedNodeAnnotation]) return planConsumer(claim, reader);
  if (classNameOf(claim)) return planProvision(claim, reader);
  const message = 'no persistent volumes available for this claim and no storage class is set';
  return {
    type: 'wait',
    event: normal('FailedBinding', message),
    decisions: waits(claim, 'NoVolumeAndNoClass', message),
  };
}

/** Models emitEventForUnboundDelayBindingClaim. */
function planConsumer(claim: PersistentVolumeClaim, reader: ClusterReader): ClaimPlan {
  const { namespace, name } = claim.metadata;
  const pods = podsUsingClaim(namespace, name, reader).filter((pod) => !pod.spec.nodeName);
  const rule = ruleOfClass(claim, 'volumeBindingMode');
  if (pods.length === 0) {
    const message = 'waiting for first consumer to be created before binding';
    return {
      type: 'wait',
      event: normal('WaitForFirstConsumer', message),
      decisions: waits(claim, 'WaitForFirstConsumer', message, rule),
    };
  }
  const names = pods.map((pod) => pod.metadata.name).join(',');
  const message = `waiting for ${pods.length === 1 ? 'pod' : 'pods'} ${names} to be scheduled`;
  return {
    type: 'wait',
    event: normal('WaitForPodScheduled', message),
    decisions: waits(claim, 'WaitForPodScheduled', message, { ...rule, blockedBy: pods.map(refOf) }),
  };
}

function ruleOfClass(claim: PersistentVolumeClaim, field: string): Pick<Decision, 'rule'> {
  return { rule: { object: { kind: 'StorageClass', name: classNameOf(claim) }, field } };
}

/** Models provisionClaim for external provisioners; names in `kubernetes.io/` are in-tree plugins, of which there is none. */
function planProvision(claim: PersistentVolumeClaim, reader: ClusterReader): ClaimPlan {
  const className = classNameOf(claim);
  const storageClass = storageClassOf(claim, reader);
  if (!storageClass) {
    const message = `storageclass.storage.k8s.io "${className}" not found`;
    const blockedBy = [{ kind: 'StorageClass', name: className }];
    const rule = { object: refOf(claim), field: 'spec.storageClassName' };
    return {
      type: 'wait',
      event: warning('ProvisioningFailed', message),
      decisions: waits(claim, 'StorageClassNotFound', message, { blockedBy, rule }),
    };
  }
  const { provisioner } = storageClass;
  if (provisioner.startsWith('kubernetes.io/')) {
    const message = `no volume plugin matched name: ${provisioner}`;
    return {
      type: 'wait',
      event: warning('ProvisioningFailed', message),
      decisions: waits(claim, 'NoVolumePlugin', message, ruleOfClass(claim, 'provisioner')),
    };
  }
  const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  return {
    type: 'provision',
    provisioner,
    event: normal('ExternalProvisioning', message),
    decisions: waits(
      claim,
      'ExternalProvisioning',
      `the provisioner ${provisioner} has not made its volume yet`,
      ruleOfClass(claim, 'provisioner'),
    ),
  };
}

/** A claim that names its volume. */
function planRequested(claim: PersistentVolumeClaim, volumeName: string, reader: ClusterReader): ClaimPlan {
  const volume = reader.get('persistentvolumes', undefined, volumeName);
  const blockedBy = [{ kind: 'PersistentVolume', name: volumeName }];
  const rule = { object: refOf(claim), field: 'spec.volumeName' };
  if (!volume) {
    return {
      type: 'wait',
      decisions: waits(claim, 'VolumeNotFound', `there is no volume ${volumeName}`, { blockedBy, rule }),
    };
  }
  if (volume.spec.claimRef && isVolumeBoundToClaim(volume, claim)) return { type: 'bind', volume, decisions: [] };
  if (volume.spec.claimRef) {
    const message = `volume "${volumeName}" already bound to a different claim.`;
    const decisions = waits(claim, 'VolumeBoundElsewhere', message.slice(0, -1), { blockedBy, rule });
    const byUser = claim.metadata.annotations?.[boundByControllerAnnotation] === undefined;
    return { type: 'wait', ...(byUser ? { event: warning('FailedBinding', message) } : {}), decisions };
  }
  const mismatch = volumeMismatch(volume, claim);
  if (mismatch === undefined) return { type: 'bind', volume, decisions: [] };
  const message = `Cannot bind to requested volume "${volumeName}": ${mismatch}`;
  const decisions = waits(claim, 'VolumeMismatch', `${volumeName} does not fit: ${mismatch}`, { blockedBy, rule });
  return { type: 'wait', event: warning('VolumeMismatch', message), decisions };
}

/** Models syncBoundClaim: checks that the volume is still there. */
function planBound(claim: PersistentVolumeClaim, reader: ClusterReader): ClaimPlan {
  const { volumeName } = claim.spec;
  const volume = volumeName ? reader.get('persistentvolumes', undefined, volumeName) : undefined;
  const message = !volumeName
    ? 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!'
    : !volume
      ? 'Bound claim has lost its PersistentVolume. Data on the volume is lost!'
      : undefined;
  if (message !== undefined) return planLost(claim, warning('ClaimLost', message));
  const ref = volume!.spec.claimRef;
  if (!ref || ref.uid === claim.metadata.uid) {
    const isDone = ref !== undefined && claim.status.phase === 'Bound' && volume!.status.phase === 'Bound';
    return isDone ? { type: 'done', decisions: [] } : { type: 'bind', volume: volume!, decisions: [] };
  }
  return planLost(
    claim,
    warning('ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly'),
  );
}

function planLost(claim: PersistentVolumeClaim, event: ClaimEvent): ClaimPlan {
  const about = refOf(claim);
  const decisions: readonly Decision[] = [
    {
      about,
      verdict: 'refuses',
      reason: event.reason,
      message: `${about.name} is lost: the volume ${claim.spec.volumeName ?? ''} that it was bound to is no longer its own.`,
      rule: { object: about, field: 'spec.volumeName' },
    },
  ];
  return claim.status.phase === 'Lost' ? { type: 'done', decisions } : { type: 'lose', event, decisions };
}
