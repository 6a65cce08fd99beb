/** Lets a claim grow only if its class allows it. Models plugin/pkg/admission/storage/persistentvolume/resize. */

import { compareQuantities, quantityOf } from '../../../api/quantity.ts';
import { forbidden, StatusError } from '../../../api/status.ts';
import type { PersistentVolumeClaim } from '../../../api/types.ts';
import type { RuleContext } from '../../resource.ts';

function refuse(claim: PersistentVolumeClaim, error: string): never {
  throw new StatusError(forbidden({ group: '', plural: 'persistentvolumeclaims' }, claim.metadata.name, error));
}

/** Throws when the new claim asks for more than the old one and may not. */
export function admitClaimResize(claim: PersistentVolumeClaim, old: PersistentVolumeClaim, context: RuleContext): void {
  if (claim.spec === old.spec) return;
  const size = quantityOf(claim.spec.resources?.requests?.['storage']);
  const before = quantityOf(old.spec.resources?.requests?.['storage']);
  if (compareQuantities(size, before) <= 0 || old.status.phase !== 'Bound') return;
  const { storageClassName: name } = claim.spec;
  const storageClass = name ? context.reader.get('storageclasses.storage.k8s.io', undefined, name) : undefined;
  if (storageClass?.allowVolumeExpansion) return;
  const rule =
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  refuse(claim, rule);
}
