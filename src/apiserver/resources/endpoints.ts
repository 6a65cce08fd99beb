/** Rules of Endpoints, which 1.33 deprecated. Models pkg/apis/core/validation ValidateEndpoints and pkg/registry/core/endpoint. */

import { required, type FieldError } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CoreV1EndpointPort, EndpointAddress, Endpoints } from '../../api/types.ts';
import { ifPresent, mapShared, withDefaults, withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition } from '../resource.ts';
import { checkDnsLabel, checkDnsSubdomain, checkEnum, checkPortNumber, checkQualifiedName } from './checks.ts';
import { checkIpAddress, checkOrdinaryIp, ipWarnings } from './ip-address.ts';
import { schemeRow } from './scheme-row.ts';

type StoredEndpoints = Endpoints & KubeObject;

function checkAddress({ ip = '', hostname, nodeName }: EndpointAddress, path: string): FieldError[] {
  return [
    ...checkIpAddress(ip, `${path}.ip`),
    ...(hostname ? checkDnsLabel(hostname, `${path}.hostname`) : []),
    ...(nodeName === undefined ? [] : checkDnsSubdomain(nodeName, `${path}.nodeName`)),
    ...checkOrdinaryIp(ip, `${path}.ip`),
  ];
}

function checkEndpointPort(
  { name, port, protocol, appProtocol }: CoreV1EndpointPort,
  needsName: boolean,
  path: string,
): FieldError[] {
  return [
    ...(name ? checkDnsLabel(name, `${path}.name`) : needsName ? [required(`${path}.name`)] : []),
    ...checkPortNumber(port, `${path}.port`),
    ...checkEnum(protocol, `${path}.protocol`, ['SCTP', 'TCP', 'UDP']),
    ...(appProtocol === undefined ? [] : checkQualifiedName(appProtocol, `${path}.appProtocol`)),
  ];
}

function validate({ subsets = [] }: StoredEndpoints): readonly FieldError[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
    const path = `subsets[${index}]`;
    const isEmpty = addresses.length === 0 && notReadyAddresses.length === 0;
    return [
      ...(isEmpty ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...addresses.flatMap((address, at) => checkAddress(address, `${path}.addresses[${at}]`)),
      ...notReadyAddresses.flatMap((address, at) => checkAddress(address, `${path}.notReadyAddresses[${at}]`)),
      ...ports.flatMap((port, at) => checkEndpointPort(port, ports.length > 1, `${path}.ports[${at}]`)),
    ];
  });
}

/** Unusual addresses, unless the controller wrote them. Models pkg/registry/core/endpoint endpointsWarnings. */
function warnings({ metadata, subsets = [] }: StoredEndpoints): readonly string[] {
  if (metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller') return [];
  return subsets.flatMap((subset, index) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap((list) =>
      (subset[list] ?? []).flatMap(({ ip }, at) => ipWarnings(ip, `subsets[${index}].${list}[${at}].ip`)),
    ),
  );
}

export const endpointsDefinition: ResourceDefinition<StoredEndpoints> = {
  row: schemeRow('endpoints'),
  setDefaults: (endpoints) =>
    withFields<StoredEndpoints>(endpoints, {
      subsets: ifPresent(endpoints.subsets, (subsets) =>
        mapShared(subsets, (subset) =>
          withFields(subset, {
            ports: ifPresent(subset.ports, (ports) =>
              mapShared(ports, (port) => withDefaults(port, { protocol: 'TCP' })),
            ),
          }),
        ),
      ),
    }),
  validate,
  validateUpdate: (endpoints, old) => (endpoints.subsets === old.subsets ? [] : validate(endpoints)),
  warnings,
  deprecationWarning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  allowCreateOnUpdate: true,
};
