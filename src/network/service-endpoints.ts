/** What cluster DNS and kube-proxy read off EndpointSlices. */

import type { KubeObject } from '../api/object.ts';
import type { ClusterReader } from '../api/reader.ts';
import type { Endpoint, EndpointSlice, Service } from '../api/types.ts';

export interface PublishedEndpoint {
  readonly address: string;
  /** Its own label below the Service's name: the Pod's hostname, or the address with dashes. */
  readonly label: string;
  /** True when `label` is a hostname that the endpoint carries. */
  readonly named: boolean;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
  readonly endpoint: Endpoint;
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}

/** The addresses of a ClusterIP Service; none of a headless or ExternalName one. */
export function clusterIPsOf(service: Service): readonly string[] {
  const { clusterIP, clusterIPs } = service.spec;
  const all = clusterIPs && clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [];
  return all.filter((ip) => ip !== 'None' && ip !== '');
}

/** The slices of a Service. */
export function slicesOf(
  reader: ClusterReader,
  namespace: string,
  service: string,
): readonly (EndpointSlice & KubeObject)[] {
  return reader
    .list('endpointslices.discovery.k8s.io', namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service);
}

/** `10.244.1.5` → `10-244-1-5`. */
export function dashedAddress(address: string): string {
  return address.replaceAll(/[.:]/g, '-');
}

/** Endpoints with a record: those that are ready (or of which it is unknown). */
export function publishedEndpoints(slices: readonly EndpointSlice[]): readonly PublishedEndpoint[] {
  return slices.flatMap((slice) => {
    const ports = (slice.ports ?? []).map(({ name = '', port = 0, protocol = 'TCP' }) => ({ name, port, protocol }));
    return (slice.endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready !== false)
      .flatMap((endpoint) =>
        endpoint.addresses.map((address) => {
          const named = endpoint.hostname !== undefined && endpoint.hostname !== '';
          return { address, label: named ? endpoint.hostname! : dashedAddress(address), named, ports, endpoint };
        }),
      );
  });
}
