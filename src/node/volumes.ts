/** Mounting a Pod's volumes: what it still waits for. Models pkg/kubelet/volumemanager, reduced to its outcomes. */

import type { ClusterReader } from '../api/reader.ts';
import type { Node, PersistentVolume, Pod, Volume } from '../api/types.ts';
import type { ObjectRef } from '../api/object.ts';

/** Why a volume is not mounted yet. */
export interface MountProblem {
  readonly volume: string;
  /** `waits`: something is under way; `fails`: tried in vain, with the text of a FailedMount event. */
  readonly kind: 'waits' | 'fails';
  readonly reason: string;
  readonly message: string;
  readonly blockedBy: ObjectRef;
}

/** The name under which an attached CSI volume stands in `node.status.volumesAttached`. Undefined: it is not attached, only mounted. */
export function attachedVolumeName(volume: PersistentVolume): string | undefined {
  const { csi } = volume.spec;
  return csi ? `kubernetes.io/csi/${csi.driver}^${csi.volumeHandle}` : undefined;
}

/** The claim that a volume of a Pod stands for, by name. */
export function claimNameOf(pod: Pod, volume: Volume): string | undefined {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName;
  return volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : undefined;
}

/** All that keeps the Pod's volumes from being mounted on its node; empty when nothing does. */
export function mountProblems(pod: Pod, node: Node | undefined, reader: ClusterReader): readonly MountProblem[] {
  const problems: MountProblem[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const claim = claimNameOf(pod, volume);
    const problem =
      claim === undefined ? sourceProblem(pod, volume, reader) : claimProblem(pod, volume, claim, node, reader);
    if (problem) problems.push(problem);
  }
  return problems;
}

function claimProblem(
  pod: Pod,
  volume: Volume,
  name: string,
  node: Node | undefined,
  reader: ClusterReader,
): MountProblem | undefined {
  const { namespace } = pod.metadata;
  const ref = { kind: 'PersistentVolumeClaim', ...(namespace === undefined ? {} : { namespace }), name };
  const problem = (reason: string, message: string, blockedBy: ObjectRef = ref): MountProblem => ({
    volume: volume.name,
    kind: 'waits',
    reason,
    message,
    blockedBy,
  });
  const claim = reader.get('persistentvolumeclaims', namespace, name);
  if (!claim) return problem('ClaimMissing', `claim ${name} does not exist.`);
  if (claim.status.phase !== 'Bound') return problem('ClaimNotBound', `claim ${name} is not bound.`);
  const pv = reader.get('persistentvolumes', undefined, claim.spec.volumeName ?? '');
  if (!pv) return problem('VolumeMissing', `claim ${name} has lost its volume.`);
  const attached = attachedVolumeName(pv);
  if (attached === undefined || node?.status.volumesAttached?.some((entry) => entry.name === attached))
    return undefined;
  const message = `volume ${pv.metadata.name} is not attached to ${pod.spec.nodeName ?? 'the node'} yet.`;
  return problem('VolumeNotAttached', message, { kind: 'PersistentVolume', name: pv.metadata.name });
}

/** The root certificate that the control plane publishes in every namespace; taken as given. */
const rootCertificate = 'kube-root-ca.crt';

interface Source {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
}

/** ConfigMaps and Secrets that must exist for a volume. */
function requiredSources(volume: Volume): readonly Source[] {
  const sources: Source[] = [];
  const add = (
    kind: Source['kind'],
    name: string | undefined,
    optional = false,
    items: readonly { key: string }[] = [],
  ) => {
    if (!optional && name && name !== rootCertificate) sources.push({ kind, name, keys: items.map(({ key }) => key) });
  };
  const { configMap, secret, projected } = volume;
  if (configMap) add('ConfigMap', configMap.name, configMap.optional, configMap.items);
  if (secret) add('Secret', secret.secretName, secret.optional, secret.items);
  for (const source of projected?.sources ?? []) {
    if (source.configMap) add('ConfigMap', source.configMap.name, source.configMap.optional, source.configMap.items);
    if (source.secret) add('Secret', source.secret.name, source.secret.optional, source.secret.items);
  }
  return sources;
}

function sourceProblem(pod: Pod, volume: Volume, reader: ClusterReader): MountProblem | undefined {
  const { namespace } = pod.metadata;
  for (const { kind, name, keys } of requiredSources(volume)) {
    const object =
      kind === 'ConfigMap' ? reader.get('configmaps', namespace, name) : reader.get('secrets', namespace, name);
    const missing = object && keys.find((key) => !Object.hasOwn(object.data ?? {}, key));
    if (object && missing === undefined) continue;
    const why = object
      ? `references non-existent ${kind === 'ConfigMap' ? 'config' : 'secret'} key: ${missing}`
      : `${kind.toLowerCase()} "${name}" not found`;
    return {
      volume: volume.name,
      kind: 'fails',
      reason: 'FailedMount',
      message: `MountVolume.SetUp failed for volume "${volume.name}" : ${why}`,
      blockedBy: { kind, ...(namespace === undefined ? {} : { namespace }), name },
    };
  }
  return undefined;
}
