/** Which describer each kind has. Models describe.go describerMap. */

import type { KubeObject } from '../../api/object.ts';
import { resourceName, type ResourceName, type ResourceRow } from '../../api/scheme.ts';
import type { Describer } from './describer.ts';
import { describeEndpoints, describeEndpointSlice } from './endpoints.ts';
import { describeGeneric } from './generic.ts';
import { describeNode } from './node.ts';
import { describePersistentVolume } from './persistentvolume.ts';
import { describePersistentVolumeClaim } from './persistentvolumeclaim.ts';
import { describePod } from './pod.ts';
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
  ['configmaps', describeConfigMap],
  ['endpoints', describeEndpoints],
  ['endpointslices.discovery.k8s.io', describeEndpointSlice],
  ['namespaces', describeNamespace],
  ['nodes', describeNode],
  ['persistentvolumeclaims', describePersistentVolumeClaim],
  ['persistentvolumes', describePersistentVolume],
  ['poddisruptionbudgets.policy', describePodDisruptionBudget],
  ['pods', describePod],
  ['priorityclasses.scheduling.k8s.io', describePriorityClass],
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
