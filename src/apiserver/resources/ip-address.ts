/** IP addresses and ranges in fields. Models apimachinery/pkg/util/validation ip.go. */

import { invalid, type FieldError } from '../../api/field-error.ts';
import { goQuote } from '../../lib/go-quote.ts';

const octet = '0*(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
/** Octets may have leading zeros here, which `strictErrors` refuses in words of its own. */
const v4Pattern = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** The eight groups of an IPv6 address, or undefined. */
function parseV6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = groups.flat();
  const last = all.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && !v4Pattern.test(last)) return undefined;
  const hex = embedded ? all.slice(0, -1) : all;
  if (!hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const size = hex.length + (embedded ? 2 : 0);
  if (halves.length === 2 ? size > 7 : size !== 8) return undefined;
  const toNumbers = (part: readonly string[]): number[] =>
    part.flatMap((group) => {
      if (!group.includes('.')) return [Number.parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
      return [a * 256 + b, c * 256 + d];
    });
  const head = toNumbers(groups[0] ?? []);
  const tail = toNumbers(groups[1] ?? []);
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...zeros, ...tail];
}

/** True for an IPv4 or IPv6 address. */
export function isIpAddress(text: string): boolean {
  return v4Pattern.test(text) || parseV6(text) !== undefined;
}

export function isIpv6(text: string): boolean {
  return text.includes(':') && parseV6(text) !== undefined;
}

/** An IPv4 address in the form `::ffff:1.2.3.4`, however it is written. */
const isMapped = (groups: readonly number[]): boolean =>
  groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;

const hasLeadingZeros = (text: string): boolean => /(?:^|[:.])0+[0-9]+(?:\.|$)/.test(text) && text.includes('.');

const mappedToV4 = (groups: readonly number[]): string =>
  groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');

/** An address as Go prints it: RFC 5952, the longest run of two zeros or more left out, mapped addresses as IPv4. */
export function canonicalIp(text: string): string {
  const groups = parseV6(text);
  if (!groups) return text.split('.').map(Number).join('.');
  if (isMapped(groups)) return mappedToV4(groups);
  let [best, length] = [-1, 1];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > length) [best, length] = [start, end - start];
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return best < 0 ? hex(groups) : `${hex(groups.slice(0, best))}::${hex(groups.slice(best + length))}`;
}

/** Models IsValidIPForLegacyField, strictly as StrictIPCIDRValidation demands since 1.36. */
export function checkIpAddress(text: string, path: string): FieldError[] {
  const error = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  if (!isIpAddress(text)) return [invalid(path, text, error)];
  if (hasLeadingZeros(text)) return [invalid(path, text, 'must not have leading 0s')];
  const groups = parseV6(text);
  return groups && isMapped(groups) ? [invalid(path, text, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/** True when the text is an address with a prefix length, written strictly or not. */
function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const most = isIpv6(address) ? 128 : 32;
  return rest.length === 0 && isIpAddress(address) && /^[0-9]+$/.test(bits) && Number(bits) <= most;
}

/** Models IsValidCIDRForLegacyField, strictly. */
export function checkCidr(text: string, path: string): FieldError[] {
  if (!isCidr(text)) {
    return [invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  }
  const [address = '', length = ''] = text.split('/');
  const groups = parseV6(address);
  if (hasLeadingZeros(address) || /^0[0-9]/.test(length)) {
    return [invalid(path, text, 'must not have leading 0s in IP or prefix length')];
  }
  if (groups && isMapped(groups)) return [invalid(path, text, 'must not have an IPv4-mapped IPv6 address')];
  const { value, bits } = toBits(address);
  const beyond = value & ((1n << BigInt(bits - Number(length))) - 1n);
  return beyond === 0n ? [] : [invalid(path, text, 'must not have bits set beyond the prefix length')];
}

/** A text about an address that is written unusually. Models GetWarningsForIP. */
export function ipWarnings(text: string, path: string): string[] {
  if (!isIpAddress(text)) return [];
  const canonical = canonicalIp(text);
  const groups = parseV6(text);
  if (hasLeadingZeros(text) || (groups && isMapped(groups))) {
    const future = 'will be considered invalid in a future Kubernetes release';
    return [`${path}: non-standard IP address ${goQuote(text)} ${future}: use ${goQuote(canonical)}`];
  }
  if (!groups || canonical === text) return [];
  return [`${path}: IPv6 address ${goQuote(text)} should be in RFC 5952 canonical format (${goQuote(canonical)})`];
}

/** The same for a range; ranges that validation lets pass can only be written unusually. Models GetWarningsForCIDR. */
export function cidrWarnings(text: string, path: string): string[] {
  const [address = '', length = ''] = text.split('/');
  if (!isCidr(text) || !isIpv6(address)) return [];
  const canonical = `${canonicalIp(address)}/${length}`;
  if (canonical === text) return [];
  return [`${path}: IPv6 CIDR value ${goQuote(text)} should be in RFC 5952 canonical format (${goQuote(canonical)})`];
}

/** Refuses addresses that no endpoint can have. Models ValidateNonSpecialIP. */
export function checkOrdinaryIp(text: string, path: string): FieldError[] {
  if (!isIpAddress(text)) return [invalid(path, text, 'must be a valid IP address')];
  const v6 = parseV6(text);
  const errors: string[] = [];
  const v6Only = (test: (groups: readonly number[]) => boolean): boolean => v6 !== undefined && test(v6);
  if (text === '0.0.0.0' || v6Only((groups) => groups.every((group) => group === 0))) {
    errors.push(`may not be unspecified (${text})`);
  }
  if (
    text.startsWith('127.') ||
    v6Only((groups) => groups[7] === 1 && groups.slice(0, 7).every((group) => group === 0))
  ) {
    errors.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  }
  if (text.startsWith('169.254.') || v6Only(([first = 0]) => (first & 0xffc0) === 0xfe80)) {
    errors.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  }
  if (text.startsWith('224.0.0.') || v6Only(([first = 0]) => (first & 0xff0f) === 0xff02)) {
    errors.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
  return errors.map((error) => invalid(path, text, error));
}

/** An address as one number, with the bits that its family has. */
function toBits(text: string): { readonly value: bigint; readonly bits: number } {
  const groups = v4Pattern.test(text) ? text.split('.').map(Number) : (parseV6(text) ?? []);
  const width = groups.length === 4 ? 8n : 16n;
  return {
    value: groups.reduce((sum, group) => (sum << width) | BigInt(group), 0n),
    bits: groups.length === 4 ? 32 : 128,
  };
}

/** True when a valid range lies in another and is smaller than it. */
export function isStrictSubnet(inner: string, outer: string): boolean {
  const [innerAddress = '', innerLength = ''] = inner.split('/');
  const [outerAddress = '', outerLength = ''] = outer.split('/');
  const [a, b] = [toBits(innerAddress), toBits(outerAddress)];
  const rest = BigInt(b.bits - Number(outerLength));
  return a.bits === b.bits && Number(innerLength) > Number(outerLength) && a.value >> rest === b.value >> rest;
}
