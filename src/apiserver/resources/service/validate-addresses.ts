/** Validation of cluster IPs and their families. Models pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields. */

import { duplicate, invalid, notSupported, required, type FieldError } from '../../../api/field-error.ts';
import type { Service, ServiceSpec } from '../../../api/types.ts';
import { checkOptionalEnum } from '../checks.ts';
import { checkIpAddress, isIpv6 } from '../ip-address.ts';

const path = 'spec.clusterIPs';

/** True for a Service without a virtual address. */
export function isHeadless({ clusterIPs }: ServiceSpec): boolean {
  return clusterIPs?.length === 1 && clusterIPs[0] === 'None';
}

/** `clusterIP` is the first of `clusterIPs`. */
function checkPair({ clusterIP, clusterIPs = [] }: ServiceSpec): FieldError[] {
  if (clusterIP) {
    if (clusterIPs.length === 0) return [required(path)];
    return clusterIPs[0] === clusterIP ? [] : [invalid(path, clusterIPs, 'first value must match `clusterIP`')];
  }
  return clusterIPs.length > 0 ? [invalid(path, clusterIPs, 'must be empty when `clusterIP` is not specified')] : [];
}

function checkFamilies(families: readonly string[]): FieldError[] {
  const supported = ['IPv4', 'IPv6'];
  return families.flatMap((family, index) => {
    const at = `spec.ipFamilies[${index}]`;
    return [
      ...(supported.includes(family) ? [] : [notSupported(at, family, supported)]),
      ...(families.indexOf(family) < index ? [duplicate(at, family)] : []),
    ];
  });
}

function checkEachAddress(clusterIPs: readonly string[]): { readonly errors: FieldError[]; readonly bad: boolean } {
  const errors: FieldError[] = [];
  for (const [index, ip] of clusterIPs.entries()) {
    if (index > 0 || ip !== 'None') errors.push(...checkIpAddress(ip, `${path}[${index}]`));
    else if (clusterIPs.length > 1) errors.push(invalid(path, clusterIPs, "'None' must be the first and only value"));
  }
  return { errors, bad: errors.length > 0 };
}

function checkFamilyOfAddresses({ clusterIPs = [], ipFamilies = [] }: ServiceSpec): FieldError[] {
  return clusterIPs.slice(0, ipFamilies.length).flatMap((ip, index) => {
    const expected = ipFamilies[index];
    const actual = isIpv6(ip) ? 'IPv6' : 'IPv4';
    if (actual === expected || (expected !== 'IPv4' && expected !== 'IPv6')) return [];
    return [invalid(`${path}[${index}]`, ip, `expected an ${expected} value as indicated by \`ipFamilies[${index}]\``)];
  });
}

/** Errors of the address fields alone; also looked at before addresses are allocated. */
export function checkAddressFields({ spec }: Service): FieldError[] {
  const { type, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  if (type === 'ExternalName') return [];
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  const each = checkEachAddress(clusterIPs);
  const errors = [
    ...checkPair(spec),
    ...checkFamilies(ipFamilies),
    ...checkOptionalEnum(ipFamilyPolicy, 'spec.ipFamilyPolicy', policies),
    ...each.errors,
  ];
  if (clusterIPs.length > 2) errors.push(invalid(path, clusterIPs, 'may only hold up to 2 values'));
  if (each.bad) return errors;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(isIpv6)).size < 2) {
    errors.push(invalid(path, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  return isHeadless(spec) ? errors : [...errors, ...checkFamilyOfAddresses(spec)];
}

function checkAddressesUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const { clusterIPs = [] } = spec;
  const before = old.clusterIPs ?? [];
  const changed = (index: number): FieldError => invalid(`${path}[${index}]`, clusterIPs, 'may not change once set');
  if (clusterIPs.length === before.length) {
    return before.flatMap((ip, index) => (ip === clusterIPs[index] ? [] : [changed(index)]));
  }
  const errors: FieldError[] = [];
  if (clusterIPs.length === 0) errors.push(invalid(`${path}[0]`, null, 'primary clusterIP can not be unset'));
  else if (before.length > 0 && clusterIPs[0] !== before[0]) errors.push(changed(0));
  if (before.length > clusterIPs.length && clusterIPs.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    const detail = "must be set to 'SingleStack' when releasing the secondary clusterIP";
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy ?? null, detail));
  }
  return errors;
}

function checkFamiliesUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const families = spec.ipFamilies ?? [];
  const before = old.ipFamilies ?? [];
  const at = 'spec.ipFamilies[0]';
  if (families.length === before.length) {
    return before.flatMap((family, index) =>
      family === families[index] ? [] : [invalid(at, families, 'may not change once set')],
    );
  }
  const errors: FieldError[] = [];
  const primaryChanged = families.length > 0 && before.length > 0 && families[0] !== before[0];
  if (primaryChanged) errors.push(invalid(at, spec.clusterIPs ?? null, 'may not change once set'));
  if (before.length > families.length && families.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    const detail = "must be set to 'SingleStack' when releasing the secondary ipFamily";
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy ?? null, detail));
  }
  return errors;
}

/** Errors of a change of addresses and families. */
export function checkAddressUpdate({ spec }: Service, { spec: old }: Service): FieldError[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName') return [];
  const [headless, wasHeadless] = [isHeadless(spec), isHeadless(old)];
  if (headless && wasHeadless) return [];
  const addresses = checkAddressesUpdate(spec, old);
  return headless === wasHeadless ? [...addresses, ...checkFamiliesUpdate(spec, old)] : addresses;
}
