/** The rules of every kind that the API server serves, by resource name. A new kind is one more line. */

import type { ResourceName } from '../api/scheme.ts';
import type { ResourceDefinition } from './resource.ts';
import { configMapDefinition } from './resources/configmap.ts';
import { controllerRevisionDefinition } from './resources/controllerrevision.ts';
import { customResourceDefinitionDefinition } from './resources/customresourcedefinition.ts';
import { endpointsDefinition } from './resources/endpoints.ts';
import { endpointSliceDefinition } from './resources/endpointslice.ts';
import { eventDefinition } from './resources/event.ts';
import { leaseDefinition } from './resources/lease.ts';
import { limitRangeDefinition } from './resources/limitrange.ts';
import { namespaceDefinition } from './resources/namespace.ts';
import { nodeDefinition } from './resources/node.ts';
import { persistentVolumeDefinition } from './resources/persistentvolume.ts';
import { persistentVolumeClaimDefinition } from './resources/persistentvolumeclaim.ts';
import { podDefinition } from './resources/pod.ts';
import { podDisruptionBudgetDefinition } from './resources/poddisruptionbudget.ts';
import { resourceQuotaDefinition } from './resources/resourcequota.ts';
import { secretDefinition } from './resources/secret.ts';
import { serviceDefinition } from './resources/service.ts';
import { serviceAccountDefinition } from './resources/serviceaccount.ts';
import { statefulSetDefinition } from './resources/statefulset.ts';
import { storageClassDefinition } from './resources/storageclass.ts';
import { clusterRoleDefinition } from './resources/clusterrole.ts';
import { clusterRoleBindingDefinition } from './resources/clusterrolebinding.ts';
import { horizontalPodAutoscalerDefinition } from './resources/horizontalpodautoscaler.ts';
import { horizontalPodAutoscalerV1Definition } from './resources/horizontalpodautoscaler-v1.ts';
import { ingressDefinition } from './resources/ingress.ts';
import { ingressClassDefinition } from './resources/ingressclass.ts';
import { networkPolicyDefinition } from './resources/networkpolicy.ts';
import { priorityClassDefinition } from './resources/priorityclass.ts';
import { roleDefinition } from './resources/role.ts';
import { roleBindingDefinition } from './resources/rolebinding.ts';
import { deploymentDefinition } from './resources/deployment.ts';
import { replicaSetDefinition } from './resources/replicaset.ts';
import { jobDefinition } from './resources/job.ts';

/** Of versions that objects are not stored in, by path. */
export const otherVersions: Readonly<Record<string, ResourceDefinition>> = {
  'apis/autoscaling/v1/horizontalpodautoscalers': horizontalPodAutoscalerV1Definition,
};

export const definitions: Readonly<Record<ResourceName, ResourceDefinition>> = {
  configmaps: configMapDefinition,
  'controllerrevisions.apps': controllerRevisionDefinition,
  'customresourcedefinitions.apiextensions.k8s.io': customResourceDefinitionDefinition,
  endpoints: endpointsDefinition,
  'endpointslices.discovery.k8s.io': endpointSliceDefinition,
  events: eventDefinition,
  'leases.coordination.k8s.io': leaseDefinition,
  limitranges: limitRangeDefinition,
  namespaces: namespaceDefinition,
  nodes: nodeDefinition,
  persistentvolumes: persistentVolumeDefinition,
  persistentvolumeclaims: persistentVolumeClaimDefinition,
  pods: podDefinition,
  'poddisruptionbudgets.policy': podDisruptionBudgetDefinition,
  resourcequotas: resourceQuotaDefinition,
  secrets: secretDefinition,
  services: serviceDefinition,
  serviceaccounts: serviceAccountDefinition,
  'statefulsets.apps': statefulSetDefinition,
  'storageclasses.storage.k8s.io': storageClassDefinition,
  'clusterroles.rbac.authorization.k8s.io': clusterRoleDefinition,
  'clusterrolebindings.rbac.authorization.k8s.io': clusterRoleBindingDefinition,
  'horizontalpodautoscalers.autoscaling': horizontalPodAutoscalerDefinition,
  'ingresses.networking.k8s.io': ingressDefinition,
  'ingressclasses.networking.k8s.io': ingressClassDefinition,
  'networkpolicies.networking.k8s.io': networkPolicyDefinition,
  'priorityclasses.scheduling.k8s.io': priorityClassDefinition,
  'roles.rbac.authorization.k8s.io': roleDefinition,
  'rolebindings.rbac.authorization.k8s.io': roleBindingDefinition,
  'deployments.apps': deploymentDefinition,
  'replicasets.apps': replicaSetDefinition,
  'jobs.batch': jobDefinition,
};
