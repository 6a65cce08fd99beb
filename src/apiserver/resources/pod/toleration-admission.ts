/** Lets every Pod stay five minutes on a node that failed. Models plugin/pkg/admission/defaulttolerationseconds. */

import type { Pod, Toleration } from '../../../api/types.ts';

function tolerates(tolerations: readonly Toleration[], taint: string): boolean {
  return tolerations.some(({ key, effect }) => (key === taint || !key) && (effect === 'NoExecute' || !effect));
}

/** The Pod with both default tolerations, unless it tolerates these taints by itself. */
export function admitDefaultTolerations(pod: Pod): Pod {
  const tolerations = pod.spec.tolerations ?? [];
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (taint) => !tolerates(tolerations, taint),
  );
  if (missing.length === 0) return pod;
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } };
}
