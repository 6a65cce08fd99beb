/** Keys of Pods in the kubelet's queue and memory. */

import type { Pod } from '../api/types.ts';

/** `<node>/<namespace>/<name>/<uid>`: a Pod on the node that it is bound to. */
export function podKeyOf(pod: Pod): string {
  const { namespace, name, uid } = pod.metadata;
  return `${pod.spec.nodeName ?? ''}/${namespace ?? ''}/${name}/${uid}`;
}
