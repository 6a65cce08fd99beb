/** What the reasons about claims, volumes and their provisioners mean. */

import { docs } from './docs.ts';
import { text, type RuleText } from './rule-text.ts';

const provisioning = text(
  'Provisioner',
  'A claim without a matching volume gets one from the provisioner that its StorageClass names.',
  docs.provisioner,
);

const inUse = text(
  'Protection finalizer',
  'A claim that a Pod uses, and a volume that is bound, stay until they are no longer in use: the finalizers kubernetes.io/pvc-protection and kubernetes.io/pv-protection see to it.',
  docs.protection,
);

const binding = text(
  'Volume binding',
  'A claim and a volume are bound to each other, one to one; the volume must offer what the claim asks for.',
  docs.binding,
);

/** By `Decision.reason`. */
export const storageRules: Readonly<Record<string, RuleText>> = {
  Attaching: text(
    'Attach and detach',
    'A volume is attached to the node before the kubelet can mount it.',
    docs.accessModes,
  ),
  MultiAttach: text(
    'ReadWriteOnce',
    'A ReadWriteOnce volume may be attached to one node. While the old node does not confirm that it is unmounted, it stays attached there for up to 6 minutes.',
    docs.accessModes,
  ),
  DetachWaitsForUnmount: text(
    'ReadWriteOnce',
    'A volume is detached when its node says that it is unmounted, or by force after 6 minutes.',
    docs.accessModes,
  ),
  VolumesNotBound: text(
    'Volume binding',
    'The Pod has a node, and is bound to it as soon as its claims are bound there.',
    docs.bindingMode,
  ),
  WaitForFirstConsumer: text(
    'WaitForFirstConsumer',
    'With volumeBindingMode WaitForFirstConsumer a volume is made only when a Pod that uses the claim has been scheduled, so that it is where the Pod will run.',
    docs.bindingMode,
  ),
  WaitForPodScheduled: text(
    'WaitForFirstConsumer',
    'With volumeBindingMode WaitForFirstConsumer a volume is made only when a Pod that uses the claim has been scheduled.',
    docs.bindingMode,
  ),
  StorageClassNotFound: text(
    'StorageClass',
    'A claim waits for ever for a class that does not exist.',
    docs.storageClass,
  ),
  NoVolumeAndNoClass: text(
    'No StorageClass',
    'Without a class nobody makes a volume: the claim waits for one that somebody creates by hand.',
    docs.storageClass,
  ),
  NoVolumePlugin: text(
    'Provisioner',
    'In-tree provisioners (kubernetes.io/…) are gone; the class must name a CSI driver.',
    docs.provisioner,
  ),
  ExternalProvisioning: provisioning,
  Provisioning: provisioning,
  ProvisioningFailed: provisioning,
  ProvisionerDown: text(
    'Provisioner',
    'The provisioner of the class does not run: no volume is made or deleted until it comes back.',
    docs.provisioner,
  ),
  VolumeNotFound: binding,
  VolumeBoundElsewhere: binding,
  VolumeMismatch: binding,
  ClaimLost: text(
    'Volume binding',
    'A claim whose volume is gone is Lost, for ever: its data cannot come back.',
    docs.binding,
  ),
  VolumeInUse: inUse,
  ClaimInUse: inUse,
  Released: text(
    'Reclaim policy',
    'What happens to a volume whose claim is gone is said by its reclaim policy: Delete or Retain.',
    docs.reclaiming,
  ),
  NoDeletablePlugin: text(
    'Reclaim policy',
    'A volume can be deleted only by the provisioner that made it.',
    docs.reclaiming,
  ),
  Resizing: text('Volume expansion', 'A claim can grow when its class allows it, and never shrink.', docs.expanding),
  ExternalExpanding: text(
    'Volume expansion',
    'A claim can grow when its class allows it, and never shrink.',
    docs.expanding,
  ),
  VolumeNotAttached: text(
    'Attach and detach',
    'A volume is attached to the node before the kubelet can mount it.',
    docs.accessModes,
  ),
  ClaimBinding: binding,
  RetentionPolicy: text(
    'persistentVolumeClaimRetentionPolicy',
    'Whether claims outlive their Pods is said by whenScaled and whenDeleted; both are Retain by default, for the data’s safety.',
    docs.retention,
  ),
  StaleClaim: text(
    'persistentVolumeClaimRetentionPolicy',
    'With whenScaled: Delete a claim is owned by its Pod and goes with it; the next Pod of this ordinal waits for a claim of its own.',
    docs.retention,
  ),
  ClaimBeingDeleted: text(
    'Claim is being deleted',
    'A member is not created on a claim that is about to go; the claim in turn stays while its finalizer is set.',
    docs.stableStorage,
  ),
};
