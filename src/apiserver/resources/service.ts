/** Rules of Services. Models pkg/apis/core and pkg/registry/core/service. */

import { invalid, invalidStatus } from '../../api/field-error.ts';
import { StatusError } from '../../api/status.ts';
import type { Service } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';
import { addressError, freeAddress, usedAddresses } from './service/addresses.ts';
import { setServiceDefaults } from './service/defaults.ts';
import { setFamilies } from './service/families.ts';
import { allocateNodePorts } from './service/node-ports.ts';

/** The Service with the address that it asks for, or with a free one. Models allocClusterIPs. */
function allocateAddress(service: Service, context: RuleContext): Service {
  const { type, clusterIPs = [] } = service.spec;
  if (type === 'ExternalName' || clusterIPs[0] === 'None') return service;
  const used = usedAddresses(context.reader);
  const [wanted] = clusterIPs;
  const error = wanted ? addressError(wanted, used) : undefined;
  if (error) {
    const errors = [invalid('spec.clusterIPs', clusterIPs, `failed to allocate IP ${wanted}: ${error}`)];
    throw new StatusError(invalidStatus('Service', '', service.metadata.name, errors));
  }
  const address = wanted || freeAddress(context.random, used);
  return address ? { ...service, spec: { ...service.spec, clusterIP: address, clusterIPs: [address] } } : service;
}

function prepareForCreate(service: Service, context: RuleContext): Service {
  const { clusterIP, clusterIPs } = service.spec;
  const normal =
    clusterIP && !clusterIPs?.length ? { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } } : service;
  const addressed = allocateAddress(
    setFamilies(normal, undefined, () => []),
    context,
  );
  const allocated = allocateNodePorts(addressed, undefined, context.reader, context.random);
  return { ...allocated, status: { loadBalancer: {} } };
}

function prepareForUpdate(service: Service, old: Service): Service {
  return withFields(service, { status: old.status });
}

export const serviceDefinition: ResourceDefinition<Service> = {
  row: schemeRow('services'),
  setDefaults: setServiceDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: (service, old) => withFields(service, { spec: old.spec }),
  validate: () => [],
  validateUpdate: () => [],
};
