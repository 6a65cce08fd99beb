/** Which describer each kind has. Models describe.go describerMap. */

import type { KubeObject } from '../../api/object.ts';
import { resourceName, type ResourceName, type ResourceRow } from '../../api/scheme.ts';
import type { Describer } from './describer.ts';
import { describeDeployment, describeReplicaSet } from './deployment.ts';
import { describeEndpoints, describeEndpointSlice } from './endpoints.ts';
import { describeGeneric } from './generic.ts';
import { describeHorizontalPodAutoscaler } from './horizontalpodautoscaler.ts';
import { describeIngress, describeIngressClass } from './ingress.ts';
import { describeJob } from './job.ts';
import { describeLimitRange, describeResourceQuota } from './limits.ts';
import { describeNetworkPolicy } from './networkpolicy.ts';
import { describeNode } from './node.ts';
import { describePersistentVolume } from './persistentvolume.ts';
import { describePersistentVolumeClaim } from './persistentvolumeclaim.ts';
import { describePod } from './pod.ts';
import { describeRole, describeRoleBinding } from './roles.ts';
import { describeService } from './service.ts';
import {
  describeConfigMap,
  describeNamespace,
  describePodDisruptionBudget,
  describePriorityClass,
  describeSecret,
  describeServiceAccount,
  describeStorageClass,
} from './small-kinds.ts';
import { describeStatefulSet } from './statefulset.ts';

const describers: ReadonlyMap<ResourceName, Describer<never>> = new Map<ResourceName, Describer<never>>([
  ['clusterrolebindings.rbac.authorization.k8s.io', describeRoleBinding],
  ['clusterroles.rbac.authorization.k8s.io', describeRole],
  ['configmaps', describeConfigMap],
  ['deployments.apps', describeDeployment],
  ['endpoints', describeEndpoints],
  ['endpointslices.discovery.k8s.io', describeEndpointSlice],
  ['horizontalpodautoscalers.autoscaling', describeHorizontalPodAutoscaler],
  ['ingressclasses.networking.k8s.io', describeIngressClass],
  ['ingresses.networking.k8s.io', describeIngress],
  ['jobs.batch', describeJob],
  ['limitranges', describeLimitRange],
  ['namespaces', describeNamespace],
  ['networkpolicies.networking.k8s.io', describeNetworkPolicy],
  ['nodes', describeNode],
  ['persistentvolumeclaims', describePersistentVolumeClaim],
  ['persistentvolumes', describePersistentVolume],
  ['poddisruptionbudgets.policy', describePodDisruptionBudget],
  ['pods', describePod],
  ['priorityclasses.scheduling.k8s.io', describePriorityClass],
  ['replicasets.apps', describeReplicaSet],
  ['resourcequotas', describeResourceQuota],
  ['rolebindings.rbac.authorization.k8s.io', describeRoleBinding],
  ['roles.rbac.authorization.k8s.io', describeRole],
  ['secrets', describeSecret],
  ['serviceaccounts', describeServiceAccount],
  ['services', describeService],
  ['statefulsets.apps', describeStatefulSet],
  ['storageclasses.storage.k8s.io', describeStorageClass],
]);

/** The describer of a resource; kinds without one get the generic one. */
export function describerOf(resource: ResourceRow): Describer<KubeObject> {
  return (describers.get(resourceName(resource)) ?? describeGeneric) as Describer<KubeObject>;
}
