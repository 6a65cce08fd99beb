/** The name of one identity: its record, or the first reason why there is none. */

import type { Endpoint, Pod, Service } from '../api/types.ts';
import { podState } from './pod-state.ts';
import { selectsLabels } from './selectors.ts';
import type { DnsCard } from './stage-model.ts';

/** Why `<pod>.<service>` has no record, in the order in which one would check it; never empty. */
export function whyNoRecord(pod: Pod | undefined, service: Service | undefined, serviceName: string): string {
  if (!service) return `no Service ${serviceName}`;
  if (!pod) return 'no Pod';
  if (!selectsLabels(service.spec.selector, pod.metadata.labels)) return `not selected by ${serviceName}`;
  if (pod.spec.subdomain !== serviceName) return `subdomain is not ${serviceName}`;
  if (!pod.status.podIP) return 'no IP yet';
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (!podState(pod).ready) return 'not Ready';
  return 'record is on its way';
}

export interface DnsIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly serviceName: string;
  readonly service: Service | undefined;
  readonly pod: Pod | undefined;
  /** The published endpoint with this hostname. */
  readonly endpoint: Endpoint | undefined;
  /** Until when caches of resolvers hide it. */
  readonly deniedUntilMs: number | undefined;
}

/** The card at the head of a column. */
export function dnsCard({ name, namespace, serviceName, service, pod, endpoint, deniedUntilMs }: DnsIdentity): DnsCard {
  const address = endpoint?.addresses[0];
  const type = address?.includes(':') ? 'AAAA' : 'A';
  return {
    ref: { kind: 'Service', namespace, name: serviceName },
    host: `${name}.${serviceName}`,
    fqdn: `${name}.${serviceName}.${namespace}.svc.cluster.local`,
    published: address !== undefined,
    deniedUntilMs: address === undefined ? undefined : deniedUntilMs,
    answer: address === undefined ? `no record: ${whyNoRecord(pod, service, serviceName)}` : `${type} ${address}`,
  };
}
