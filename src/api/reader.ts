/** Read access to the stored objects: what informer caches are upstream, here always up to date. */

import type { KubeObject } from './object.ts';
import type {
  ClusterRole,
  ClusterRoleBinding,
  ConfigMap,
  ControllerRevision,
  CustomResourceDefinition,
  Deployment,
  EndpointSlice,
  Endpoints,
  Event,
  HorizontalPodAutoscaler,
  Ingress,
  IngressClass,
  Job,
  Lease,
  LimitRange,
  Namespace,
  NetworkPolicy,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  PriorityClass,
  ReplicaSet,
  ResourceQuota,
  Role,
  RoleBinding,
  Secret,
  Service,
  ServiceAccount,
  StatefulSet,
  StorageClass,
} from './types.ts';

/** The TypeScript type behind each resource name. */
export interface ResourceTypes {
  configmaps: ConfigMap & KubeObject;
  endpoints: Endpoints & KubeObject;
  events: Event & KubeObject;
  limitranges: LimitRange;
  namespaces: Namespace;
  nodes: Node;
  persistentvolumeclaims: PersistentVolumeClaim;
  persistentvolumes: PersistentVolume;
  pods: Pod;
  resourcequotas: ResourceQuota;
  secrets: Secret & KubeObject;
  serviceaccounts: ServiceAccount & KubeObject;
  services: Service;
  'customresourcedefinitions.apiextensions.k8s.io': CustomResourceDefinition;
  'controllerrevisions.apps': ControllerRevision & KubeObject;
  'deployments.apps': Deployment;
  'replicasets.apps': ReplicaSet;
  'statefulsets.apps': StatefulSet;
  'jobs.batch': Job;
  'leases.coordination.k8s.io': Lease;
  'endpointslices.discovery.k8s.io': EndpointSlice & KubeObject;
  'poddisruptionbudgets.policy': PodDisruptionBudget;
  'clusterroles.rbac.authorization.k8s.io': ClusterRole & KubeObject;
  'clusterrolebindings.rbac.authorization.k8s.io': ClusterRoleBinding & KubeObject;
  'roles.rbac.authorization.k8s.io': Role & KubeObject;
  'rolebindings.rbac.authorization.k8s.io': RoleBinding & KubeObject;
  'priorityclasses.scheduling.k8s.io': PriorityClass & KubeObject;
  'ingressclasses.networking.k8s.io': IngressClass & KubeObject;
  'networkpolicies.networking.k8s.io': NetworkPolicy & KubeObject;
  'ingresses.networking.k8s.io': Ingress;
  'horizontalpodautoscalers.autoscaling': HorizontalPodAutoscaler;
  'storageclasses.storage.k8s.io': StorageClass & KubeObject;
}

export type KnownResource = keyof ResourceTypes;

export interface ClusterReader {
  /** The object, or undefined. `namespace` is undefined for cluster-scoped resources. */
  get<R extends KnownResource>(resource: R, namespace: string | undefined, name: string): ResourceTypes[R] | undefined;
  /** All objects of a resource (in one namespace, when given), in key order. Do not change the returned array. */
  list<R extends KnownResource>(resource: R, namespace?: string): readonly ResourceTypes[R][];
  /** The same for a resource whose name is known only at run time. */
  listAny(resource: string, namespace?: string): readonly KubeObject[];
  getAny(resource: string, namespace: string | undefined, name: string): KubeObject | undefined;
}
