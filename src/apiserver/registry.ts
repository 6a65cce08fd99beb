/** The rules of every kind that the API server serves. A new kind is one more line. */

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
import { ingressDefinition } from './resources/ingress.ts';
import { ingressClassDefinition } from './resources/ingressclass.ts';
import { networkPolicyDefinition } from './resources/networkpolicy.ts';
import { priorityClassDefinition } from './resources/priorityclass.ts';
import { roleDefinition } from './resources/role.ts';
import { roleBindingDefinition } from './resources/rolebinding.ts';
import { deploymentDefinition } from './resources/deployment.ts';
import { replicaSetDefinition } from './resources/replicaset.ts';
import { jobDefinition } from './resources/job.ts';

export const definitions: readonly ResourceDefinition[] = [
  configMapDefinition,
  controllerRevisionDefinition,
  customResourceDefinitionDefinition,
  endpointsDefinition,
  endpointSliceDefinition,
  eventDefinition,
  leaseDefinition,
  limitRangeDefinition,
  namespaceDefinition,
  nodeDefinition,
  persistentVolumeDefinition,
  persistentVolumeClaimDefinition,
  podDefinition,
  podDisruptionBudgetDefinition,
  resourceQuotaDefinition,
  secretDefinition,
  serviceDefinition,
  serviceAccountDefinition,
  statefulSetDefinition,
  storageClassDefinition,
  clusterRoleDefinition,
  clusterRoleBindingDefinition,
  horizontalPodAutoscalerDefinition,
  ingressDefinition,
  ingressClassDefinition,
  networkPolicyDefinition,
  priorityClassDefinition,
  roleDefinition,
  roleBindingDefinition,
  deploymentDefinition,
  replicaSetDefinition,
  jobDefinition,
];
