/** Rules of Services. Models pkg/apis/core and pkg/registry/core/service. */

import { invalid, invalidStatus } from '../../api/field-error.ts';
import { StatusError } from '../../api/status.ts';
import { nameIsDnsLabel } from '../../api/names.ts';
import type { Service } from '../../api/types.ts';
import { withFields } from '../../lib/sharing.ts';
import type { ResourceDefinition, RuleContext } from '../resource.ts';
import { schemeRow } from './scheme-row.ts';
import { addressError, freeAddress, usedAddresses } from './service/addresses.ts';
import { setServiceDefaults } from './service/defaults.ts';
import { setFamilies } from './service/families.ts';
import { allocateNodePorts } from './service/node-ports.ts';
import { alignAddresses, dropTypeDependentFields, keepAllocatedValues } from './service/update.ts';
import { checkAddressFields } from './service/validate-addresses.ts';
import { validateService, validateServiceStatus, validateServiceUpdate } from './service/validate.ts';
import { serviceWarnings } from './service/warnings.ts';

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

function allocate(service: Service, old: Service | undefined, context: RuleContext): Service {
  const withFamilies = setFamilies(service, old, checkAddressFields);
  const needsAddress = !old || old.spec.type === 'ExternalName';
  const addressed = needsAddress ? allocateAddress(withFamilies, context) : withFamilies;
  return allocateNodePorts(addressed, old, context);
}

function prepareForCreate(service: Service, context: RuleContext): Service {
  const allocated = allocate(alignAddresses(service, undefined), undefined, context);
  return { ...allocated, status: { loadBalancer: {} } };
}

function prepareForUpdate(service: Service, old: Service, context: RuleContext): Service {
  if (service.spec === old.spec) return withFields(service, { status: old.status });
  const aligned = alignAddresses(keepAllocatedValues(service, old), old);
  const allocated = allocate(aligned, old, context);
  return dropTypeDependentFields(withFields(allocated, { status: old.status }), old);
}

/** Names may begin with a digit since 1.36 (RelaxedServiceNameValidation). */
function validateName(name: string, prefix: boolean): readonly string[] {
  return name.includes('.') ? ['must not contain dots'] : nameIsDnsLabel(name, prefix);
}

export const serviceDefinition: ResourceDefinition<Service> = {
  row: schemeRow('services'),
  setDefaults: setServiceDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: (service, old) => withFields(service, { spec: old.spec }),
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate: validateServiceStatus,
  validateName,
  warnings: serviceWarnings,
  selectableFields: ({ spec }) => ({ 'spec.clusterIP': spec.clusterIP ?? '', 'spec.type': spec.type ?? '' }),
};
