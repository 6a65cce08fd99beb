/** Address families of a Service on an IPv4 cluster. Models pkg/registry/core/service/storage/alloc.go initIPFamilyFields. */

import { invalid, invalidStatus, type FieldError } from '../../../api/field-error.ts';
import { StatusError } from '../../../api/status.ts';
import type { Service, ServiceSpec } from '../../../api/types.ts';
import { withFields } from '../../../lib/sharing.ts';

const clusterFamily = 'IPv4';

/** `IPv6` when the address has a colon. */
export function familyOf(ip: string): string {
  return ip.includes(':') ? 'IPv6' : 'IPv4';
}

function refuse(service: Service, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new StatusError(invalidStatus('Service', '', service.metadata.name, errors));
}

function defaultPolicy(spec: ServiceSpec, old: ServiceSpec | undefined): string {
  if (old?.ipFamilyPolicy) return old.ipFamilyPolicy;
  const hasSelector = Object.keys(spec.selector ?? {}).length > 0;
  return spec.clusterIP === 'None' && !hasSelector ? 'RequireDualStack' : 'SingleStack';
}

function stackErrors({ ipFamilyPolicy, clusterIPs = [], ipFamilies = [] }: ServiceSpec): FieldError[] {
  if (ipFamilyPolicy !== 'SingleStack') return [];
  const error = (what: string): FieldError =>
    invalid(
      'spec.ipFamilyPolicy',
      ipFamilyPolicy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    );
  return [
    ...(clusterIPs.length === 2 ? [error('cluster IPs')] : []),
    ...(ipFamilies.length === 2 ? [error('IP families')] : []),
  ];
}

/** Families that follow from the addresses that were given. */
function inferFamilies({ clusterIPs = [], ipFamilies = [] }: ServiceSpec, errors: FieldError[]): readonly string[] {
  const families = [...ipFamilies];
  for (const [index, ip] of clusterIPs.entries()) {
    if (ip === 'None') break;
    if (index < families.length || !ip) continue;
    const family = familyOf(ip);
    if (family === clusterFamily) families.push(family);
    else errors.push(invalid(`spec.clusterIPs[${index}]`, clusterIPs, `${family} is not configured on this cluster`));
  }
  return families;
}

function configurationErrors(policy: string, families: readonly string[]): FieldError[] {
  const dualStack =
    policy === 'RequireDualStack'
      ? [invalid('spec.ipFamilyPolicy', policy, 'this cluster is not configured for dual-stack services')]
      : [];
  const unknown = families.flatMap((family, index) =>
    family === clusterFamily ? [] : [invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster')],
  );
  return [...dualStack, ...unknown];
}

/**
 * The Service with `ipFamilyPolicy` and `ipFamilies`. `loose` are the errors of the addresses themselves, which come
 * before everything else.
 */
export function setFamilies(
  service: Service,
  old: Service | undefined,
  loose: (service: Service) => readonly FieldError[],
): Service {
  if (service.spec.type === 'ExternalName') return service;
  const policy = service.spec.ipFamilyPolicy || defaultPolicy(service.spec, old?.spec);
  const named = withFields(service, { spec: withFields(service.spec, { ipFamilyPolicy: policy }) });
  refuse(named, loose(named));
  const errors = stackErrors(named.spec);
  const families = inferFamilies(named.spec, errors);
  refuse(named, errors);
  const withFamilies = (ipFamilies: readonly string[]): Service =>
    withFields(named, { spec: withFields(named.spec, { ipFamilies }) });
  const keep = (ipFamilies: readonly string[]): readonly string[] =>
    named.spec.ipFamilies && ipFamilies.length === named.spec.ipFamilies.length ? named.spec.ipFamilies : ipFamilies;
  const hasSelector = Object.keys(named.spec.selector ?? {}).length > 0;
  if (named.spec.clusterIP === 'None' && !hasSelector) {
    const first = families.length > 0 ? families : [clusterFamily];
    const needsSecond = first.length < 2 && policy !== 'SingleStack';
    return withFamilies(keep(needsSecond ? [...first, first[0] === 'IPv4' ? 'IPv6' : 'IPv4'] : first));
  }
  refuse(named, configurationErrors(policy, families));
  return withFamilies(keep(families.length > 0 ? families : [clusterFamily]));
}
