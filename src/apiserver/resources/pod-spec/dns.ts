/** Validation of a Pod's DNS settings and host aliases. Models pkg/apis/core/validation validatePodDNSConfig, ValidateHostAliases. */

import { forbiddenField, invalid, required, tooLong, type FieldError } from '../../../api/field-error.ts';
import { dns1123SubdomainErrors } from '../../../api/names.ts';
import type { HostAlias, PodSpec } from '../../../api/types.ts';
import { checkDnsSubdomain, invalidEach } from '../checks.ts';
import { checkIpAddress } from '../ip-address.ts';

const mostNameservers = 3;
const mostSearches = 32;
const longestSearchList = 2048;

/** A search domain may have underscores and a trailing dot; a single dot stands for none. */
function searchErrors(search: string): readonly string[] {
  if (search === '.') return [];
  const domain = search.replace(/\.$/, '');
  const label = '[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?';
  if (new RegExp(`^${label}(\\.${label})*$`).test(domain)) return [];
  if (dns1123SubdomainErrors(domain).length === 0) return [];
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [
    `${rule} (e.g. 'example.com', regex used for validation is '[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')`,
  ];
}

/** Errors of `dnsConfig`. */
export function checkDnsConfig({ dnsConfig, dnsPolicy }: PodSpec, path: string): FieldError[] {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!dnsConfig.nameservers?.length) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required(`${path}.nameservers`, detail)];
    }
  }
  if (!dnsConfig) return [];
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  const errors: FieldError[] = [];
  if (nameservers.length > mostNameservers) {
    errors.push(invalid(`${path}.nameservers`, nameservers, `must not have more than ${mostNameservers} nameservers`));
  }
  errors.push(...nameservers.flatMap((server, index) => checkIpAddress(server, `${path}.nameservers[${index}]`)));
  if (searches.length > mostSearches) {
    errors.push(invalid(`${path}.searches`, searches, `must not have more than ${mostSearches} search paths`));
  }
  if (searches.join(' ').length > longestSearchList) {
    const detail = `must not have more than ${longestSearchList} characters (including spaces) in the search list`;
    errors.push(invalid(`${path}.searches`, searches, detail));
  }
  errors.push(
    ...searches.flatMap((search, index) =>
      invalidEach(`${path}.searches[${index}]`, search.replace(/(?<=.)\.$/, ''), searchErrors(search)),
    ),
    ...options.flatMap(({ name }, index) => (name ? [] : [required(`${path}.options[${index}]`, 'must not be empty')])),
  );
  return errors;
}

/** Errors of `hostAliases`. */
export function checkHostAliases(aliases: readonly HostAlias[], path: string): FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, index) => [
    ...checkIpAddress(ip, `${path}[${index}].ip`),
    ...hostnames.flatMap((name, at) => checkDnsSubdomain(name, `${path}[${index}].hostnames[${at}]`)),
  ]);
}

/** Errors of `hostnameOverride`. Models validatePodHostName. */
export function checkHostnameOverride(spec: PodSpec, path: string): FieldError[] {
  const { hostnameOverride: name, setHostnameAsFQDN, hostNetwork } = spec;
  if (name === undefined) return [];
  const at = `${path}.hostnameOverride`;
  return [
    ...(setHostnameAsFQDN ? [forbiddenField(at, 'may not be specified when setHostnameAsFQDN is true')] : []),
    ...(hostNetwork ? [forbiddenField(at, 'may not be specified when hostNetwork is true')] : []),
    ...(name.length > 64 ? [tooLong(at, 64)] : []),
    ...checkDnsSubdomain(name, at),
  ];
}
