/** Ports of a Service as one Pod offers them. Models k8s.io/endpointslice utils.go getEndpointPorts and FindPort. */

import type { Container, DiscoveryV1EndpointPort, Pod, Service, ServicePort } from '../../api/types.ts';
import { isSidecar } from '../../api/pod-summary.ts';

function findNamedPort(
  containers: readonly Container[] | undefined,
  name: string,
  protocol: string,
): number | undefined {
  for (const container of containers ?? []) {
    const port = container.ports?.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol);
    if (port) return port.containerPort;
  }
  return undefined;
}

/** The number behind a Service port's targetPort on the Pod; undefined when the Pod has no port of that name. */
export function findPort(pod: Pod, { targetPort, port, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port;
  const { containers, initContainers } = pod.spec;
  return (
    findNamedPort(containers, targetPort, protocol) ??
    findNamedPort(initContainers?.filter(isSidecar), targetPort, protocol)
  );
}

export function resolvePorts(service: Service, pod: Pod): readonly DiscoveryV1EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return [{ name, port, protocol, ...(appProtocol ? { appProtocol } : {}) }];
  });
}

export function isSamePort(a: DiscoveryV1EndpointPort, b: DiscoveryV1EndpointPort): boolean {
  return (
    (a.name ?? '') === (b.name ?? '') &&
    a.port === b.port &&
    a.protocol === b.protocol &&
    a.appProtocol === b.appProtocol
  );
}
