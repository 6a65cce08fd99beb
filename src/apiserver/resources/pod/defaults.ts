/** Defaults that only a Pod gets, not a template. Models pkg/apis/core/v1/defaults.go SetDefaults_Pod. */

import type { Container, Pod, PodSpec } from '../../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../../lib/sharing.ts';
import { setPodSpecDefaults } from '../pod-spec/defaults.ts';

/** A resource with a limit and no request requests its limit. */
function requestLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (!limits || Object.keys(limits).every((name) => Object.hasOwn(requests ?? {}, name))) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}

/** In the host's network a port of a container is a port of the host. */
function openHostPorts(container: Container): Container {
  if (!container.ports) return container;
  const ports = mapShared(container.ports, (port) =>
    port.hostPort ? port : { ...port, hostPort: port.containerPort },
  );
  return withFields(container, { ports });
}

function setContainers(spec: PodSpec, change: (container: Container) => Container): PodSpec {
  return withFields(spec, {
    containers: mapShared(spec.containers, change),
    initContainers: ifPresent(spec.initContainers, (list) => mapShared(list, change)),
  });
}

/** The Pod with every versioned default; the same object when nothing was missing. */
export function setPodDefaults(pod: Pod): Pod {
  const spec = setContainers(setPodSpecDefaults(pod.spec ?? ({} as PodSpec)), requestLimits);
  const linked = withDefaults(spec, { enableServiceLinks: true });
  return withFields(pod, {
    spec: linked.hostNetwork ? setContainers(linked, openHostPorts) : linked,
    status: pod.status ?? {},
  });
}
