/** What a container's environment needs and may miss. Models pkg/kubelet kubelet_pods.go makeEnvironmentVariables. */

import type { ClusterReader } from '../api/reader.ts';
import type { Container, Pod } from '../api/types.ts';

/** The text of a CreateContainerConfigError; undefined when all ConfigMaps, Secrets and keys are there. */
export function configError(pod: Pod, container: Container, reader: ClusterReader): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const find = (kind: 'ConfigMap' | 'Secret', name: string) =>
    kind === 'ConfigMap' ? reader.get('configmaps', namespace, name) : reader.get('secrets', namespace, name);
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef?.name && !configMapRef.optional && !find('ConfigMap', configMapRef.name)) {
      return `configmap "${configMapRef.name}" not found`;
    }
    if (secretRef?.name && !secretRef.optional && !find('Secret', secretRef.name)) {
      return `secret "${secretRef.name}" not found`;
    }
  }
  for (const { valueFrom } of container.env ?? []) {
    for (const kind of ['ConfigMap', 'Secret'] as const) {
      const ref = kind === 'ConfigMap' ? valueFrom?.configMapKeyRef : valueFrom?.secretKeyRef;
      if (!ref?.name || ref.optional) continue;
      const object = find(kind, ref.name);
      if (!object) return `${kind.toLowerCase()} "${ref.name}" not found`;
      if (!Object.hasOwn(object.data ?? {}, ref.key)) {
        return `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`;
      }
    }
  }
  return undefined;
}
