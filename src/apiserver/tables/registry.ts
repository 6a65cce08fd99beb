/** Which columns each resource is printed with. A resource without an entry is printed as NAME and AGE. */

import type { ResourceName } from '../../api/scheme.ts';
import type { TableColumn } from './columns.ts';
import { componentStatusColumns } from './componentstatuses.ts';
import { configMapColumns } from './configmaps.ts';
import { controllerRevisionColumns } from './controllerrevisions.ts';
import { endpointsColumns } from './endpoints.ts';
import { endpointSliceColumns } from './endpointslices.ts';
import { eventColumns } from './events.ts';
import { leaseColumns } from './leases.ts';
import { ageColumn, nameColumn } from './common-columns.ts';
import { namespaceColumns } from './namespaces.ts';
import { nodeColumns } from './nodes.ts';
import { persistentVolumeClaimColumns } from './persistentvolumeclaims.ts';
import { persistentVolumeColumns } from './persistentvolumes.ts';
import { podDisruptionBudgetColumns } from './poddisruptionbudgets.ts';
import { podColumns } from './pods.ts';
import { priorityClassColumns } from './priorityclasses.ts';
import { resourceQuotaColumns } from './resourcequotas.ts';
import { scaleColumns } from './scales.ts';
import { secretColumns } from './secrets.ts';
import { serviceColumns } from './services.ts';
import { statefulSetColumns } from './statefulsets.ts';
import { storageClassColumns } from './storageclasses.ts';

import { horizontalPodAutoscalerColumns } from './horizontalpodautoscalers.ts';
import { ingressClassColumns, ingressColumns, networkPolicyColumns } from './networking.ts';
import { clusterRoleBindingColumns, roleBindingColumns, roleColumns } from './roles.ts';

import { customResourceDefinitionColumns } from './customresourcedefinitions.ts';
import { deploymentColumns, replicaSetColumns } from './deployments.ts';

import { jobColumns } from './jobs.ts';

/** Columns by resource name (`pods`, `statefulsets.apps` …), in printing order. */
export const columnsByResource: Readonly<Record<ResourceName, readonly TableColumn<never>[]>> = {
  componentstatuses: componentStatusColumns,
  configmaps: configMapColumns,
  endpoints: endpointsColumns,
  events: eventColumns,
  limitranges: roleColumns,
  namespaces: namespaceColumns,
  nodes: nodeColumns,
  persistentvolumeclaims: persistentVolumeClaimColumns,
  persistentvolumes: persistentVolumeColumns,
  pods: podColumns,
  resourcequotas: resourceQuotaColumns,
  secrets: secretColumns,
  serviceaccounts: [nameColumn, ageColumn],
  services: serviceColumns,
  'customresourcedefinitions.apiextensions.k8s.io': customResourceDefinitionColumns,
  'controllerrevisions.apps': controllerRevisionColumns,
  'deployments.apps': deploymentColumns,
  'replicasets.apps': replicaSetColumns,
  'statefulsets.apps': statefulSetColumns,
  'scales.autoscaling': scaleColumns,
  'horizontalpodautoscalers.autoscaling': horizontalPodAutoscalerColumns,
  'jobs.batch': jobColumns,
  'leases.coordination.k8s.io': leaseColumns,
  'endpointslices.discovery.k8s.io': endpointSliceColumns,
  'ingressclasses.networking.k8s.io': ingressClassColumns,
  'ingresses.networking.k8s.io': ingressColumns,
  'networkpolicies.networking.k8s.io': networkPolicyColumns,
  'poddisruptionbudgets.policy': podDisruptionBudgetColumns,
  'clusterrolebindings.rbac.authorization.k8s.io': clusterRoleBindingColumns,
  'clusterroles.rbac.authorization.k8s.io': roleColumns,
  'rolebindings.rbac.authorization.k8s.io': roleBindingColumns,
  'roles.rbac.authorization.k8s.io': roleColumns,
  'priorityclasses.scheduling.k8s.io': priorityClassColumns,
  'storageclasses.storage.k8s.io': storageClassColumns,
};
