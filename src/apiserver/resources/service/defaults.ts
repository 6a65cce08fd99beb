/** Versioned defaults of Services. Models pkg/apis/core/v1/defaults.go SetDefaults_Service. */

import type { Service, ServicePort, ServiceSpec } from '../../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../../lib/sharing.ts';

const clusterTypes = new Set(['ClusterIP', 'NodePort', 'LoadBalancer']);
const defaultAffinitySeconds = 10_800;

function setPortDefaults(port: ServicePort): ServicePort {
  const filled = withDefaults(port, { protocol: 'TCP' });
  return withFields(filled, { port: filled.port ?? 0, targetPort: filled.targetPort || (filled.port ?? 0) });
}

function sessionAffinityConfig({
  sessionAffinity,
  sessionAffinityConfig,
}: ServiceSpec): ServiceSpec['sessionAffinityConfig'] {
  if (sessionAffinity === 'None') return undefined;
  if (sessionAffinity !== 'ClientIP' || sessionAffinityConfig?.clientIP?.timeoutSeconds !== undefined) {
    return sessionAffinityConfig;
  }
  return { clientIP: { timeoutSeconds: defaultAffinitySeconds } };
}

function isExternallyAccessible({ type = '', externalIPs }: ServiceSpec): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && Boolean(externalIPs?.length));
}

/** The Service with type, protocols, target ports and traffic policies filled in. */
export function setServiceDefaults(service: Service): Service {
  const spec = withDefaults(service.spec ?? {}, { sessionAffinity: 'None', type: 'ClusterIP' });
  return withFields(service, {
    spec: withFields(spec, {
      sessionAffinityConfig: sessionAffinityConfig(spec),
      ports: ifPresent(spec.ports, (ports) => mapShared(ports, setPortDefaults)),
      externalTrafficPolicy: spec.externalTrafficPolicy || (isExternallyAccessible(spec) ? 'Cluster' : undefined),
      internalTrafficPolicy: spec.internalTrafficPolicy ?? (clusterTypes.has(spec.type ?? '') ? 'Cluster' : undefined),
      allocateLoadBalancerNodePorts:
        spec.allocateLoadBalancerNodePorts ?? (spec.type === 'LoadBalancer' ? true : undefined),
    }),
    status: withDefaults(service.status ?? {}, { loadBalancer: {} }),
  });
}
