/** IP addresses and ranges in fields. Models apimachinery/pkg/util/validation ip.go. */

import { invalid, type FieldError } from '../../api/field-error.ts';

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
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

export function checkIpAddress(text: string, path: string): FieldError[] {
  const error = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  return isIpAddress(text) ? [] : [invalid(path, text, error)];
}

export function checkCidr(text: string, path: string): FieldError[] {
  const [address = '', bits = '', ...rest] = text.split('/');
  const most = isIpv6(address) ? 128 : 32;
  const valid = rest.length === 0 && isIpAddress(address) && /^[0-9]+$/.test(bits) && Number(bits) <= most;
  return valid ? [] : [invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
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
