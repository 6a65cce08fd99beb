/**
 * Which EndpointSlices a Service should have, as a pure function of the Service, its Pods and the present slices.
 * Models k8s.io/endpointslice reconciler.go and utils.go.
 */

import type { ClusterReader } from '../../api/reader.ts';
import type { DiscoveryV1EndpointPort, Endpoint, EndpointSlice, Node, Pod, Service } from '../../api/types.ts';
import { isSamePort, resolvePorts } from './ports.ts';

export const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
export const managedBy = 'endpointslice-controller.k8s.io';
export const serviceNameLabel = 'kubernetes.io/service-name';
const headlessLabel = 'service.kubernetes.io/headless';
const zoneLabel = 'topology.kubernetes.io/zone';

/** Models maxEndpointsPerSlice. */
const maxEndpointsPerSlice = 100;

/** The wanted content of a slice: of `slice`, or of a new one. */
export interface SliceWrite {
  readonly slice?: EndpointSlice;
  readonly addressType: string;
  readonly endpoints: readonly Endpoint[];
  readonly ports: readonly DiscoveryV1EndpointPort[];
}

export interface SlicePlan {
  readonly writes: readonly SliceWrite[];
  readonly deletes: readonly EndpointSlice[];
  /** Pods that are left out because their node is unknown: worth another look later. */
  readonly withoutNode: readonly Pod[];
}

type AddressType = 'IPv4' | 'IPv6';

/** Address families of the Service's endpoints. Models getAddressTypesForService. */
function addressTypesOf({ spec }: Service): readonly AddressType[] {
  const families = spec.ipFamilies ?? [];
  return families.length === 0 ? ['IPv4'] : families.map((family) => (family === 'IPv6' ? 'IPv6' : 'IPv4'));
}

/** Models ShouldPodBeInEndpoints with terminating Pods included. */
function belongs({ status }: Pod): boolean {
  if (status.phase === 'Succeeded' || status.phase === 'Failed') return false;
  return Boolean(status.podIP) || (status.podIPs?.length ?? 0) > 0;
}

export function isPodReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}

function addressesOf({ status }: Pod, addressType: AddressType): readonly string[] {
  const ips = status.podIPs ?? (status.podIP ? [{ ip: status.podIP }] : []);
  return ips.map(({ ip }) => ip ?? '').filter((ip) => ip !== '' && ip.includes(':') === (addressType === 'IPv6'));
}

/** The hostname that DNS gives the endpoint: only of Pods whose subdomain is this Service. Models ShouldSetHostname. */
export function endpointHostname(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec;
  const isOwn = subdomain === service.metadata.name && pod.metadata.namespace === service.metadata.namespace;
  return hostname && isOwn ? hostname : undefined;
}

/** Models podToEndpoint. */
function endpointOf(pod: Pod, service: Service, addresses: readonly string[], zone: string | undefined): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const hostname = endpointHostname(pod, service);
  const { namespace, name, uid } = pod.metadata;
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname ? { hostname } : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, uid },
    ...(zone ? { zone } : {}),
  };
}

const portKey = (ports: readonly DiscoveryV1EndpointPort[] | null | undefined): string =>
  (ports ?? [])
    .map(
      ({ name, port, protocol, appProtocol }) => `${name ?? ''}/${protocol ?? ''}/${port ?? ''}/${appProtocol ?? ''}`,
    )
    .sort()
    .join(';');

/** What one Pod contributes: worked out once per version of the Pod. */
interface Contribution {
  readonly service: Service;
  /** Zone of the Pod's node. */
  readonly zone: string | undefined;
  readonly addressType: AddressType;
  readonly ports: readonly DiscoveryV1EndpointPort[];
  readonly portKey: string;
  /** Absent without an address of the family. */
  readonly endpoint?: Endpoint;
  /** Its `endpointKey`. */
  readonly key: string;
}

const contributions = new WeakMap<Pod, Contribution>();

function contributionOf(pod: Pod, service: Service, addressType: AddressType, node: Node | undefined): Contribution {
  const found = contributions.get(pod);
  const zone = node?.metadata.labels?.[zoneLabel];
  if (found && found.service === service && found.zone === zone && found.addressType === addressType) return found;
  const ports = resolvePorts(service, pod);
  const addresses = addressesOf(pod, addressType);
  const endpoint = addresses.length > 0 ? endpointOf(pod, service, addresses, zone) : undefined;
  const contribution = {
    service,
    zone,
    addressType,
    ports,
    portKey: portKey(ports),
    key: endpoint ? endpointKey(endpoint) : '',
    ...(endpoint ? { endpoint } : {}),
  };
  contributions.set(pod, contribution);
  return contribution;
}

interface Group {
  readonly ports: readonly DiscoveryV1EndpointPort[];
  /** By `endpointKey`. */
  readonly endpoints: Map<string, Endpoint>;
}

export function planSlices(
  service: Service,
  pods: readonly Pod[],
  slices: readonly EndpointSlice[],
  reader: ClusterReader,
): SlicePlan {
  const types = addressTypesOf(service);
  const plans = types.map((addressType) => planAddressType(service, pods, slices, addressType, reader));
  const stale = slices.filter(({ addressType }) => !types.includes(addressType as AddressType));
  return {
    writes: plans.flatMap(({ writes }) => writes),
    deletes: [...stale, ...plans.flatMap(({ deletes }) => deletes)],
    withoutNode: plans[0]?.withoutNode ?? [],
  };
}

/** Models reconcileByAddressType and finalize. */
function planAddressType(
  service: Service,
  pods: readonly Pod[],
  slices: readonly EndpointSlice[],
  addressType: AddressType,
  reader: ClusterReader,
): SlicePlan {
  const { groups, withoutNode } = groupByPorts(service, pods, addressType, reader);
  const own = slices.filter((slice) => slice.addressType === addressType);
  const existing = new Map<string, EndpointSlice[]>();
  for (const slice of own) {
    const key = portKey(slice.ports);
    existing.set(key, [...(existing.get(key) ?? []), slice]);
  }
  const updates: SliceWrite[] = [];
  const creates: SliceWrite[] = [];
  const deletes: EndpointSlice[] = [];
  for (const [key, { ports, endpoints }] of groups) {
    const packed = pack(endpoints, ports, existing.get(key) ?? [], addressType);
    updates.push(...packed.updates);
    creates.push(...packed.creates);
    deletes.push(...packed.deletes);
  }
  for (const [key, unwanted] of existing) if (!groups.has(key)) deletes.push(...unwanted);
  if (deletes.length === own.length && creates.length === 0) {
    const placeholder: SliceWrite = { addressType, endpoints: [], ports: [] };
    const [only] = deletes;
    if (deletes.length === 1 && only && isPlaceholder(only)) deletes.pop();
    else creates.push(placeholder);
  }
  // A slice that would be deleted is written over rather than replaced.
  while (deletes.length > 0 && creates.length > 0) updates.push({ ...creates.pop()!, slice: deletes.shift()! });
  return { writes: [...creates, ...updates], deletes, withoutNode };
}

function isPlaceholder({ endpoints, ports }: EndpointSlice): boolean {
  return (endpoints?.length ?? 0) === 0 && (ports?.length ?? 0) === 0;
}

function groupByPorts(
  service: Service,
  pods: readonly Pod[],
  addressType: AddressType,
  reader: ClusterReader,
): { readonly groups: ReadonlyMap<string, Group>; readonly withoutNode: readonly Pod[] } {
  const groups = new Map<string, Group>();
  const withoutNode: Pod[] = [];
  const nodes = new Map(reader.list('nodes').map((node) => [node.metadata.name, node]));
  for (const pod of pods) {
    if (!belongs(pod)) continue;
    const node = nodes.get(pod.spec.nodeName ?? '');
    const { ports, portKey, endpoint, key } = contributionOf(pod, service, addressType, node);
    const group = groups.get(portKey) ?? { ports, endpoints: new Map<string, Endpoint>() };
    groups.set(portKey, group);
    if (!node && service.spec.publishNotReadyAddresses !== true) withoutNode.push(pod);
    else if (endpoint) group.endpoints.set(key, endpoint);
  }
  return { groups, withoutNode };
}

/** What makes two endpoints the same one: the Pod and its addresses. */
function endpointKey({ targetRef, addresses }: Endpoint): string {
  return `${targetRef?.uid ?? ''}/${addresses.join(',')}`;
}

/** What is known of a stored endpoint: its key, and the wanted endpoint that it was found to be equal to. */
interface Stored {
  readonly key: string;
  sameAs?: Endpoint;
}

const known = new WeakMap<Endpoint, Stored>();

function storedOf(endpoint: Endpoint): Stored {
  let stored = known.get(endpoint);
  if (!stored) known.set(endpoint, (stored = { key: endpointKey(endpoint) }));
  return stored;
}

function isAsWanted(endpoint: Endpoint, stored: Stored, wanted: Endpoint): boolean {
  if (stored.sameAs === wanted) return true;
  if (!isSameEndpoint(endpoint, wanted)) return false;
  stored.sameAs = wanted;
  return true;
}

interface Packed {
  readonly updates: readonly SliceWrite[];
  readonly creates: readonly SliceWrite[];
  readonly deletes: readonly EndpointSlice[];
}

/**
 * Keeps endpoints in the slices they are in, fills these up with new ones and opens slices for the rest.
 * Models reconcileByPortMapping.
 */
function pack(
  open: Map<string, Endpoint>,
  ports: readonly DiscoveryV1EndpointPort[],
  slices: readonly EndpointSlice[],
  addressType: AddressType,
): Packed {
  const kept = slices.map((slice) => {
    const endpoints: Endpoint[] = [];
    let isSame = isSamePorts(slice.ports ?? [], ports);
    for (const endpoint of slice.endpoints ?? []) {
      const stored = storedOf(endpoint);
      const wanted = open.get(stored.key);
      isSame &&= wanted !== undefined && isAsWanted(endpoint, stored, wanted);
      if (!wanted) continue;
      open.delete(stored.key);
      endpoints.push(wanted);
    }
    return { slice, endpoints, isSame };
  });
  const rest = [...open.values()];
  const deletes = kept.filter(({ endpoints }) => endpoints.length === 0).map(({ slice }) => slice);
  // New endpoints go to the fullest slice that changes anyway, or that takes all that is left.
  const filled = kept
    .filter(({ endpoints }) => endpoints.length > 0)
    .sort((a, b) => b.endpoints.length - a.endpoints.length)
    .map(({ slice, endpoints, isSame }) => {
      const room = maxEndpointsPerSlice - endpoints.length;
      const changes = endpoints.length !== (slice.endpoints?.length ?? 0);
      const added = changes || rest.length <= room ? rest.splice(0, Math.max(0, room)) : [];
      const write = { slice, addressType, endpoints: [...endpoints, ...added], ports };
      return { write, isSame: isSame && added.length === 0 };
    });
  const creates: SliceWrite[] = [];
  while (rest.length > 0) creates.push({ addressType, endpoints: rest.splice(0, maxEndpointsPerSlice), ports });
  const updates = filled.filter(({ isSame }) => !isSame).map(({ write }) => write);
  return { updates, creates, deletes };
}

function isSamePorts(a: readonly DiscoveryV1EndpointPort[], b: readonly DiscoveryV1EndpointPort[]): boolean {
  return a.length === b.length && a.every((port, index) => isSamePort(port, b[index]!));
}

export function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  if (a === b) return true;
  return (
    a.conditions?.ready === b.conditions?.ready &&
    a.conditions?.serving === b.conditions?.serving &&
    a.conditions?.terminating === b.conditions?.terminating &&
    a.hostname === b.hostname &&
    a.nodeName === b.nodeName &&
    a.zone === b.zone &&
    a.targetRef?.uid === b.targetRef?.uid &&
    a.addresses.length === b.addresses.length &&
    a.addresses.every((address, index) => address === b.addresses[index])
  );
}

/** Labels of the Service's slices. Models setEndpointSliceLabels. */
export function sliceLabels({ metadata, spec }: Service): Readonly<Record<string, string>> {
  const reserved = [managedByLabel, serviceNameLabel, headlessLabel];
  const own = Object.entries(metadata.labels ?? {}).filter(([name]) => !reserved.includes(name));
  return {
    ...Object.fromEntries(own),
    [managedByLabel]: managedBy,
    [serviceNameLabel]: metadata.name,
    ...(spec.clusterIP === 'None' ? { [headlessLabel]: '' } : {}),
  };
}
