/**
 * Keeps the legacy Endpoints object of each Service with a selector. One key per Service; the object has its name.
 * Models pkg/controller/endpoint endpoints_controller.go.
 */

import type { StoreChange } from '../api/change.ts';
import type { Controller, SyncContext, SyncResult } from '../api/controller.ts';
import type { CoreV1EndpointPort, EndpointAddress, EndpointSubset, Pod, Service } from '../api/types.ts';
import { createRequest, deleteRequest, updateRequest } from '../client/request.ts';
import { endpointHostname, isPodReady } from './endpoint-slice/plan.ts';
import { findPort, isSamePort } from './endpoint-slice/ports.ts';
import { pauseMs, podsOfService, serviceKeysForPod, type Round } from './service-keys.ts';

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

/** What one Pod contributes: worked out once per version of the Pod. */
interface Contribution {
  readonly service: Service;
  readonly address: EndpointAddress;
  readonly ready: boolean;
  /** The ports that the Pod has, and the same as text. */
  readonly ports: readonly CoreV1EndpointPort[];
  readonly portsKey: string;
  readonly order: number;
}

const contributions = new WeakMap<Pod, Contribution>();

function contributionOf(pod: Pod, service: Service): Contribution {
  const found = contributions.get(pod);
  if (found?.service === service) return found;
  const ports = portsOf(pod, service);
  const contribution = {
    service,
    address: addressOf(pod, service),
    ready: service.spec.publishNotReadyAddresses === true || isPodReady(pod),
    ports,
    portsKey: JSON.stringify(ports),
    order: addressOrder(pod.status.podIP!),
  };
  contributions.set(pod, contribution);
  return contribution;
}

function portsOf(pod: Pod, { spec }: Service): readonly CoreV1EndpointPort[] {
  return (spec.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name, protocol = 'TCP', appProtocol } = servicePort;
    return [{ ...(name ? { name } : {}), port, protocol, ...(appProtocol ? { appProtocol } : {}) }];
  });
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

/** IPv4 addresses in numerical order, all others behind them. */
function addressOrder(ip: string): number {
  const parts = ip.split('.').map(Number);
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number.POSITIVE_INFINITY;
}

function belongs({ status, metadata }: Pod, withTerminating: boolean): boolean {
  if (status.phase === 'Succeeded' || status.phase === 'Failed' || !status.podIP) return false;
  return withTerminating || metadata.deletionTimestamp === undefined;
}

/** Pods with the same ports make one subset; one without any of the Service's ports is left out. Models RepackSubsets. */
export function planSubsets(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const { ports = [], clusterIP, publishNotReadyAddresses } = service.spec;
  const needsPort = ports.length > 0 || clusterIP !== 'None';
  const groups = new Map<string, Contribution[]>();
  for (const pod of pods) {
    if (!belongs(pod, publishNotReadyAddresses === true)) continue;
    const contribution = contributionOf(pod, service);
    if (needsPort && contribution.ports.length === 0) continue;
    const group = groups.get(contribution.portsKey);
    if (group) group.push(contribution);
    else groups.set(contribution.portsKey, [contribution]);
  }
  return [...groups.values()].map((group) => {
    group.sort((a, b) => a.order - b.order);
    const ready = group.filter((entry) => entry.ready).map(({ address }) => address);
    const notReady = group.filter((entry) => !entry.ready).map(({ address }) => address);
    const room = Math.max(0, maxAddresses - ready.length);
    return {
      ...(ready.length > 0 ? { addresses: ready.slice(0, maxAddresses) } : {}),
      ...(notReady.length > 0 && room > 0 ? { notReadyAddresses: notReady.slice(0, room) } : {}),
      ...(group[0]!.ports.length > 0 ? { ports: group[0]!.ports } : {}),
    };
  });
}

function labelsOf({ metadata, spec }: Service): Readonly<Record<string, string>> {
  return {
    ...metadata.labels,
    [managedByLabel]: 'endpoint-controller',
    ...(spec.clusterIP === 'None' ? { [headlessLabel]: '' } : {}),
  };
}

function sync(key: string, { reader, request, memory, nowMs }: SyncContext): SyncResult {
  const [namespace, name] = key.split('/') as [string, string];
  const service = reader.get('services', namespace, name);
  const present = reader.get('endpoints', namespace, name);
  const path = { resource: 'endpoints', namespace };
  if (!service) {
    memory.delete(key);
    if (present) request(deleteRequest({ ...path, name }));
    return {};
  }
  if (!service.spec.selector || service.spec.type === 'ExternalName') return {};
  const waitMs = pauseMs((memory.get(key) ?? {}) as Round, nowMs);
  if (waitMs > 0) return { requeueAfterMs: waitMs };
  const pods = podsOfService(service, reader);
  const subsets = planSubsets(service, pods);
  const labels = labelsOf(service);
  if (present && isSameSubsets(present.subsets ?? [], subsets) && isSameRecord(present.metadata.labels ?? {}, labels)) {
    return {};
  }
  memory.set(key, { atMs: nowMs, pods: pods.length });
  const wanted = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...(present?.metadata ?? { name, namespace }), labels },
    ...(subsets.length > 0 ? { subsets } : {}),
  };
  const response = request(present ? updateRequest({ ...path, name }, wanted) : createRequest(path, wanted));
  return response.code < 300 ? {} : { error: JSON.stringify(response.body) };
}

function isSameSubsets(a: readonly EndpointSubset[], b: readonly EndpointSubset[]): boolean {
  return a.length === b.length && a.every((subset, index) => isSameSubset(subset, b[index]!));
}

function isSameSubset(a: EndpointSubset, b: EndpointSubset): boolean {
  return (
    isSameAddresses(a.addresses ?? [], b.addresses ?? []) &&
    isSameAddresses(a.notReadyAddresses ?? [], b.notReadyAddresses ?? []) &&
    (a.ports?.length ?? 0) === (b.ports?.length ?? 0) &&
    (a.ports ?? []).every((port, index) => isSamePort(port, b.ports![index]!))
  );
}

function isSameAddresses(a: readonly EndpointAddress[], b: readonly EndpointAddress[]): boolean {
  return a.length === b.length && a.every((address, index) => isSameAddress(address, b[index]!));
}

function isSameAddress(a: EndpointAddress, b: EndpointAddress): boolean {
  if (a === b) return true;
  const sameTarget = a.targetRef?.uid === b.targetRef?.uid;
  return sameTarget && a.ip === b.ip && a.hostname === b.hostname && a.nodeName === b.nodeName;
}

function isSameRecord(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}
