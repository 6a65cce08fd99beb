/** The objects that an object is tied to: owner, node, claims, volume, class, Services. */

import { controllerOf, refOf, type KubeObject, type ObjectRef } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import { matchesSelector } from '../api/selector.ts';
import type {
  ControllerRevision,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  Service,
  StatefulSet,
} from '../api/types.ts';
import { selectsLabels } from './selectors.ts';

export interface ObjectLinks {
  /** `Mounts`, `Bound to`, `Runs on`. */
  readonly label: string;
  readonly refs: readonly ObjectRef[];
}

/** Of a long list only the first are linked. */
const maxLinks = 12;

const links = (label: string, refs: readonly ObjectRef[]): readonly ObjectLinks[] =>
  refs.length > 0 ? [{ label, refs: refs.slice(0, maxLinks) }] : [];

function claimsOf({ metadata, spec }: Pod): readonly ObjectRef[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
    claim ? [{ kind: 'PersistentVolumeClaim', namespace: metadata.namespace ?? '', name: claim.claimName }] : [],
  );
}

function podLinks(pod: Pod, reader: ClusterReader): readonly ObjectLinks[] {
  const { namespace, labels } = pod.metadata;
  const services = reader.list('services', namespace).filter(({ spec }) => selectsLabels(spec.selector, labels));
  const budgets = reader
    .list('poddisruptionbudgets.policy', namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, labels ?? {}));
  return [
    ...links('Runs on', pod.spec.nodeName ? [{ kind: 'Node', name: pod.spec.nodeName }] : []),
    ...links('Mounts', claimsOf(pod)),
    ...links('Selected by', services.map(refOf)),
    ...links('Budget', budgets.map(refOf)),
  ];
}

function setLinks(set: StatefulSet, reader: ClusterReader): readonly ObjectLinks[] {
  const { namespace = '', uid } = set.metadata;
  const pods = reader.list('pods', namespace).filter((pod) => controllerOf(pod)?.uid === uid);
  const service = set.spec.serviceName;
  return [
    ...links('Governed by', service ? [{ kind: 'Service', namespace, name: service }] : []),
    ...links('Pods', pods.map(refOf)),
  ];
}

function claimLinks(claim: PersistentVolumeClaim, reader: ClusterReader): readonly ObjectLinks[] {
  const { name, namespace } = claim.metadata;
  const { volumeName, storageClassName } = claim.spec;
  const pods = reader.list('pods', namespace).filter((pod) => claimsOf(pod).some((ref) => ref.name === name));
  return [
    ...links('Bound to', volumeName ? [{ kind: 'PersistentVolume', name: volumeName }] : []),
    ...links('Class', storageClassName ? [{ kind: 'StorageClass', name: storageClassName }] : []),
    ...links('Mounted by', pods.map(refOf)),
  ];
}

function volumeLinks({ spec }: PersistentVolume): readonly ObjectLinks[] {
  const { claimRef, storageClassName } = spec;
  return [
    ...links(
      'Bound to',
      claimRef?.name
        ? [{ kind: 'PersistentVolumeClaim', namespace: claimRef.namespace ?? '', name: claimRef.name }]
        : [],
    ),
    ...links('Class', storageClassName ? [{ kind: 'StorageClass', name: storageClassName }] : []),
  ];
}

function serviceLinks(service: Service, reader: ClusterReader): readonly ObjectLinks[] {
  const { name, namespace } = service.metadata;
  const sets = reader.list('statefulsets.apps', namespace).filter(({ spec }) => spec.serviceName === name);
  const pods = reader
    .list('pods', namespace)
    .filter(({ metadata }) => selectsLabels(service.spec.selector, metadata.labels));
  return [...links('Governs', sets.map(refOf)), ...links('Selects', pods.map(refOf))];
}

function nodeLinks(node: Node, reader: ClusterReader): readonly ObjectLinks[] {
  const pods = reader.list('pods').filter(({ spec }) => spec.nodeName === node.metadata.name);
  return links('Pods', pods.map(refOf));
}

function revisionLinks({ metadata }: ControllerRevision, reader: ClusterReader): readonly ObjectLinks[] {
  const pods = reader
    .list('pods', metadata.namespace)
    .filter((pod) => pod.metadata.labels?.['controller-revision-hash'] === metadata.name);
  return links('Pods at it', pods.map(refOf));
}

function budgetLinks({ metadata, spec }: PodDisruptionBudget, reader: ClusterReader): readonly ObjectLinks[] {
  const pods = reader
    .list('pods', metadata.namespace)
    .filter((pod) => matchesSelector(spec.selector, pod.metadata.labels ?? {}));
  return links('Protects', pods.map(refOf));
}

function classLinks({ metadata }: KubeObject, reader: ClusterReader): readonly ObjectLinks[] {
  const claims = reader.list('persistentvolumeclaims').filter(({ spec }) => spec.storageClassName === metadata.name);
  return links('Claims', claims.map(refOf));
}

/** What a Deployment, a ReplicaSet or a Job has made. */
function ownedLinks({ metadata }: KubeObject, reader: ClusterReader): readonly ObjectLinks[] {
  const isOwn = (object: KubeObject): boolean => controllerOf(object)?.uid === metadata.uid;
  return [
    ...links('ReplicaSets', reader.list('replicasets.apps', metadata.namespace).filter(isOwn).map(refOf)),
    ...links('Pods', reader.list('pods', metadata.namespace).filter(isOwn).map(refOf)),
  ];
}

/** Links of an object, its controller first. */
export function objectLinks(object: KubeObject, reader: ClusterReader): readonly ObjectLinks[] {
  const owner = controllerOf(object);
  const { namespace } = object.metadata;
  const ownerRef = owner && { kind: owner.kind, ...(namespace === undefined ? {} : { namespace }), name: owner.name };
  return [...links('Controlled by', ownerRef ? [ownerRef] : []), ...linksByKind(object, reader)];
}

function linksByKind(object: KubeObject, reader: ClusterReader): readonly ObjectLinks[] {
  switch (object.kind) {
    case 'Pod':
      return podLinks(object as Pod, reader);
    case 'StatefulSet':
      return setLinks(object as StatefulSet, reader);
    case 'PersistentVolumeClaim':
      return claimLinks(object as PersistentVolumeClaim, reader);
    case 'PersistentVolume':
      return volumeLinks(object as PersistentVolume);
    case 'Service':
      return serviceLinks(object as Service, reader);
    case 'Node':
      return nodeLinks(object as Node, reader);
    case 'ControllerRevision':
      return revisionLinks(object as ControllerRevision, reader);
    case 'PodDisruptionBudget':
      return budgetLinks(object as PodDisruptionBudget, reader);
    case 'StorageClass':
      return classLinks(object, reader);
    case 'Deployment':
    case 'ReplicaSet':
    case 'Job':
      return ownedLinks(object, reader);
    default:
      return [];
  }
}
