/** Refuses Pods of runtimes that do not exist: no RuntimeClass can be made here. Models plugin/pkg/admission/runtimeclass. */

import { forbidden, StatusError } from '../../../api/status.ts';
import type { Pod } from '../../../api/types.ts';

function refuse({ metadata }: Pod, reason: string): never {
  const name = metadata.name || metadata.generateName || '';
  throw new StatusError(forbidden({ group: '', plural: 'pods' }, name, `pod rejected: ${reason}`));
}

/** A class must exist; looked up before the Pod is validated. */
export function checkRuntimeClass(pod: Pod): void {
  const { runtimeClassName: name } = pod.spec;
  if (name !== undefined) refuse(pod, `RuntimeClass ${JSON.stringify(name)} not found`);
}

/** Only a class can say what it costs to run a Pod. */
export function checkOverhead(pod: Pod): void {
  if (Object.keys(pod.spec.overhead ?? {}).length === 0) return;
  refuse(pod, 'Pod Overhead set without corresponding RuntimeClass defined Overhead');
}
