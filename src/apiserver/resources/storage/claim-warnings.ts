/** Warnings about claims. Models pkg/api/persistentvolumeclaim GetWarningsForPersistentVolumeClaimSpec. */

import { isWholeQuantity, quantityOf } from '../../../api/quantity.ts';
import type { PersistentVolumeClaimSpec } from '../../../api/types.ts';

/** Texts about a claim's spec at `path`. */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, path: string): readonly string[] {
  const storage = resources?.requests?.['storage'];
  if (storage === undefined || isWholeQuantity(quantityOf(storage))) return [];
  const value = JSON.stringify(storage);
  return [`${path}.resources.requests[storage]: fractional byte value ${value} is invalid, must be an integer`];
}
