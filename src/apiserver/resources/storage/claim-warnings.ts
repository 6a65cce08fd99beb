/** Warnings about claims. Models pkg/api/persistentvolumeclaim GetWarningsForPersistentVolumeClaim. */

import { goQuote } from '../../../lib/go-quote.ts';
import { isWholeQuantity, quantityOf } from '../../../api/quantity.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../../api/types.ts';

/** Texts about a claim's spec at `path`. */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, path: string): readonly string[] {
  return (['requests', 'limits'] as const).flatMap((list) => {
    const storage = resources?.[list]?.['storage'];
    if (storage === undefined || isWholeQuantity(quantityOf(storage))) return [];
    return [
      `${path}.resources.${list}[storage]: fractional byte value ${goQuote(storage)} is invalid, must be an integer`,
    ];
  });
}

/** The annotation that named the class before there was a field for it. */
export const betaClassKey = 'volume.beta.kubernetes.io/storage-class';

/** Text about the old way to name a class, of claims and volumes. */
export function betaClassWarnings(annotations: Readonly<Record<string, string>> | undefined): readonly string[] {
  if (annotations?.[betaClassKey] === undefined) return [];
  return [`metadata.annotations[${betaClassKey}]: deprecated since v1.8; use "storageClassName" attribute instead`];
}

/** Texts about a claim. */
export function claimWarnings({ metadata, spec }: PersistentVolumeClaim): readonly string[] {
  return [...betaClassWarnings(metadata.annotations), ...claimSpecWarnings(spec, 'spec')];
}
