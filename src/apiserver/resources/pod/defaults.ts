/** Defaults that only a Pod gets, not a template. Models pkg/apis/core/v1/defaults.go SetDefaults_Pod. */

import type { Container, Pod, PodSpec } from '../../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../../lib/sharing.ts';
import { setPodSpecDefaults } from '../pod-spec/defaults.ts';
import { aggregateRequests } from '../../../api/pod-resources.ts';

/** A resource with a limit and no request requests its limit. */
function requestLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (!limits || Object.keys(limits).every((name) => Object.hasOwn(requests ?? {}, name))) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}

/** Resources that may be given to a Pod as a whole. */
function isPodLevel(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/** A Pod with limits of its own requests what its containers do, or else the limits. Models defaultPodRequests. */
function requestPodLimits(spec: PodSpec): PodSpec {
  const { limits, requests } = spec.resources ?? {};
  if (!limits || Object.keys(limits).length === 0) return spec;
  const ofContainers = Object.entries(aggregateRequests(spec)).filter(
    ([name]) => isPodLevel(name) && !name.startsWith('hugepages-'),
  );
  const ofLimits = Object.entries(limits).filter(([name]) => isPodLevel(name));
  const complete = { ...Object.fromEntries(ofLimits), ...Object.fromEntries(ofContainers), ...requests };
  if (Object.keys(complete).every((name) => Object.hasOwn(requests ?? {}, name))) return spec;
  return { ...spec, resources: { ...spec.resources, requests: complete } };
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
  const linked = withDefaults(requestPodLimits(spec), { enableServiceLinks: true });
  return withFields(pod, {
    spec: linked.hostNetwork ? setContainers(linked, openHostPorts) : linked,
    status: pod.status ?? {},
  });
}
