/** Rules of EndpointSlices. Models pkg/apis/discovery/validation and pkg/registry/discovery/endpointslice strategy.go. */

import { duplicate, invalid, notSupported, required, tooMany, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import type { DiscoveryV1EndpointPort, Endpoint, EndpointSlice } from '../../api/types.ts';
import { mapShared, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkDnsLabel, checkDnsSubdomain, checkEnum, checkQualifiedName, immutableError } from './checks.ts';
import { firstGeneration } from './generation.ts';
import { checkOrdinaryIp, ipWarnings, isIpAddress, isIpv6 } from './ip-address.ts';
import { schemeRow } from './scheme-row.ts';
import { semanticallyEqual } from './semantic-equality.ts';

type StoredSlice = EndpointSlice & KubeObject;

const mostEndpoints = 1000;
const mostAddresses = 100;
const mostPorts = 20_000;

/** What counts for the generation: labels and content, not the other metadata. */
const content = ({ addressType, endpoints, ports, metadata }: StoredSlice): unknown => ({
  addressType,
  endpoints,
  ports,
  labels: metadata.labels,
});

function checkAddress(address: string, type: string, path: string): FieldError[] {
  if (type === 'FQDN') return checkDnsSubdomain(address, path);
  const family = type === 'IPv6' ? 'IPv6' : 'IPv4';
  const fits = isIpAddress(address) && isIpv6(address) === (family === 'IPv6');
  const wrong = fits ? [] : [invalid(path, address, `must be a valid ${family} address`)];
  return [...wrong, ...checkOrdinaryIp(address, path)];
}

function checkEndpoint(endpoint: Endpoint, type: string, path: string): FieldError[] {
  const { nodeName, hostname } = endpoint;
  const addresses = endpoint.addresses ?? [];
  const at = `${path}.addresses`;
  return [
    ...(addresses.length === 0 ? [required(at, 'must contain at least 1 address')] : []),
    ...(addresses.length > mostAddresses ? [tooMany(at, addresses.length, mostAddresses)] : []),
    ...addresses.flatMap((address, index) => checkAddress(address, type, `${at}[${index}]`)),
    ...(nodeName === undefined ? [] : checkDnsSubdomain(nodeName, `${path}.nodeName`)),
    ...(hostname === undefined ? [] : checkDnsLabel(hostname, `${path}.hostname`)),
  ];
}

function checkPorts(ports: readonly DiscoveryV1EndpointPort[]): FieldError[] {
  const names = new Set<string>();
  const errors: FieldError[] = ports.length > mostPorts ? [tooMany('ports', ports.length, mostPorts)] : [];
  for (const [index, { name = '', protocol, appProtocol }] of ports.entries()) {
    const path = `ports[${index}]`;
    if (name) errors.push(...checkDnsLabel(name, `${path}.name`));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    errors.push(...checkEnum(protocol, `${path}.protocol`, ['SCTP', 'TCP', 'UDP']));
    if (appProtocol !== undefined) errors.push(...checkQualifiedName(appProtocol, `${path}.appProtocol`));
  }
  return errors;
}

function validate({ addressType = '', endpoints, ports }: StoredSlice): readonly FieldError[] {
  const types = ['FQDN', 'IPv4', 'IPv6'];
  const list = endpoints ?? [];
  return [
    ...(addressType ? [] : [required('addressType')]),
    ...(addressType && !types.includes(addressType) ? [notSupported('addressType', addressType, types)] : []),
    ...(list.length > mostEndpoints ? [tooMany('endpoints', list.length, mostEndpoints)] : []),
    ...list.flatMap((endpoint, index) => checkEndpoint(endpoint, addressType, `endpoints[${index}]`)),
    ...checkPorts(ports ?? []),
  ];
}

const managedByKey = 'endpointslice.kubernetes.io/managed-by';

/** Models pkg/registry/discovery/endpointslice warnOnDeprecatedAddressType and warnOnBadIPs. */
function warnings({ metadata, addressType, endpoints }: StoredSlice): readonly string[] {
  if (addressType === 'FQDN') return ['spec.addressType: FQDN endpoints are deprecated'];
  if (metadata.labels?.[managedByKey] === 'endpointslice-controller.k8s.io') return [];
  return (endpoints ?? []).flatMap(({ addresses }, index) =>
    (addresses ?? []).flatMap((ip, at) => ipWarnings(ip, `endpoints[${index}].addresses[${at}]`)),
  );
}

function setPortDefaults(port: DiscoveryV1EndpointPort): DiscoveryV1EndpointPort {
  return withFields(port, { name: port.name ?? '', protocol: port.protocol ?? 'TCP' });
}

export const endpointSliceDefinition: ResourceDefinition<StoredSlice> = {
  row: schemeRow('endpointslices.discovery.k8s.io'),
  setDefaults: (slice) =>
    withFields<StoredSlice>(slice, {
      ports: slice.ports && mapShared(slice.ports, setPortDefaults),
    }),
  prepareForCreate: firstGeneration,
  prepareForUpdate(slice, old) {
    const generation = old.metadata.generation ?? 1;
    return withFields<StoredSlice>(slice, {
      metadata: withFields(slice.metadata, {
        generation: semanticallyEqual(content(slice), content(old)) ? generation : generation + 1,
      }),
    });
  },
  validate,
  validateUpdate: (slice, old) => [
    ...validate(slice),
    ...(slice.addressType === old.addressType ? [] : [invalid('addressType', slice.addressType, immutableError)]),
  ],
  warnings,
};
