/** The cluster's range of Service addresses and the choice of a free one. Models pkg/registry/core/service/ipallocator. */

import type { ClusterReader } from '../../../api/reader.ts';
import type { Random } from '../../../lib/random.ts';

/** `--service-cluster-ip-range` of the simulated cluster. */
export const serviceRange = '10.96.0.0/16';
const base = 10 * 2 ** 24 + 96 * 2 ** 16;
const size = 2 ** 16;
/** The low part of the range is left for addresses that people choose. */
const dynamicOffset = Math.min(Math.max(16, size / 16), 256);
const attempts = 512;

function toNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** Every address that a Service has, by address. */
export function usedAddresses(reader: ClusterReader): ReadonlySet<string> {
  return new Set(reader.list('services').flatMap(({ spec }) => spec.clusterIPs ?? []));
}

/** Why an address that was asked for cannot be had, or undefined. */
export function addressError(ip: string, used: ReadonlySet<string>): string | undefined {
  const offset = toNumber(ip) - base;
  if (offset <= 0 || offset >= size - 1) {
    return `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${serviceRange}`;
  }
  return used.has(ip) ? 'provided IP is already allocated' : undefined;
}

/** A free address, from the upper part of the range as long as there is one. */
export function freeAddress(random: Random, used: ReadonlySet<string>): string | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const address = toAddress(base + random.integer(dynamicOffset, size - 2));
    if (!used.has(address)) return address;
  }
  for (let offset = size - 2; offset > 0; offset--) {
    const address = toAddress(base + offset);
    if (!used.has(address)) return address;
  }
  return undefined;
}
