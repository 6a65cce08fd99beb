/**
 * Defaults that every Pod spec gets, in a Pod as in a template. What only a Pod gets is in ../pod/defaults.ts.
 * Models pkg/apis/core/v1/defaults.go SetDefaults_PodSpec and the generated SetObjectDefaults_*.
 */

import type { Container, EphemeralContainer, PodSpec, PodTemplateSpec } from '../../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../../lib/sharing.ts';
import { setContainerDefaults, setResourceListDefaults, setResourcesDefaults } from './container-defaults.ts';
import { setVolumeDefaults } from './volume-defaults.ts';

/** The spec with every default filled in; the same object when nothing was missing. */
export function setPodSpecDefaults(spec: PodSpec): PodSpec {
  const filled = withDefaults(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  const account = filled.serviceAccountName || filled.serviceAccount || undefined;
  return withFields(filled, {
    serviceAccountName: account,
    serviceAccount: account,
    volumes: ifPresent(filled.volumes, (volumes) => mapShared(volumes, setVolumeDefaults)),
    containers: ifPresent(filled.containers, (list) => mapShared<Container>(list, setContainerDefaults)) ?? [],
    initContainers: ifPresent(filled.initContainers, (list) => mapShared<Container>(list, setContainerDefaults)),
    ephemeralContainers: ifPresent(filled.ephemeralContainers, (list) =>
      mapShared<EphemeralContainer>(list, setContainerDefaults),
    ),
    overhead: ifPresent(filled.overhead, setResourceListDefaults),
    resources: ifPresent(filled.resources, setResourcesDefaults),
  });
}

/** The same for a template, which always has a metadata and a spec when it is stored. */
export function setPodTemplateDefaults(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { metadata = {} as never, spec = {} as PodSpec } = template ?? {};
  return withFields(template ?? ({} as PodTemplateSpec), { metadata, spec: setPodSpecDefaults(spec) });
}
