/**
 * The names that cluster DNS answers at a moment, and those it does not with the reason. Derived from Services and
 * EndpointSlices as CoreDNS derives its zone (plugin kubernetes, DNS specification 1.1.0).
 */

import type { ObjectRef } from '../api/object.ts';
import { refOf } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Endpoint, Service } from '../api/types.ts';
import { endpointIndex, endpointsOf, type ServiceEndpoints } from './endpoint-index.ts';
import { selectsLabels } from './selectors.ts';
import { whyNoRecord } from './stage-dns.ts';
import { isHeadless } from './stage-services.ts';

export interface DnsRow {
  /** Without `.svc.cluster.local`. */
  readonly host: string;
  readonly fqdn: string;
  readonly type: 'A' | 'AAAA' | 'SRV' | 'CNAME';
  /** What it is answered with; empty for NXDOMAIN. */
  readonly values: readonly string[];
  /** Why there is no answer. */
  readonly reason: string;
  readonly ref: ObjectRef;
  /** `service`: the Service's own name; `pod`: the name of one endpoint. */
  readonly level: 'service' | 'pod';
}

const zone = 'svc.cluster.local';

function addressType(address: string): 'A' | 'AAAA' {
  return address.includes(':') ? 'AAAA' : 'A';
}

function endpointHost(endpoint: Endpoint): string {
  return endpoint.hostname ?? endpoint.addresses[0]?.replace(/[.:]/g, '-') ?? '';
}

function serviceRow(service: Service, endpoints: ServiceEndpoints): DnsRow {
  const { name, namespace = '' } = service.metadata;
  const base = { host: `${name}.${namespace}`, fqdn: `${name}.${namespace}.${zone}`, ref: refOf(service) };
  if (service.spec.type === 'ExternalName') {
    return { ...base, type: 'CNAME', values: [service.spec.externalName ?? ''], reason: '', level: 'service' };
  }
  const values = isHeadless(service)
    ? endpoints.published.flatMap(({ addresses }) => addresses)
    : (service.spec.clusterIPs ?? [service.spec.clusterIP ?? '']);
  const reason = endpoints.all.length > 0 ? 'no endpoint is Ready' : 'no Pod with an IP is selected';
  return { ...base, type: addressType(values[0] ?? ''), values, reason, level: 'service' };
}

function srvRows(service: Service, endpoints: ServiceEndpoints): readonly DnsRow[] {
  const { name, namespace = '' } = service.metadata;
  const fqdn = `${name}.${namespace}.${zone}`;
  const ports = (service.spec.ports ?? []).filter((port) => port.name);
  return ports.map((port) => {
    const label = `_${port.name}._${(port.protocol ?? 'TCP').toLowerCase()}`;
    const targets = endpoints.slices.flatMap((slice) => {
      const number = slice.ports?.find((one) => one.name === port.name)?.port;
      const published = (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
      return published.map((endpoint) => `${number ?? port.port} ${endpointHost(endpoint)}.${fqdn}.`);
    });
    const weight = Math.max(1, Math.floor(100 / Math.max(1, targets.length)));
    const values = isHeadless(service)
      ? targets.map((target) => `0 ${weight} ${target}`)
      : [`0 100 ${port.port} ${fqdn}.`];
    return {
      host: `${label}.${name}.${namespace}`,
      fqdn: `${label}.${fqdn}`,
      type: 'SRV',
      values,
      reason: 'no endpoint is Ready',
      ref: refOf(service),
      level: 'service',
    };
  });
}

function podRows(reader: ClusterReader, service: Service, endpoints: ServiceEndpoints): readonly DnsRow[] {
  const { name, namespace = '' } = service.metadata;
  const pods = reader.list('pods', namespace).filter((pod) => {
    return pod.spec.subdomain === name || selectsLabels(service.spec.selector, pod.metadata.labels);
  });
  const published = new Map(endpoints.published.map((endpoint) => [endpoint.targetRef?.name, endpoint]));
  return pods.map((pod) => {
    const endpoint = published.get(pod.metadata.name);
    const named = endpoint?.hostname;
    const label = endpoint ? endpointHost(endpoint) : pod.metadata.name;
    const values = endpoint?.addresses ?? [];
    return {
      host: `${label}.${name}.${namespace}`,
      fqdn: `${label}.${name}.${namespace}.${zone}`,
      type: addressType(values[0] ?? ''),
      values,
      reason: named ? '' : whyNoRecord(pod, service, name),
      ref: refOf(pod),
      level: 'pod',
    };
  });
}

/** All names of the Services of the user's namespaces, Service by Service. */
export function dnsRecords(reader: ClusterReader): readonly DnsRow[] {
  const index = endpointIndex(reader.list('endpointslices.discovery.k8s.io'));
  const services = reader.list('services').filter(({ metadata }) => metadata.namespace !== 'kube-system');
  return services.flatMap((service) => {
    const endpoints = endpointsOf(index, service.metadata.namespace ?? '', service.metadata.name);
    return [serviceRow(service, endpoints), ...srvRows(service, endpoints), ...podRows(reader, service, endpoints)];
  });
}
