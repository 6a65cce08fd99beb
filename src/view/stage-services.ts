/** Cards of Services: what they are and what they publish. */

import type { Service } from '../api/types.ts';
import type { ServiceEndpoints } from './endpoint-index.ts';
import type { ServiceCard } from './stage-model.ts';

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}

/** `3 addresses`; `2 of 3 addresses` while EndpointSlices hold some that are not published. */
function addressesText(published: number, all: number): string {
  const count = published === all ? String(all) : `${published} of ${all}`;
  return `${count} ${all === 1 ? 'address' : 'addresses'}`;
}

export function serviceCard(service: Service, endpoints: ServiceEndpoints): ServiceCard {
  const { name, namespace = '' } = service.metadata;
  const headless = isHeadless(service);
  const waiting = endpoints.all.length - endpoints.published.length;
  const address =
    service.spec.type === 'ExternalName' ? (service.spec.externalName ?? '') : (service.spec.clusterIP ?? '');
  const slices = endpoints.slices.length;
  const notes = [
    slices === 1 ? '1 EndpointSlice' : `${slices} EndpointSlices`,
    waiting > 0 ? `${waiting} not published` : '',
    service.spec.publishNotReadyAddresses ? 'publishes not-Ready addresses' : '',
  ];
  return {
    ref: { kind: 'Service', namespace, name },
    name,
    exists: true,
    headless,
    line: [headless ? '' : address, addressesText(endpoints.published.length, endpoints.all.length)]
      .filter(Boolean)
      .join(' · '),
    note: notes.filter(Boolean).join(' · '),
  };
}

/** The card of a Service that a StatefulSet names but that does not exist. */
export function missingServiceCard(namespace: string, name: string): ServiceCard {
  const ref = { kind: 'Service', namespace, name };
  return { ref, name, exists: false, headless: true, line: 'does not exist: no DNS names', note: '' };
}
