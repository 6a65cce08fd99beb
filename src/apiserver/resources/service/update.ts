/**
 * What a changed Service keeps of the stored one, and what it loses with its type. Models pkg/registry/core/service
 * storage.go patchAllocatedValues, normalizeClusterIPs and strategy.go dropTypeDependentFields.
 */

import type { Service, ServicePort, ServiceSpec } from '../../../api/types.ts';
import { mapShared, withFields } from '../../../lib/sharing.ts';
import { semanticallyEqual } from '../semantic-equality.ts';
import { needsHealthCheckPort, needsNodePorts } from './node-ports.ts';

type Fields = { -readonly [K in keyof ServiceSpec]?: ServiceSpec[K] | undefined };

const needsAddress = ({ spec }: Service): boolean => spec.type !== 'ExternalName';

function keepNodePorts(ports: readonly ServicePort[], old: readonly ServicePort[]): readonly ServicePort[] {
  const given = new Set(ports.map(({ nodePort }) => nodePort));
  const used = new Set(old.flatMap(({ nodePort }) => (nodePort && given.has(nodePort) ? [nodePort] : [])));
  const byName = new Map(old.map(({ name = '', nodePort }) => [name, nodePort]));
  return mapShared(ports, (port) => {
    const known = byName.get(port.name ?? '');
    if (port.nodePort || !known || used.has(known)) return port;
    used.add(known);
    return { ...port, nodePort: known };
  });
}

/** Fills in allocated values that an updater left out. */
export function keepAllocatedValues(service: Service, old: Service): Service {
  const { spec } = service;
  const fields: Fields = {};
  if (needsAddress(service) && needsAddress(old)) {
    const clusterIP = spec.clusterIP || old.spec.clusterIP;
    fields.clusterIP = clusterIP;
    if (!spec.clusterIPs?.length && clusterIP === old.spec.clusterIP) fields.clusterIPs = old.spec.clusterIPs;
  }
  if (needsNodePorts(service) && needsNodePorts(old)) {
    fields.ports = spec.ports && keepNodePorts(spec.ports, old.spec.ports ?? []);
  }
  if (needsHealthCheckPort(service) && needsHealthCheckPort(old)) {
    fields.healthCheckNodePort = spec.healthCheckNodePort || old.spec.healthCheckNodePort;
  }
  return withFields(service, { spec: withFields(spec, fields) });
}

/** Makes `clusterIPs` follow a changed `clusterIP`, for clients that know only the latter. */
export function alignAddresses(service: Service, old: Service | undefined): Service {
  const { clusterIP, clusterIPs } = service.spec;
  const before = old?.spec.clusterIPs;
  const follows = !clusterIPs?.length || (old !== undefined && semanticallyEqual(clusterIPs, before));
  if (!follows || clusterIP === old?.spec.clusterIP) return service;
  const aligned = clusterIP ? [clusterIP] : undefined;
  return withFields(service, { spec: withFields(service.spec, { clusterIPs: aligned }) });
}

/** Removes what the new type does not have, as long as the updater did not change it. */
export function dropTypeDependentFields(service: Service, old: Service): Service {
  const { spec } = service;
  const before = old.spec;
  const fields: Fields = {};
  const drop = (field: keyof ServiceSpec): void => {
    if (semanticallyEqual(spec[field], before[field])) fields[field] = undefined;
  };
  if (needsAddress(old) && !needsAddress(service)) {
    if (spec.clusterIP === before.clusterIP && semanticallyEqual(spec.clusterIPs, before.clusterIPs)) {
      fields.clusterIP = undefined;
      fields.clusterIPs = undefined;
    }
    drop('ipFamilies');
    drop('ipFamilyPolicy');
    drop('internalTrafficPolicy');
  }
  if (needsNodePorts(old) && !needsNodePorts(service)) {
    const had = new Set((before.ports ?? []).map(({ nodePort }) => nodePort));
    const same = (spec.ports ?? []).every(({ nodePort }) => !nodePort || had.has(nodePort));
    if (same && spec.ports) fields.ports = mapShared(spec.ports, (port) => withFields(port, { nodePort: undefined }));
    drop('externalTrafficPolicy');
  }
  if (needsHealthCheckPort(old) && !needsHealthCheckPort(service)) drop('healthCheckNodePort');
  if (before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    drop('allocateLoadBalancerNodePorts');
    drop('loadBalancerClass');
  }
  if (before.type === 'ExternalName' && spec.type !== 'ExternalName') drop('externalName');
  const status = spec.type === 'LoadBalancer' ? service.status : withFields(service.status, { loadBalancer: {} });
  return withFields(service, {
    spec: withFields(spec, fields),
    status: semanticallyEqual(status, service.status) ? service.status : status,
  });
}
