/** The few facts about an object that one wants before its YAML, as rows of a label and a value. */

import type { KubeObject } from '../api/object.ts';
import type {
  ControllerRevision,
  Deployment,
  Job,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  Service,
  StatefulSet,
  StorageClass,
} from '../api/types.ts';
import { podState } from './pod-state.ts';

export type Fact = readonly [label: string, value: string];

/** Rows without a value are left out. */
function rows(...facts: readonly (readonly [label: string, value: string | number | undefined])[]): readonly Fact[] {
  return facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, String(value)] as const],
  );
}

const podCount = (count: number): string => (count === 1 ? '1 Pod' : `${count} Pods`);

const labelsText = (labels: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

function podFacts(pod: Pod): readonly Fact[] {
  const state = podState(pod);
  return rows(
    ['Status', state.status],
    ['Ready', `${state.ready ? 'True' : 'False'} (${state.readyContainers} containers)`],
    ['Restarts', state.restarts || undefined],
    ['Node', pod.spec.nodeName ?? 'not scheduled'],
    ['IP', pod.status.podIP ?? 'none yet'],
    ['Revision', pod.metadata.labels?.['controller-revision-hash']],
    ['Image', pod.spec.containers.map(({ image }) => image).join(', ')],
    ['Grace period', pod.metadata.deletionTimestamp && `${pod.metadata.deletionGracePeriodSeconds ?? 0} s`],
  );
}

function setFacts({ spec, status }: StatefulSet): readonly Fact[] {
  const { partition, maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
  const retention = spec.persistentVolumeClaimRetentionPolicy;
  return rows(
    ['Replicas', `${spec.replicas ?? 1} wanted, ${status.replicas} created, ${status.readyReplicas ?? 0} ready`],
    ['Update strategy', spec.updateStrategy?.type],
    ['Partition', partition || undefined],
    ['maxUnavailable', maxUnavailable],
    ['Pod management', spec.podManagementPolicy],
    ['Current revision', status.currentRevision],
    ['Update revision', status.updateRevision],
    ['Updated', podCount(status.updatedReplicas ?? 0)],
    ['Service', spec.serviceName],
    ['Claims', retention && `${retention.whenScaled} when scaled, ${retention.whenDeleted} when deleted`],
  );
}

function claimFacts({ spec, status }: PersistentVolumeClaim): readonly Fact[] {
  return rows(
    ['Phase', status.phase],
    ['Capacity', status.capacity?.['storage'] ?? spec.resources?.requests?.['storage']],
    ['Access modes', spec.accessModes?.join(', ')],
    ['Volume', spec.volumeName],
    ['StorageClass', spec.storageClassName],
  );
}

function volumeFacts({ spec, status }: PersistentVolume): readonly Fact[] {
  return rows(
    ['Phase', status.phase],
    ['Capacity', spec.capacity?.['storage']],
    ['Reclaim policy', spec.persistentVolumeReclaimPolicy],
    ['Claim', spec.claimRef && `${spec.claimRef.namespace}/${spec.claimRef.name}`],
    ['StorageClass', spec.storageClassName],
  );
}

function serviceFacts({ spec }: Service): readonly Fact[] {
  return rows(
    ['Type', spec.type],
    ['Cluster IP', spec.clusterIP],
    ['Selector', labelsText(spec.selector) || 'none'],
    [
      'Ports',
      spec.ports?.map(({ name, port, protocol }) => `${name ? `${name} ` : ''}${port}/${protocol ?? 'TCP'}`).join(', '),
    ],
    ['Not-Ready addresses', spec.publishNotReadyAddresses ? 'published' : undefined],
  );
}

function nodeFacts({ metadata, spec, status }: Node): readonly Fact[] {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return rows(
    ['Ready', ready?.status],
    ['Zone', metadata.labels?.['topology.kubernetes.io/zone']],
    ['Schedulable', spec.unschedulable ? 'no: cordoned' : 'yes'],
    ['Taints', spec.taints?.map(({ key, effect }) => `${key}:${effect}`).join(', ')],
  );
}

function classFacts(storageClass: StorageClass): readonly Fact[] {
  const { metadata, provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion } = storageClass;
  const isDefault = metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  return rows(
    ['Default', isDefault ? 'yes: of claims that name no class' : 'no'],
    ['Provisioner', provisioner],
    ['Reclaim policy', reclaimPolicy],
    ['Volume binding', volumeBindingMode],
    ['Expansion', allowVolumeExpansion ? 'allowed' : 'not allowed'],
  );
}

function budgetFacts({ spec, status }: PodDisruptionBudget): readonly Fact[] {
  return rows(
    ['minAvailable', spec.minAvailable],
    ['maxUnavailable', spec.maxUnavailable],
    ['Selector', labelsText(spec.selector?.matchLabels)],
    ['Healthy', status && `${status.currentHealthy ?? 0} of ${podCount(status.expectedPods ?? 0)}`],
    ['Must stay', status && podCount(status.desiredHealthy ?? 0)],
    ['May be evicted', status && podCount(status.disruptionsAllowed ?? 0)],
  );
}

function replicaFacts({ spec, status }: Deployment | ReplicaSet): readonly Fact[] {
  return rows(
    [
      'Replicas',
      `${spec?.replicas ?? 1} wanted, ${status?.replicas ?? 0} created, ${status?.readyReplicas ?? 0} ready`,
    ],
    ['Update strategy', spec && 'strategy' in spec ? spec.strategy?.type : undefined],
    ['Selector', labelsText(spec?.selector.matchLabels)],
    ['Image', spec?.template?.spec?.containers.map(({ image }) => image).join(', ')],
  );
}

function jobFacts({ spec, status }: Job): readonly Fact[] {
  const end = status?.conditions?.find(({ type, status: is }) => is === 'True' && /^(?:Complete|Failed)$/.test(type));
  return rows(
    ['Status', end?.type ?? (spec?.suspend ? 'Suspended' : 'Running')],
    ['Completions', `${status?.succeeded ?? 0} of ${spec?.completions ?? 1}`],
    ['Failed', status?.failed ? podCount(status.failed) : undefined],
    ['backoffLimit', spec?.backoffLimit],
    ['Image', spec?.template.spec?.containers.map(({ image }) => image).join(', ')],
  );
}

/** Facts by kind; none for a kind whose YAML is short enough. */
export function objectFacts(object: KubeObject): readonly Fact[] {
  switch (object.kind) {
    case 'Pod':
      return podFacts(object as Pod);
    case 'StatefulSet':
      return setFacts(object as StatefulSet);
    case 'PersistentVolumeClaim':
      return claimFacts(object as PersistentVolumeClaim);
    case 'PersistentVolume':
      return volumeFacts(object as PersistentVolume);
    case 'Service':
      return serviceFacts(object as Service);
    case 'Node':
      return nodeFacts(object as Node);
    case 'StorageClass':
      return classFacts(object as StorageClass);
    case 'ControllerRevision':
      return rows(['Revision', (object as ControllerRevision).revision]);
    case 'PodDisruptionBudget':
      return budgetFacts(object as PodDisruptionBudget);
    case 'Deployment':
    case 'ReplicaSet':
      return replicaFacts(object as Deployment | ReplicaSet);
    case 'Job':
      return jobFacts(object as Job);
    default:
      return [];
  }
}
