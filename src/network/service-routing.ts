/** Where a connection to a Service's address goes. Models pkg/proxy CategorizeEndpoints with external and internal policy Cluster. */

import type { ClusterReader } from '../api/reader.ts';
import type { Endpoint, Service } from '../api/types.ts';
import { clusterIPsOf, slicesOf } from './service-endpoints.ts';

export interface Backend {
  readonly address: string;
  readonly port: number;
  readonly endpoint: Endpoint;
}

export interface Route {
  readonly service: Service;
  /** Any of these, chosen at random; none: the connection is refused at once. */
  readonly backends: readonly Backend[];
  /** The backends are terminating: there is no ready one. */
  readonly fallback: boolean;
}

/** The Service that has this cluster address; undefined when none has. */
export function serviceAt(reader: ClusterReader, address: string): Service | undefined {
  return reader.list('services').find((service) => clusterIPsOf(service).includes(address));
}

/** The endpoints that a port of a ClusterIP Service sends to: ready ones, or else serving ones that terminate. */
export function routeService(reader: ClusterReader, service: Service, port: number): Route {
  const { name, namespace = '' } = service.metadata;
  const servicePort = (service.spec.ports ?? []).find((entry) => entry.port === port);
  if (!servicePort) return { service, backends: [], fallback: false };
  const all = slicesOf(reader, namespace, name).flatMap((slice) => {
    const target = (slice.ports ?? []).find((entry) => (entry.name ?? '') === (servicePort.name ?? ''))?.port;
    if (target === undefined) return [];
    return (slice.endpoints ?? []).flatMap((endpoint) =>
      endpoint.addresses.map((address) => ({ address, port: target, endpoint })),
    );
  });
  const ready = all.filter(({ endpoint }) => endpoint.conditions?.ready !== false);
  if (ready.length > 0) return { service, backends: ready, fallback: false };
  const serving = all.filter(
    ({ endpoint: { conditions } }) => conditions?.serving === true && conditions.terminating === true,
  );
  return { service, backends: serving, fallback: serving.length > 0 };
}
