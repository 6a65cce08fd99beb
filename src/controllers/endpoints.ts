/**
 * Keeps the legacy Endpoints object of each Service with a selector. One key per Service; the object has its name.
 * Models pkg/controller/endpoint endpoints_controller.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import type { CoreV1EndpointPort, EndpointAddress, EndpointSubset, Pod, Service } from '../api/types.ts';
import { createRequest, deleteRequest, updateRequest } from '../client/request.ts';
import { endpointHostname, isPodReady } from './endpoint-slice/plan.ts';
import { findPort } from './endpoint-slice/ports.ts';
import { podsOfService, serviceKeysForPod } from './service-keys.ts';

const managedByLabel = 'endpoints.kubernetes.io/managed-by';
const headlessLabel = 'service.kubernetes.io/headless';
/** Models maxCapacity. */
const maxAddresses = 1000;

export const endpointsController: Controller = {
  name: 'endpoint-controller',
  keysFor(change, reader) {
    if (change.resource === 'services') return [change.key];
    return change.resource === 'pods' ? serviceKeysForPod(change as StoreChange<Pod>, reader) : [];
  },
  sync,
};

/** One address at one port. */
interface Entry {
  readonly address: EndpointAddress;
  readonly ready: boolean;
  readonly port: CoreV1EndpointPort | undefined;
}

function belongs({ status, metadata }: Pod, withTerminating: boolean): boolean {
  if (status.phase === 'Succeeded' || status.phase === 'Failed' || !status.podIP) return false;
  return withTerminating || metadata.deletionTimestamp === undefined;
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const { namespace, name, uid } = pod.metadata;
  const hostname = endpointHostname(pod, service);
  return {
    ip: pod.status.podIP!,
    ...(hostname ? { hostname } : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, uid },
  };
}

function entriesOf(service: Service, pods: readonly Pod[]): readonly Entry[] {
  const toleratesUnready = service.spec.publishNotReadyAddresses === true;
  const { ports = [], clusterIP } = service.spec;
  return pods
    .filter((pod) => belongs(pod, toleratesUnready))
    .flatMap((pod): readonly Entry[] => {
      const address = addressOf(pod, service);
      const ready = toleratesUnready || isPodReady(pod);
      if (ports.length === 0) return clusterIP === 'None' ? [{ address, ready, port: undefined }] : [];
      return ports.flatMap((servicePort) => {
        const port = findPort(pod, servicePort);
        if (port === undefined) return [];
        const { name, protocol = 'TCP', appProtocol } = servicePort;
        const named = { ...(name ? { name } : {}), port, protocol, ...(appProtocol ? { appProtocol } : {}) };
        return [{ address, ready, port: named }];
      });
    });
}

/** Ports that the same addresses have make one subset. Models RepackSubsets. */
export function planSubsets(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const byPort = new Map<string, { readonly port: CoreV1EndpointPort | undefined; readonly entries: Entry[] }>();
  for (const entry of entriesOf(service, pods)) {
    const key = JSON.stringify(entry.port ?? null);
    const group = byPort.get(key) ?? { port: entry.port, entries: [] };
    group.entries.push(entry);
    byPort.set(key, group);
  }
  const subsets = new Map<string, { readonly entries: readonly Entry[]; readonly ports: CoreV1EndpointPort[] }>();
  for (const { port, entries } of byPort.values()) {
    const key = entries.map(({ address, ready }) => `${address.targetRef?.uid}/${ready}`).join();
    const subset = subsets.get(key) ?? { entries, ports: [] };
    if (port) subset.ports.push(port);
    subsets.set(key, subset);
  }
  return [...subsets.values()].map(({ entries, ports }) => {
    const ready = sortedAddresses(entries.filter((entry) => entry.ready));
    const notReady = sortedAddresses(entries.filter((entry) => !entry.ready));
    return {
      ...(ready.length > 0 ? { addresses: ready.slice(0, maxAddresses) } : {}),
      ...(notReady.length > 0
        ? { notReadyAddresses: notReady.slice(0, Math.max(0, maxAddresses - ready.length)) }
        : {}),
      ...(ports.length > 0 ? { ports } : {}),
    };
  });
}

function sortedAddresses(entries: readonly Entry[]): readonly EndpointAddress[] {
  return entries
    .map(({ address }) => address)
    .sort((a, b) => (ipKey(a.ip) < ipKey(b.ip) ? -1 : ipKey(a.ip) > ipKey(b.ip) ? 1 : 0));
}

/** IPv4 addresses in numerical order. */
const ipKey = (ip: string): string =>
  ip.includes(':')
    ? ip
    : ip
        .split('.')
        .map((part) => part.padStart(3, '0'))
        .join('.');

function labelsOf({ metadata, spec }: Service): Readonly<Record<string, string>> {
  return {
    ...metadata.labels,
    [managedByLabel]: 'endpoint-controller',
    ...(spec.clusterIP === 'None' ? { [headlessLabel]: '' } : {}),
  };
}

function sync(key: string, { reader, request }: SyncContext): SyncResult {
  const [namespace, name] = key.split('/') as [string, string];
  const service = reader.get('services', namespace, name);
  const present = reader.get('endpoints', namespace, name);
  const path = { resource: 'endpoints', namespace };
  if (!service) {
    if (present) request(deleteRequest({ ...path, name }));
    return {};
  }
  if (!service.spec.selector || service.spec.type === 'ExternalName') return {};
  const subsets = planSubsets(service, podsOfService(service, reader));
  const labels = labelsOf(service);
  const isSame =
    present !== undefined &&
    JSON.stringify(present.subsets ?? []) === JSON.stringify(subsets) &&
    isSameRecord(present.metadata.labels ?? {}, labels);
  if (isSame) return {};
  const wanted = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...(present?.metadata ?? { name, namespace }), labels },
    ...(subsets.length > 0 ? { subsets } : {}),
  };
  const response = request(present ? updateRequest({ ...path, name }, wanted) : createRequest(path, wanted));
  return response.code < 300 ? {} : { error: JSON.stringify(response.body) };
}

function isSameRecord(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}
