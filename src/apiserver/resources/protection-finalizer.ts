/** The finalizers that protect volumes and claims in use. Models plugin/pkg/admission/storage/storageobjectinuseprotection. */

import type { KubeObject } from '../../api/object.ts';

/** The object with one more finalizer; the same object when it has it already. */
export function addFinalizer<T extends KubeObject>(object: T, finalizer: string): T {
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(finalizer)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
}
